"""Where the heading is, and what each column under it holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from indicators.reading.cells import interpret_heading, is_plain, plain_name
from indicators.reading.formats import cell_at
from indicators.reading.layout.columns import (
    as_row_meaning,
    cells_under,
    holds_numbers,
    holds_periods,
    meaning_of,
    read_columns,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.reading.formats import Grid
    from indicators.reading.layout.columns import Column
    from indicators.reading.parsed import Subject

    # Form, subject, index of the key column, and the columns; None where this is no heading.
    Classified = tuple[str, Subject, int, list[Column]] | None

# How far down a heading is looked for, and how many rows it may have.
_SEARCHED_ROWS: Final = 40
_MOST_LEVELS: Final = 3
_KEYS: Final = frozenset({"name", "period", "year", "task"})
_DEFINES: Final = frozenset(
    {"kind", "direction", "definition", "aliases", "decimals", "frequency", "lift", "indicator"}
)


@dataclass(frozen=True)
class Heading:
    """The heading of a table.

    Attributes:
        first: its first row, from 0.
        last: its last row.
        form: as in ``Table``.
        subject: as in ``Table``.
        key: index of the column of names; where indicators are columns, of the column of periods.
        columns: by position.
    """

    first: int
    last: int
    form: str
    subject: Subject
    key: int
    columns: tuple[Column, ...]

    @property
    def width(self) -> int:
        """Columns up to the last one with a heading."""
        return 1 + max(column.index for column in self.columns if column.heading)

    def with_role(self, role: str) -> list[Column]:
        """Columns of a role, from the left."""
        return [column for column in self.columns if column.role == role]


def find_heading(grid: Grid, names: Mapping[str, str], *, row: int | None = None) -> Heading | None:
    """The first heading of a sheet, or the one that begins in ``row`` (from 0); None where there is none."""
    top, end = (0, _SEARCHED_ROWS) if row is None else (row, row + _MOST_LEVELS)
    for keyed in (True, False):
        for base in range(top, min(end, len(grid))):
            heading = _heading_at(grid, base, names, keyed=keyed, top=row)
            if heading is not None:
                return heading
    return None


def _heading_at(
    grid: Grid, base: int, names: Mapping[str, str], *, keyed: bool, top: int | None
) -> Heading | None:
    cells = [cell for cell in grid[base] if cell is not None]
    meanings = [meaning_of(cell, names) for cell in cells]
    if len(cells) < 2 or any(m.role in _KEYS for m in meanings) != keyed:  # noqa: PLR2004
        return None
    if not keyed and any(is_plain(cell) and not m.role for cell, m in zip(cells, meanings, strict=True)):
        return None
    first, last = top if top is not None else _upwards(grid, base, names), _downwards(grid, base, names)
    classified = _classified(grid, last + 1, read_columns(grid, first, last, names), names)
    if classified is None:
        return None
    form, subject, key, columns = classified
    units = [cell_at(grid, last + 1, column.index) for column in columns]
    if form == "across" and units[key] is not None and interpret_heading(units[key]).role == "unit":
        last += 1
        columns = [
            replace(c, meaning=replace(c.meaning, unit=c.meaning.unit or str(unit or "")))
            for c, unit in zip(columns, units, strict=True)
        ]
    return Heading(first, last, form, subject, key, tuple(columns))


def _upwards(grid: Grid, base: int, names: Mapping[str, str]) -> int:
    """The first row of a heading: levels above are periods or measures, or names over several columns, no title."""
    first = base
    while first > 0 and base - first < _MOST_LEVELS - 1:
        above = [cell for cell in grid[first - 1] if cell is not None]
        if not above or grid[first - 1][0] is not None:
            break
        meanings = [meaning_of(cell, names) for cell in above]
        understood = all(m.role in {"value", "ignored", "progress"} for m in meanings)
        plain = any(":" in m.text or is_plain(c) for m, c in zip(meanings, above, strict=True))
        if not understood and (len(above) == 1 or plain):
            break
        first -= 1
    return first


def _downwards(grid: Grid, base: int, names: Mapping[str, str]) -> int:
    """The last row of a heading: every cell of the levels below is a heading, and blank under the key."""
    keys = {i for i, c in enumerate(grid[base]) if c is not None and meaning_of(c, names).role in _KEYS}
    last = base
    for row in grid[base + 1 : base + _MOST_LEVELS]:
        below = [(index, cell) for index, cell in enumerate(row) if cell is not None]
        is_level = all(
            not is_plain(cell)
            and index not in keys
            and meaning_of(cell, names).role in {"value", "ignored", "unit", "note"}
            for index, cell in below
        )
        if not below or not is_level:
            break
        last += 1
    return last


def _classified(grid: Grid, body: int, columns: list[Column], names: Mapping[str, str]) -> Classified:
    roles = [column.role for column in columns]
    if "period" not in roles:
        key = next((role for role in ("task", "name") if role in roles), "")
        if key and {"progress", "done_on", "state"} & set(roles) and "value" not in roles:
            return "long", "tasks", roles.index(key), columns
        if "name" in roles and len(_DEFINES & set(roles)) > 1:
            return "long", "catalogue", roles.index("name"), columns
    if "name" in roles and not holds_periods(grid, body, roles.index("name"), names):
        return _rows_of_names(grid, body, columns, roles.index("name"))
    for role in ("period", "year", "name"):
        if role in roles:
            return _across(grid, body, columns, roles.index(role), names)
    return _without_key(grid, body, columns, names)


def _rows_of_names(grid: Grid, body: int, columns: list[Column], key: int) -> Classified:
    columns = [as_row_meaning(grid, body, column) for column in columns]
    if not any(c.role == "value" for c in columns):
        # A single column of numbers is the values, even under a heading without meaning.
        numeric = [c for c in columns if not c.role and c.heading and holds_numbers(grid, body, c.index)]
        if len(numeric) != 1:
            return None
        columns[numeric[0].index] = numeric[0].with_role("value")
    form = "long" if any(c.role in {"period", "year"} for c in columns) else "wide"
    return form, "observations", key, columns


def _across(grid: Grid, body: int, columns: list[Column], key: int, names: Mapping[str, str]) -> Classified:
    """Indicators are columns: what is not understood is a name; a bare 同比 belongs to the name on its left."""
    name_on_left, named = "", []
    for column in columns:
        if column.index == key:
            column = column.with_role("period")  # noqa: PLW2901
        elif not column.role and column.name:
            if plain_name(column.name)[0] in names or holds_numbers(grid, body, column.index):
                name_on_left = column.name
                column = column.with_role("value")  # noqa: PLW2901
        elif column.role == "value":
            name_on_left = column.name or name_on_left
            column = replace(column, name=name_on_left)  # noqa: PLW2901
        named.append(column)
    values = [c for c in named if c.role == "value"]
    return ("across", "observations", key, named) if values and all(c.name for c in values) else None


def _without_key(grid: Grid, body: int, columns: list[Column], names: Mapping[str, str]) -> Classified:
    """The corner is blank: the first column of text holds names or periods."""
    key = next((c.index for c in columns if not c.role and cells_under(grid, body, c.index)), None)
    if key is None:
        return None
    if holds_periods(grid, body, key, names):
        return _across(grid, body, columns, key, names)
    values = sum(c.role == "value" for c in columns)
    if not values or holds_numbers(grid, body, key):
        return None
    # A single period occurs in many titles.
    if values == 1 and not any(plain_name(str(c))[0] in names for c in cells_under(grid, body, key)):
        return None
    return _rows_of_names(grid, body, [c.with_role("name") if c.index == key else c for c in columns], key)
