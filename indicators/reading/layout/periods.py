"""Which month and which months a value covers: row and heading first, then what holds for the whole table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from indicators.period import Period, PeriodError, YearOutOfRangeError, maybe_october, maybe_ytd, parse
from indicators.reading.cells import interpret_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

MISSING_PERIOD: Final = "missing_period"
MISSING_YEAR: Final = "missing_year"
UNREADABLE: Final = "unreadable_period"
OUT_OF_RANGE: Final = "period_out_of_range"
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
        of_table: the period of the whole table as written: 2024年1—9月, 2024年, or 1-9月 without a year; empty for none.
        plans: whether a quarter and a year keep their own keys.
    """

    of_table: str = ""
    plans: bool = False

    @property
    def _period(self) -> Period | None:
        try:
            return parse(self.of_table) if self.of_table else None
        except PeriodError:
            return None

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
        of_table = self._period
        month, year = None, of_table.year if of_table else None
        whole_year = False
        for raw in named:
            period, problem = read_period(raw, year)
            if problem:
                raise UnresolvedPeriodError(problem, of_year=raw is year_cell)
            if period is not None:
                year, month = period.year, month if period.kind == "year" else period
                # A heading that names only a year is that whole year, never the table's month.
                whole_year = whole_year or (period.kind == "year" and raw is not year_cell)
        if measure == "target" and not (month and self.plans and written):
            if not year:
                raise UnresolvedPeriodError(MISSING_YEAR)
            return str(year), "year"
        if month is None and whole_year and year:
            month = Period(year, 12, "year")
        period = month or self._default(year, of_table, named=bool(named))
        if self.plans and period.kind == "year":
            return str(period.year), "year"
        if self.plans and period.kind == "quarter":
            return f"{period.year}Q{period.month // 3}", "quarter"
        return period.key, "quarter" if (span, period.kind) == ("month", "quarter") else span or period.kind

    def _default(self, year: int | None, of_table: Period | None, *, named: bool) -> Period:
        """Where row and heading name only a year or nothing: the table's month, in that year."""
        if of_table is not None and of_table.kind != "year":
            return Period(year or of_table.year, of_table.month, of_table.kind)
        if of_table is None and self.of_table and year:
            # The title names the months, a column their year.
            return parse(self.of_table, year=year)
        if named and year:
            return Period(year, 12, "year")
        raise UnresolvedPeriodError(MISSING_YEAR if self.of_table and of_table is None else MISSING_PERIOD)


@lru_cache(maxsize=4096, typed=True)
def read_period(raw: Any, year: int | None) -> tuple[Period | None, str]:  # noqa: ANN401 - a cell
    """A cell's period, and the code of what is wrong; neither where it only says 累计 or 同比."""
    if re.fullmatch(r"0?[1-9]|1[0-2]", str(raw)) and isinstance(raw, (str, int)):
        raw = f"{int(raw)}月"
    try:
        return parse(raw, year=year), ""
    except YearOutOfRangeError:
        return None, OUT_OF_RANGE
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


def misread_periods(written: Sequence[Any]) -> dict[int, tuple[str, str]]:
    """Periods of one column that a spreadsheet has changed: their index -> code of the issue, and what was meant.

    2024.1 next to 2024.9, 2024.11 or 2024.01 was 2024.10; 1月9日 was 1-9.
    """
    meant: dict[int, tuple[str, str]] = {}
    for index, raw in enumerate(written):
        months = maybe_ytd(raw)
        if months:
            meant[index] = "maybe_ytd", f"1—{months}月"
        elif maybe_october(raw) and _is_october(written, index):
            meant[index] = "maybe_october", f"{str(raw).strip()[:4]}年10月"
    return meant


def _is_october(written: Sequence[Any], index: int) -> bool:
    year = str(written[index]).strip()[:4]
    same_year = [str(raw).strip() for raw in written if str(raw).strip().startswith(f"{year}.")]
    around = {str(raw).strip() for raw in written[max(index - 1, 0) : index + 2]}
    is_padded = any(re.fullmatch(r"\d{4}\.0\d", text) for text in same_year)
    return f"{year}.10" not in same_year and (
        is_padded or bool(around & {f"{year}.9", f"{year}.09", f"{year}.11"})
    )
