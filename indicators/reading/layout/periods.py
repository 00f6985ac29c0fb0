"""Which period a value is of, from what its row, its heading, the title and the person say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from indicators.period import Period, PeriodError, parse
from indicators.reading.cells import interpret_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.reading.layout.title import Title
    from indicators.reading.parsed import ReadOverrides

MISSING_PERIOD: Final = "missing_period"
MISSING_YEAR: Final = "missing_year"
UNREADABLE: Final = "unreadable_period"
_ANY_YEAR: Final = 2000


@dataclass(frozen=True)
class ResolvedPeriod:
    """Which period, or what is wrong with it.

    Attributes:
        key: as in ``contract.ENTRY_COLUMNS``, like ``span``.
        problem: code of what is wrong, or empty.
        of_year: whether the cell in the column of years is what is wrong.
    """

    key: str = ""
    span: str = ""
    problem: str = ""
    of_year: bool = False


@dataclass(frozen=True)
class PeriodResolver:
    """Attributes: title: of the table. choices: of the person. plans: whether a quarter and a year keep their own keys."""

    title: Title
    choices: ReadOverrides
    plans: bool = False

    @property
    def year(self) -> int | None:
        """The year meant where a period names none."""
        if self.title.year or self.choices.year:
            return self.title.year or self.choices.year
        return int(self.choices.period[:4]) if self.choices.period else None

    def of(self, written: Sequence[Any], year_cell: Any, measure: str, said: str) -> ResolvedPeriod:  # noqa: ANN401
        """The period of a value.

        Args:
            written: periods as they stand, from the most general place to the nearest; blank ones left out.
            year_cell: of a column of years, None for none.
            measure: of the value.
            said: the span that words (累计, 本月) gave.
        """
        year, month, problem = self.year, None, ""
        for raw in [year_cell, *written]:
            if raw is None:
                continue
            period, problem = read_period(raw, year)
            if problem:
                return ResolvedPeriod(problem=problem, of_year=raw is year_cell)
            if period is not None and (period.kind != "year" or raw is year_cell):
                year = period.year
                month = period if period.kind != "year" else month
            elif period is not None:
                year = period.year
        if measure == "target" and (month is None or not self._is_phase(written)):
            return ResolvedPeriod(str(year), "year") if year else ResolvedPeriod(problem=MISSING_YEAR)
        named_year = any(raw is not None for raw in [year_cell, *written])
        return self._span(month or self._usual(year, named=named_year), said)

    def _is_phase(self, written: Sequence[Any]) -> bool:
        return self.plans and bool(written)

    def _usual(self, year: int | None, *, named: bool) -> Period | str:
        """Where only a year or nothing stands in row and heading: the table's month, in that year."""
        title = self.title.period
        if title is None and self.choices.period and not named:
            title = Period.from_key(self.choices.period)
        if title is None and self.title.when and year:
            # The title says which months, the heading of which year.
            title = parse(self.title.when, year=year)
        if title is not None:
            return Period(year or title.year, title.month, title.kind)
        if named and year:
            return Period(year, 12, "year")
        return MISSING_YEAR if self.title.when else MISSING_PERIOD

    def _span(self, period: Period | str, said: str) -> ResolvedPeriod:
        if isinstance(period, str):
            return ResolvedPeriod(problem=period)
        span = said or period.kind
        if self.plans and period.kind == "year":
            return ResolvedPeriod(str(period.year), "year")
        if self.plans and period.kind == "quarter":
            return ResolvedPeriod(f"{period.year}Q{period.month // 3}", "quarter")
        if said == "month" and period.kind == "quarter":
            span = "quarter"
        return ResolvedPeriod(period.key, span)


@lru_cache(maxsize=4096, typed=True)
def read_period(raw: Any, year: int | None) -> tuple[Period | None, str]:  # noqa: ANN401 - a cell
    """A cell's period, and the code of what is wrong; neither where it only says 累计 or 同比."""
    if isinstance(raw, str) and re.fullmatch(r"0?[1-9]|1[0-2]", raw):
        raw = f"{int(raw)}月"
    elif isinstance(raw, int) and raw in range(1, 13):
        raw = f"{raw}月"
    try:
        return parse(raw, year=year), ""
    except PeriodError:
        pass
    try:
        parse(raw, year=_ANY_YEAR)
    except PeriodError:
        return _inside(raw, year)
    return None, MISSING_YEAR


def _inside(raw: Any, year: int | None) -> tuple[Period | None, str]:  # noqa: ANN401
    meaning = interpret_heading(raw)
    if meaning.role == "value" and meaning.when and meaning.when != raw:
        return read_period(meaning.when, year)
    return (None, "") if meaning.role == "value" and not meaning.when else (None, UNREADABLE)
