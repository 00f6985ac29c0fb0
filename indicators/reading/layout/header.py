"""Where a heading is, over how many rows, and what each column under it holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from indicators.reading.cells import as_unit, interpret_heading, plain_name
from indicators.reading.layout.columns import (
    as_row_meaning,
    cells_under,
    holds_numbers,
    holds_periods,
    meaning_of,
    read_columns,
)

if TYPE_CHECKING:
    from indicators.reading.layout.classify import ClassifiedSheet
    from indicators.reading.layout.columns import Column
    from indicators.reading.parsed import Subject

    # Form, subject, index of the key column, and the columns; None where this is no heading.
    Recognised = tuple[str, Subject, int, list[Column]] | None

# How far down a heading is looked for, and how many rows it may have.
_SEARCHED_ROWS: Final = 40
_MOST_LEVELS: Final = 3
# A heading is no heading without this word in one of its first two cells, unless nothing else is.
KEYS: Final = frozenset({"name", "period", "year", "task"})
# Rows under the names of columns, as data vendors write them.
_ATTRIBUTES: Final = frozenset({"frequency", "area", "ignored", "indicator", "kind", "unit"})
_DEFINES: Final = frozenset(
    [
        "kind", "direction", "definition", "aliases", "decimals", "frequency", "lift", "indicator", "headline", "retired",
        "typical_low", "typical_high",
    ]
)  # fmt: skip
# Columns that a table of numbers has as well.
_ANSWERS: Final = frozenset({"responsible_unit", "lead_official"})


@dataclass(frozen=True)
class Heading:
    """The heading of a table.

    Attributes:
        top: the first row that may belong to the table, from 0: its title.
        first: the first row of the heading, from 0.
        last: its last row.
        end: the row after the last one that may belong to the table.
        form: as in ``TableLayout``.
        subject: which table of the store it seems to be for.
        key: index of the column of names; where indicators are columns, of the column of periods.
        columns: by position.
    """

    top: int
    first: int
    last: int
    end: int
    form: str
    subject: Subject
    key: int
    columns: tuple[Column, ...]

    @property
    def body(self) -> range:
        """The rows under the heading."""
        return range(self.last + 1, self.end)


def find_heading(sheet: ClassifiedSheet, top: int, end: int, row: int | None = None) -> Heading | None:
    """The first heading between two rows, from 0, or the one that begins in ``row``; None where there is none."""
    searched = (
        range(top, min(top + _SEARCHED_ROWS, end))
        if row is None
        else range(row, min(row + _MOST_LEVELS, end))
    )
    for keyed in (True, False):
        for base in searched:
            heading = _heading_at(sheet, base, range(top, end), keyed=keyed, chosen=row)
            if heading is not None:
                return heading
    return None


def _heading_at(
    sheet: ClassifiedSheet, base: int, rows: range, *, keyed: bool, chosen: int | None
) -> Heading | None:
    filled = list(sheet.filled(base))
    meanings = [meaning_of(cell, sheet.names) for _, cell, _ in filled]
    if len(filled) < 2 or any(m.role in KEYS for m in meanings) != keyed:  # noqa: PLR2004
        return None
    if not keyed and any(k == "number" and not m.role for (_, _, k), m in zip(filled, meanings, strict=True)):
        return None
    first = chosen if chosen is not None else _upwards(sheet, base, rows.start)
    last = _downwards(sheet, base)
    width = max(map(len, sheet.cells[first : rows.stop]))
    columns = read_columns(sheet, first, last, width)
    last, columns = _with_attributes(sheet, last, columns)
    recognised = _recognised(sheet, range(last + 1, rows.stop), columns)
    if recognised is None:
        return None
    form, subject, key, columns = recognised
    return Heading(rows.start, first, last, rows.stop, form, subject, key, tuple(columns))


def _with_attributes(sheet: ClassifiedSheet, last: int, columns: list[Column]) -> tuple[int, list[Column]]:
    """The last of the rows below that say something of the columns, as 单位, 频度 and 地区; the columns with that."""
    first = next((column.index for column in columns if column.heading), 0)
    while last + 1 < len(sheet.cells):
        row = last + 1
        units, role = _unit_row(sheet, row, columns), interpret_heading(sheet.cell(row, first)).role
        is_attribute = sheet.kind(row, first) == "heading" and role in _ATTRIBUTES
        if not units and not is_attribute:
            break
        areas = {i: interpret_heading(c).area for i, c, _ in sheet.filled(row)} if role == "area" else {}
        columns = [
            replace(
                c,
                meaning=replace(
                    c.meaning,
                    unit=units.get(c.index) or c.meaning.unit,
                    area=areas.get(c.index) or c.meaning.area,
                ),
            )
            for c in columns
        ]
        last = row
    return last, columns


def _unit_row(sheet: ClassifiedSheet, row: int, columns: list[Column]) -> dict[int, str]:
    """Units by column, of a row that holds nothing else: 单位, 亿元, % or blank, (亿元), (%)."""
    if row >= len(sheet.cells):
        return {}
    units = {}
    for index, cell, _ in sheet.filled(row):
        text = str(cell).strip("()（）[]【】 ")
        unit = as_unit(text)
        if unit and index < len(columns):
            units[index] = unit
        elif interpret_heading(cell).role != "unit":
            return {}
    return units


def _upwards(sheet: ClassifiedSheet, base: int, top: int) -> int:
    """The first row of a heading: levels above are periods or measures, or names over several columns, no title."""
    first = base
    while first > top and base - first < _MOST_LEVELS - 1:
        above = list(sheet.filled(first - 1))
        if not above or above[0][0] == 0:
            break
        meanings = [meaning_of(cell, sheet.names) for _, cell, _ in above]
        understood = all(m.role in {"value", "ignored", "progress", "due"} for m in meanings)
        plain = any(
            ":" in m.text or kind == "number" for m, (_, _, kind) in zip(meanings, above, strict=True)
        )
        if not understood and (len(above) == 1 or plain):
            break
        first -= 1
    return first


def _downwards(sheet: ClassifiedSheet, base: int) -> int:
    """The last row of a heading: every cell of the levels below is a heading, and blank under the key."""
    keys = {i for i, cell, _ in sheet.filled(base) if meaning_of(cell, sheet.names).role in KEYS}
    last = base
    for row in range(base + 1, min(base + _MOST_LEVELS, len(sheet.cells))):
        below = list(sheet.filled(row))
        is_level = all(
            kind != "number"
            and index not in keys
            and meaning_of(cell, sheet.names).role in {"value", "ignored", "unit", "note", "progress", "due"}
            for index, cell, kind in below
        )
        if not below or not is_level:
            break
        last += 1
    return last


def _recognised(sheet: ClassifiedSheet, body: range, columns: list[Column]) -> Recognised:
    roles = [column.role for column in columns]
    if "period" not in roles:
        key = next((role for role in ("task", "name") if role in roles), "")
        progress = [c for c in columns if c.role == "progress"]
        of_task = [c for c in progress if not holds_numbers(sheet, body, c.index)]
        says_state = of_task or {"done_on", "state"} & set(roles) or (key == "task" and "due" in roles)
        if key and says_state and "value" not in roles:
            return "long", "tasks", roles.index(key), columns
        if "name" in roles and _defines(set(roles)):
            return "long", "catalogue", roles.index("name"), columns
        # 完成情况 over numbers is how much was reached, over words how a task stands.
        columns = [
            c.with_role("value") if c.role == "progress" and holds_numbers(sheet, body, c.index) else c
            for c in columns
        ]
        columns = [c.with_role("year") if c.role == "plan_year" else c for c in columns]
        roles = [column.role for column in columns]
    if "name" in roles and not holds_periods(sheet, body, roles.index("name")):
        return _rows_of_names(sheet, body, columns, roles.index("name"))
    for role in ("period", "year", "name"):
        if role in roles:
            return _across(sheet, body, columns, roles.index(role))
    return _without_key(sheet, body, columns)


def _defines(roles: set[str]) -> bool:
    """Whether a table of names says what they are, and not how much: one such column is enough beside no other."""
    return len(_DEFINES & roles) > 1 or (
        bool((_DEFINES | _ANSWERS) & roles) and not {"", "value", "progress"} & roles
    )


def _rows_of_names(sheet: ClassifiedSheet, body: range, columns: list[Column], key: int) -> Recognised:
    columns = [as_row_meaning(sheet, body, column) for column in columns]
    if not any(c.role == "value" for c in columns):
        # A single column of numbers is the values, even under a heading without meaning.
        numeric = [c for c in columns if not c.role and c.heading and holds_numbers(sheet, body, c.index)]
        if not numeric:
            return None
        if len(numeric) == 1:
            columns[numeric[0].index] = replace(numeric[0].with_role("value"), basis="只有这一列是数")
    form = "long" if any(c.role in {"period", "year"} for c in columns) else "wide"
    return form, "observations", key, columns


def _across(sheet: ClassifiedSheet, body: range, columns: list[Column], key: int) -> Recognised:
    """Indicators are columns: what is not understood is a name; a bare 同比 belongs to the name on its left."""
    name_on_left, named = "", []
    for column in columns:
        if column.index == key:
            column = column.with_role("period")  # noqa: PLW2901
        elif not column.role and column.name:
            if plain_name(column.name)[0] in sheet.names or holds_numbers(sheet, body, column.index):
                name_on_left = column.name
                column = column.with_role("value")  # noqa: PLW2901
        elif column.role == "value":
            name_on_left = column.name or name_on_left
            column = replace(column, name=name_on_left)  # noqa: PLW2901
        named.append(column)
    values = [c for c in named if c.role == "value"]
    return ("across", "observations", key, named) if values and all(c.name for c in values) else None


def _without_key(sheet: ClassifiedSheet, body: range, columns: list[Column]) -> Recognised:
    """The corner is blank: the first column of text holds names or periods."""
    key = next((c.index for c in columns if not c.role and cells_under(sheet, body, c.index)), None)
    if key is None:
        return None
    if holds_periods(sheet, body, key):
        return _across(sheet, body, columns, key)
    values = sum(c.role == "value" for c in columns)
    if not values or holds_numbers(sheet, body, key):
        return None
    # A single period occurs in many titles.
    if values == 1 and not any(kind == "name" for _, kind in cells_under(sheet, body, key)):
        return None
    return _rows_of_names(sheet, body, [c.with_role("name") if c.index == key else c for c in columns], key)
