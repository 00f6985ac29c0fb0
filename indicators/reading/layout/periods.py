"""Which period a value is of, by its row, its heading, the title and the person's overrides."""

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


class UnresolvedPeriodError(ValueError):
    """A value whose period is missing or cannot be read.

    Attributes:
        code: of the issue.
        of_year: whether the cell in the column of years is wrong.
    """

    def __init__(self, code: str, *, of_year: bool = False) -> None:
        self.code, self.of_year = code, of_year
        super().__init__(code)


@dataclass(frozen=True)
class PeriodResolver:
    """Periods of one table.

    Attributes:
        title: of the table.
        overrides: of the person.
        plans: whether a quarter and a year keep their own keys.
    """

    title: Title
    overrides: ReadOverrides
    plans: bool = False

    def resolve(self, written: Sequence[Any], year_cell: Any, measure: str, span: str) -> tuple[str, str]:  # noqa: ANN401
        """Period and span of a value, as in ``parsed.ENTRY_COLUMNS``.

        Args:
            written: periods as written, from the most general place to the nearest.
            year_cell: of a column of years, None for none.
            measure: of the value.
            span: by words such as 累计 and 本月, empty for none.

        Raises:
            UnresolvedPeriodError: nothing names the period or its year, or a cell cannot be read.
        """
        named = [raw for raw in (year_cell, *written) if raw is not None]
        month, year = None, self.title.year or self.overrides.year
        if not year and self.overrides.period:
            year = int(self.overrides.period[:4])
        for raw in named:
            period, problem = read_period(raw, year)
            if problem:
                raise UnresolvedPeriodError(problem, of_year=raw is year_cell)
            if period is not None:
                year, month = period.year, month if period.kind == "year" else period
        if measure == "target" and not (month and self.plans and written):
            if not year:
                raise UnresolvedPeriodError(MISSING_YEAR)
            return str(year), "year"
        period = month or self._default(year, named=bool(named))
        if self.plans and period.kind == "year":
            return str(period.year), "year"
        if self.plans and period.kind == "quarter":
            return f"{period.year}Q{period.month // 3}", "quarter"
        return period.key, "quarter" if (span, period.kind) == ("month", "quarter") else span or period.kind

    def _default(self, year: int | None, *, named: bool) -> Period:
        """Where row and heading name only a year or nothing: the table's month, in that year."""
        of_table = self.title.period
        if of_table is None and self.overrides.period and not named:
            of_table = Period.from_key(self.overrides.period)
        if of_table is None and self.title.when and year:
            # The title names the months, the heading their year.
            of_table = parse(self.title.when, year=year)
        if of_table is not None:
            return Period(year or of_table.year, of_table.month, of_table.kind)
        if named and year:
            return Period(year, 12, "year")
        raise UnresolvedPeriodError(MISSING_YEAR if self.title.when else MISSING_PERIOD)


@lru_cache(maxsize=4096, typed=True)
def read_period(raw: Any, year: int | None) -> tuple[Period | None, str]:  # noqa: ANN401 - a cell
    """A cell's period, and the code of what is wrong; neither where it only says 累计 or 同比."""
    if re.fullmatch(r"0?[1-9]|1[0-2]", str(raw)) and isinstance(raw, (str, int)):
        raw = f"{int(raw)}月"
    try:
        return parse(raw, year=year), ""
    except PeriodError:
        pass
    try:
        parse(raw, year=_ANY_YEAR)
    except PeriodError:
        meaning = interpret_heading(raw)
        if meaning.role != "value":
            return None, UNREADABLE
        if meaning.when and meaning.when != raw:
            return read_period(meaning.when, year)
        return None, UNREADABLE if meaning.when else ""
    return None, MISSING_YEAR
