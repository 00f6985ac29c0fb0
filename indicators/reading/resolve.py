"""What a row, a heading and the facts of a table say together of one value: name, period, measure, unit, state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from indicators.period import EARLIEST_YEAR, EXPECTED_PERIOD, LATEST_YEAR
from indicators.reading.cells import (
    HeadingMeaning,
    conversion_factor,
    half_width,
    interpret_heading,
    named_measure,
    plain_name,
)
from indicators.reading.issues import issue
from indicators.reading.layout import (
    MISSING_PERIOD,
    UNREADABLE,
    UnresolvedPeriodError,
    merge_meanings,
    nearest,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.reading.issues import Issue
    from indicators.reading.layout import Column, PeriodResolver, Row, TableLayout

# The first that is part of the text counts.
_STATES: Final = {
    "预": "预计", "快报": "快报", "初步": "快报", "正式": "正式", "年报": "正式", "核定": "正式", "终": "正式",
}  # fmt: skip


@dataclass(frozen=True)
class ResolvedValue:
    """What is known of a value besides its number.

    Attributes:
        name: as in ``parsed.ENTRY_COLUMNS``, like ``measure``, ``period``, ``span``, ``unit`` and ``state``.
        issue: why the value cannot be taken; name and measure are known all the same.
        scope: values with equal scopes share one issue.
    """

    name: str
    measure: str
    period: str = ""
    span: str = ""
    unit: str = ""
    state: str = ""
    issue: Issue | None = None
    scope: tuple[object, ...] = ()


@dataclass(frozen=True)
class ValueResolver:
    """Values of one table.

    Attributes:
        table: its layout.
        names: plain name -> id, of known indicators.
        periods: of the table.
    """

    table: TableLayout
    names: Mapping[str, str]
    periods: PeriodResolver

    def resolve(self, column: Column, row: Row) -> ResolvedValue:
        """What is known of the value where a column and a row meet."""
        period, key = (row.key, column.name) if self.table.form == "across" else (row.period, row.key)
        name, name_unit, by_name = self._name("" if key is None else str(key))
        by_row = [_value_meaning(cell) for cell in (period, row.row_meaning)]
        meaning = merge_meanings((column.meaning, by_name, *by_row))
        state = nearest(
            {"row": _state(row.state), "column": column.meaning.state, "title": self._fact("state")}
        )
        measure = meaning.measure or ("target" if self.periods.plans else "value")
        value = ResolvedValue(name, measure, state=state[1] if state else "")
        # Where no level of the heading names a period, the columns together may.
        levels = column.parts if any(part.when for part in column.parts) else (column.meaning,)
        written = [period, *(part.when or None for part in (*levels, by_row[1]))]
        written = [cell for cell in written if cell is not None]
        try:
            key, span = self.periods.resolve(written, row.year, value.measure, meaning.span)
        except UnresolvedPeriodError as error:
            return self._without_period(value, error, column, row, period)
        if value.measure == "growth":
            # Only words make a growth that of the month alone: 2024-09 may be any.
            span = meaning.span
            by_name_unit = name_unit if by_name.measure == "growth" else ""
            # 亿元 over rows of 累计 and 同比 is the unit of the amounts.
            of_rows = any(part.measure == "growth" for part in (by_name, *by_row))
            units = ["" if of_rows else column.meaning.unit, *(part.unit for part in by_row), by_name_unit]
            return replace(value, period=key, span=span, unit=next(filter(None, units), ""))
        row_unit = "" if row.unit is None else half_width(str(row.unit))
        units = [unit for unit in (row_unit, name_unit, column.meaning.unit) if unit]
        if any(conversion_factor(unit, units[0]) not in {None, 1.0} for unit in units[1:]):
            listed = "和".join(f"“{unit}”" for unit in dict.fromkeys(units))
            differ = issue("units_differ", row=row.number, column=column.label, name=name, units=listed)
            return replace(value, issue=differ, scope=(differ.message,))
        unit = nearest({
            "row": row_unit or name_unit, "column": column.meaning.unit, "title": self._fact("unit"),
        })  # fmt: skip
        return replace(value, period=key, span=span, unit=unit[1] if unit else "")

    def _fact(self, name: str) -> str:
        fact = self.table.facts.get(name)
        return fact.value if fact and fact.value != "catalogue" else ""

    def _name(self, text: str) -> tuple[str, str, HeadingMeaning]:
        """Plain name, its unit, and the measure in it unless it is known with its measure."""
        name, unit = plain_name(text)
        if name in self.names:
            return name, unit, HeadingMeaning("value")
        name, measure, span = named_measure(name)
        return name, unit, HeadingMeaning("value", measure, span)

    def _without_period(
        self, value: ResolvedValue, error: UnresolvedPeriodError, column: Column, row: Row, period: object
    ) -> ResolvedValue:
        """The cell of the row that should name the period is to blame; the heading where there is no such column."""
        cells = {"year": row.year} if error.of_year else {"period": period, "row_meaning": row.row_meaning}
        in_row = [c for role in cells for c in self.table.with_role(role)]
        label = next(iter(in_row), column).label
        found = next((str(cell).strip() for cell in cells.values() if cell is not None), "")
        if error.code == MISSING_PERIOD:
            found = ""
        elif not found:
            found = (
                next((p.when for p in reversed(column.parts) if p.when), "")
                or self.periods.of_table
                or column.heading
            )
        wrong = issue(
            error.code, row=row.number, column=label, found=found, name=value.name,
            right=EXPECTED_PERIOD.removeprefix("应"), first=EARLIEST_YEAR, last=LATEST_YEAR,
        )  # fmt: skip
        # What the whole table lacks is said once.
        scope = (error.code, label, row.number) if error.code == UNREADABLE or in_row else (error.code,)
        return replace(value, issue=wrong, scope=scope)


def _value_meaning(cell: object) -> HeadingMeaning:
    """What a cell of a row says of its values, as 累计 or 2024年9月; nothing if it is another text or blank."""
    meaning = interpret_heading(cell)
    return meaning if meaning.role == "value" else HeadingMeaning()


def _state(cell: object) -> str:
    text = "" if cell is None else half_width(str(cell))
    return next((known for part, known in _STATES.items() if part in text), "")
