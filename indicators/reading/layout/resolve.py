"""What a row, a heading and the title say of one value together: name, period, measure, unit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from indicators.frames import unescape_formula
from indicators.period import EXPECTED_PERIOD
from indicators.reading.cells import (
    HeadingMeaning,
    conversion_factor,
    half_width,
    interpret_heading,
    named_measure,
    plain_name,
)
from indicators.reading.issues import issue
from indicators.reading.layout.columns import merge_meanings
from indicators.reading.layout.periods import MISSING_PERIOD, MISSING_YEAR, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.reading.issues import Issue
    from indicators.reading.layout.columns import Column
    from indicators.reading.layout.header import Heading
    from indicators.reading.layout.periods import PeriodResolver
    from indicators.reading.layout.rows import RowCells

MONTH_GROWTH: Final = "month_growth_ignored"
UNITS_DIFFER: Final = "units_differ"
_STATES: Final = (
    ("预", "预计"),
    ("快报", "快报"),
    ("初步", "快报"),
    ("正式", "正式"),
    ("年报", "正式"),
    ("核定", "正式"),
    ("终", "正式"),
)


@dataclass(frozen=True)
class ResolvedValue:
    """What is said of a value, or why it cannot be read.

    Attributes:
        name: as in ``contract.ENTRY_COLUMNS``, like ``period``, ``span``, ``measure`` and ``unit``.
        issue: what keeps the value from being read, without its row; name and measure are known all the same.
        place: position of the column to blame.
        of_heading: whether the heading lacks it, not each row.
    """

    name: str = ""
    period: str = ""
    span: str = ""
    measure: str = ""
    unit: str = ""
    issue: Issue | None = None
    place: int = -1
    of_heading: bool = False

    @property
    def problem(self) -> str:
        """Code of the issue; empty where there is none."""
        return self.issue.code if self.issue else ""


@dataclass(frozen=True)
class ValueResolver:
    """Attributes: names: plain name -> id, of known indicators. unit: of the unit line."""

    heading: Heading
    names: Mapping[str, str]
    spans: PeriodResolver
    unit: str
    targets: bool
    _known: dict[tuple[int, RowCells], ResolvedValue] = field(default_factory=dict)

    def of(self, column: Column, cells: RowCells) -> ResolvedValue:
        """What is said of a value in ``column`` whose row holds these cells; worked out once for equal ones."""
        known = (column.index, cells)
        if known not in self._known:
            self._known[known] = self._work_out(column, *cells)
        return self._known[known]

    def _work_out(  # noqa: PLR0913, PLR0917 - the cells of one row
        self,
        column: Column,
        key: Any,  # noqa: ANN401
        period: Any,  # noqa: ANN401
        year: Any,  # noqa: ANN401
        unit: Any,  # noqa: ANN401
        row_meaning: Any,  # noqa: ANN401
    ) -> ResolvedValue:
        across = self.heading.form == "across"
        if across:
            period, key = key, column.name
        name, name_unit, by_name = self._name(str(key if key is not None else ""))
        in_row = [interpret_heading(cell) for cell in (period, row_meaning) if cell is not None]
        in_row = [meaning for meaning in in_row if meaning.role == "value"]
        meaning = merge_meanings((by_name, *column.parts, column.meaning, *in_row))
        measure = meaning.measure or ("target" if self.targets else "value")
        if measure == "growth" and meaning.span == "month":
            return replace(self._month_growth(column, name), measure=measure)
        written = [
            period,
            *(p.when or None for p in (*_dated(column), *in_row[1 if period is not None else 0 :])),
        ]
        span = self.spans.of([cell for cell in written if cell is not None], year, measure, meaning.span)
        if span.problem:
            roles = {"year": year} if span.of_year else {"period": period, "row_meaning": row_meaning}
            return replace(self._problem(span.problem, column, roles, name), measure=measure)
        if measure == "growth":
            near = column.meaning.unit or next((m.unit for m in in_row if m.unit), "")
            near = near or (name_unit if by_name.measure == "growth" else "")
        else:
            written = [half_width(str(unit)) if unit is not None else "", name_unit, column.meaning.unit]
            written = [one for one in written if one]
            if any(conversion_factor(one, written[0]) not in {None, 1.0} for one in written[1:]):
                return replace(self._units_differ(column, name, written), measure=measure)
            near = next(iter(written), self.unit)
        return ResolvedValue(name, span.key, span.span, measure, near)

    def _name(self, text: str) -> tuple[str, str, HeadingMeaning]:
        """Plain name, its unit, and the measure it carries where the name is not known with it."""
        name, unit = plain_name(text)
        measure = span = ""
        if name not in self.names:
            name, measure, span = named_measure(name)
        return name, unit, HeadingMeaning("value", measure, span)

    def _units_differ(self, column: Column, name: str, written: list[str]) -> ResolvedValue:
        listed = "和".join(f"“{unit}”" for unit in dict.fromkeys(written))
        differ = issue(UNITS_DIFFER, column=column.label, name=name, units=listed)
        return ResolvedValue(name, issue=differ, place=column.index)

    def _month_growth(self, column: Column, name: str) -> ResolvedValue:
        return ResolvedValue(
            name, issue=issue(MONTH_GROWTH, column=column.label, name=name), place=column.index
        )

    def _problem(self, code: str, column: Column, roles: Mapping[str, Any], name: str) -> ResolvedValue:
        """What is wrong with a period; ``roles`` are the cells of the row that may say it."""
        found = next((str(cell).strip() for cell in roles.values() if cell is not None), "")
        in_row = [c.index for role in roles for c in self.heading.with_role(role)]
        place = in_row[0] if in_row else column.index
        if code == MISSING_YEAR and not found:
            found = next((p.when for p in reversed(column.parts) if p.when), "") or column.heading
        if code == MISSING_PERIOD:
            found = ""
        label = self.heading.columns[place].label
        wrong = issue(code, column=label, found=found, name=name, right=EXPECTED_PERIOD.removeprefix("应"))
        return ResolvedValue(name, issue=wrong, place=place, of_heading=code != UNREADABLE and not in_row)


def _dated(column: Column) -> tuple[HeadingMeaning, ...]:
    """The levels of a heading; where none names a period, what the columns together say of it."""
    return column.parts if any(part.when for part in column.parts) else (column.meaning,)


def as_state(cell: Any) -> str:  # noqa: ANN401 - a cell
    """预计, 快报 or 正式; empty for anything else."""
    text = "" if cell is None else half_width(str(cell))
    return next((state for part, state in _STATES if part in text), "")


def as_note(cell: Any) -> str:  # noqa: ANN401 - a cell
    """A remark as it was meant, empty for a blank cell."""
    return "" if cell is None else unescape_formula(str(cell).strip())
