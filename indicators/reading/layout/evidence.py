"""What the cells of a table say of its columns beyond their headings: sums, names, the periods of the rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indicators.period import Period, PeriodError, parse
from indicators.reading.cells import interpret_heading, is_plain, named_measure, plain_name
from indicators.reading.layout.classify import is_total
from indicators.reading.layout.columns import cells_under

if TYPE_CHECKING:
    from collections.abc import Collection

    from indicators.reading.layout.classify import ClassifiedSheet
    from indicators.reading.layout.columns import Column
    from indicators.reading.layout.layout import Fact, TableLayout

# Stands for a year that is not written.
ANY_YEAR: Final = 2000
# What rounding can make of a sum of rounded numbers.
_ROUNDING: Final = 0.006


def period_or_none(written: object) -> Period | None:
    """The period that is written, in any year where it names none; None for anything else."""
    try:
        return parse(written, year=ANY_YEAR) if written else None
    except PeriodError:
        return None


def is_to_date(column: Column) -> bool:
    """Whether a heading says that its values are since January."""
    meaning = column.meaning
    return column.role == "value" and (
        meaning.measure == "ytd" or bool(re.match(r"(?:\d{4}年)?1[-—]", meaning.when))
    )


@dataclass(frozen=True)
class Evidence:
    """What the cells of one table say.

    Attributes:
        sheet: its cells.
        table: its columns and rows.
        titled: the period that the title names, None for none.
        adding_up: ids of the indicators whose months add up.
    """

    sheet: ClassifiedSheet
    table: TableLayout
    titled: Fact | None
    adding_up: Collection[str]

    def period_to_date(self) -> Period | None:
        """The table's period by its title, where that is since January."""
        period = period_or_none(self.titled.value) if self.titled else None
        return period if period is not None and period.kind == "ytd" and period.month > 1 else None

    def adds_up(self, column: Column) -> bool:
        """Whether it has a value of an indicator that adds up."""
        return any(self._indicator(name) in self.adding_up for name in self._names(column))

    def needs_measure(self, column: Column) -> bool:
        """Whether it has a value of an indicator that adds up and of which no name or row says which months it covers."""
        said = [
            meaning for column in self.table.with_role("row_meaning")
            for cell, _ in cells_under(self.sheet, self.table.body, column.index)
            if (meaning := interpret_heading(cell)).role == "value"
        ]  # fmt: skip
        if said and all(meaning.measure for meaning in said):
            return False
        bare = [name for name in self._names(column) if plain_name(name)[0] in self.sheet.names]
        return any(self._indicator(name) in self.adding_up for name in bare)

    def _names(self, column: Column) -> list[str]:
        if self.table.form == "across":
            return [column.name]
        return [str(cell) for cell, _ in cells_under(self.sheet, self.table.body, self.table.key)]

    def _indicator(self, written: str) -> str | None:
        name = plain_name(written)[0]
        return self.sheet.names.get(name) or self.sheet.names.get(named_measure(name)[0])

    def is_beside_its_sum(self, column: Column) -> bool:
        """Whether another column has the same indicator since January: 甲产值 beside 甲产值累计值."""
        if self.table.form != "across":
            return False
        twins = [c for c in self.table.columns if c.name and c.index != column.index]
        return any(
            self._indicator(twin.name) == self._indicator(column.name)
            and "ytd" in {twin.meaning.measure, named_measure(plain_name(twin.name)[0])[1]}
            for twin in twins
        )

    def kinds_of_rows(self) -> set[str]:
        """Which months the periods of the rows cover; 1-9月, 上半年, 累计 and January are all ``ytd``."""
        in_column = next((column.index for column in self.table.with_role("period")), None)
        index = self.table.key if self.table.form == "across" else in_column
        cells = cells_under(self.sheet, self.table.body, index) if index is not None else []
        return {_kind(cell) for cell, _ in cells}

    def months_make_total(self) -> bool:
        """Whether in every row the months, or the quarters, add up to a column 合计."""
        values = self.table.with_role("value")
        months = [c for c in values if _covers(c, "month")] or [c for c in values if _covers(c, "quarter")]
        totals = [c for c in self.table.columns if is_total(c.heading)]
        if len(months) < 2 or len(totals) != 1:  # noqa: PLR2004 - nothing adds up
            return False
        compared = []
        for row in self.table.body:
            total = self.sheet.cell(row, totals[0].index)
            if is_plain(total):
                parts = [self.sheet.cell(row, column.index) for column in months]
                amounts = [float(part) for part in parts if is_plain(part)]
                allowed = _ROUNDING * len(amounts) + 1e-9 * abs(float(total))
                compared.append(abs(sum(amounts) - float(total)) <= allowed)
        return bool(compared) and all(compared)


def _kind(cell: object) -> str:
    period = period_or_none(cell)
    if period is None:
        return interpret_heading(cell).measure
    return "ytd" if period.kind == "year" or period.month == 1 else period.kind


def _covers(column: Column, kind: str) -> bool:
    period = period_or_none(column.meaning.when)
    return period is not None and period.kind == kind
