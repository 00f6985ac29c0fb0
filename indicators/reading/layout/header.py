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

# How far down a heading is looked for, and how many rows it may have.
_DEEPEST: Final = 40
_LEVELS: Final = 3
_KEYS: Final = frozenset({"name", "period", "year", "task"})
_DEFINES: Final = frozenset(
    {"kind", "direction", "definition", "aliases", "decimals", "frequency", "lift", "indicator"}
)


@dataclass(frozen=True)
class Heading:
    """Attributes: first and last: its rows, from 0. form: as in ``Table``. columns: by position.

    Attributes:
        key: the column of names, where indicators stand across that of periods.
    """

    first: int
    last: int
    form: str
    subject: Subject
    key: int
    columns: tuple[Column, ...]

    @property
    def width(self) -> int:
        """How many columns it reaches over."""
        return 1 + max(column.index for column in self.columns if column.heading)

    def with_role(self, role: str) -> list[Column]:
        """Columns of a role, from the left."""
        return [column for column in self.columns if column.role == role]


def find_heading(
    grid: Grid, names: Mapping[str, str], *, row: int | None = None, subject: Subject | None = None
) -> Heading | None:
    """The first heading of a sheet, or the one that begins in ``row`` (from 0); None where there is none."""
    rows = range(min(len(grid), _DEEPEST)) if row is None else range(row, min(row + _LEVELS, len(grid)))
    for keyed in (True, False):
        for base in rows:
            found = _heading_at(grid, base, names, keyed=keyed, top=row, subject=subject)
            if found is not None:
                return found
    return None


def _heading_at(  # noqa: PLR0913 - all but the first three by name
    grid: Grid,
    base: int,
    names: Mapping[str, str],
    *,
    keyed: bool,
    top: int | None,
    subject: Subject | None,
) -> Heading | None:
    cells = [cell for cell in grid[base] if cell is not None]
    meanings = [meaning_of(cell, names) for cell in cells]
    if len(cells) < 2 or any(m.role in _KEYS for m in meanings) != keyed:  # noqa: PLR2004
        return None
    if not keyed and any(is_plain(cell) and not m.role for cell, m in zip(cells, meanings, strict=True)):
        return None
    first, last = top if top is not None else _upwards(grid, base, names), _downwards(grid, base, names)
    columns = read_columns(grid, first, last, names)
    found = _classified(grid, last + 1, columns, names)
    if found is None:
        return None
    form, kind, key, columns = found
    unit_row = [cell_at(grid, last + 1, c.index) for c in columns]
    if form == "across" and unit_row[key] is not None and interpret_heading(unit_row[key]).role == "unit":
        last += 1
        columns = [
            replace(
                c, meaning=replace(c.meaning, unit=str(unit)) if unit and not c.meaning.unit else c.meaning
            )
            for c, unit in zip(columns, unit_row, strict=True)
        ]
    return Heading(first, last, form, subject or kind, key, tuple(columns))


def _upwards(grid: Grid, base: int, names: Mapping[str, str]) -> int:
    """A level above: periods or measures, or names that span several columns, but no title."""
    first = base
    while first > 0 and base - first < _LEVELS - 1:
        above = [cell for cell in grid[first - 1] if cell is not None]
        meanings = [meaning_of(cell, names) for cell in above]
        starts_later = bool(above) and cell_at(grid, first - 1, 0) is None
        understood = bool(above) and all(m.role in {"value", "ignored", "progress"} for m in meanings)
        groups = len(above) > 1 and not any(
            ":" in m.text or is_plain(c) for m, c in zip(meanings, above, strict=True)
        )
        if not (starts_later and (understood or groups)):
            break
        first -= 1
    return first


def _downwards(grid: Grid, base: int, names: Mapping[str, str]) -> int:
    """Levels below: rows whose every cell is a heading, blank under the key."""
    last = base
    while last + 1 < len(grid) and last - base < _LEVELS - 1:
        below = [(index, cell) for index, cell in enumerate(grid[last + 1]) if cell is not None]
        if not below:
            break
        keys = {
            i
            for i, cell in enumerate(grid[base])
            if cell is not None and meaning_of(cell, names).role in _KEYS
        }
        heading = all(
            not is_plain(cell)
            and index not in keys
            and meaning_of(cell, names).role in {"value", "ignored", "unit", "note"}
            for index, cell in below
        )
        if not heading:
            break
        last += 1
    return last


def _classified(
    grid: Grid, body: int, columns: list[Column], names: Mapping[str, str]
) -> tuple[str, Subject, int, list[Column]] | None:
    """Form, subject, key column and columns; None where this is no heading."""
    by_role: dict[str, list[Column]] = {}
    for column in columns:
        by_role.setdefault(column.role, []).append(column)
    values = by_role.get("value", [])
    doing = bool({"progress", "done_on", "state"} & set(by_role))
    for key in ("task", "name"):
        if key in by_role and doing and not values and "period" not in by_role:
            return "long", "tasks", by_role[key][0].index, columns
    if "name" in by_role and len(_DEFINES & set(by_role)) > 1 and not ({"period"} & set(by_role)):
        return "long", "catalogue", by_role["name"][0].index, columns
    named = by_role.get("name", [])
    if named and not holds_periods(grid, body, named[0].index, names):
        return _rows_of_names(grid, body, columns, by_role)
    times = by_role.get("period", []) or by_role.get("year", []) or named
    if times:
        return _across(grid, body, columns, times[0].index, names)
    return _without_key(grid, body, columns, by_role, names)


def _rows_of_names(
    grid: Grid, body: int, columns: list[Column], by_role: Mapping[str, list[Column]]
) -> tuple[str, Subject, int, list[Column]] | None:
    columns = [as_row_meaning(grid, body, column) for column in columns]
    timed = "period" in by_role or "year" in by_role
    if not any(c.role == "value" for c in columns):
        # One column of numbers whose heading says nothing is what is meant.
        numeric = [c for c in columns if not c.role and c.heading and holds_numbers(grid, body, c.index)]
        if len(numeric) != 1:
            return None
        columns = [
            replace(c, meaning=replace(c.meaning, role="value")) if c is numeric[0] else c for c in columns
        ]
    return "long" if timed else "wide", "observations", by_role["name"][0].index, columns


def _across(
    grid: Grid, body: int, columns: list[Column], key: int, names: Mapping[str, str]
) -> tuple[str, Subject, int, list[Column]] | None:
    """Indicators across: what is not understood is a name; a bare 同比 belongs to the name on its left."""
    above, found = "", []
    for column in columns:
        taken = column
        if column.index == key:
            taken = replace(column, meaning=replace(column.meaning, role="period"))
        elif not column.role and column.name:
            known = plain_name(column.name)[0] in names
            if known or holds_numbers(grid, body, column.index):
                above = column.name
                taken = replace(column, meaning=replace(column.meaning, role="value"))
        elif column.role == "value":
            above = column.name or above
            taken = replace(column, name=above)
        found.append(taken)
    good = [c for c in found if c.role == "value" and c.name]
    return (
        ("across", "observations", key, found)
        if good and len(good) == sum(c.role == "value" for c in found)
        else None
    )


def _without_key(
    grid: Grid,
    body: int,
    columns: list[Column],
    by_role: Mapping[str, list[Column]],
    names: Mapping[str, str],
) -> tuple[str, Subject, int, list[Column]] | None:
    """The corner is blank: names are the first column of text, or periods stand there."""
    key = next(
        (c.index for c in columns if c.role in {"", "period"} and cells_under(grid, body, c.index)), None
    )
    if key is None:
        return None
    if holds_periods(grid, body, key, names):
        return _across(grid, body, columns, key, names)
    if not by_role.get("value") or holds_numbers(grid, body, key):
        return None
    known = any(plain_name(str(cell))[0] in names for cell in cells_under(grid, body, key))
    if len(by_role["value"]) < 2 and not known:  # noqa: PLR2004 - one period may stand in any title
        return None
    named = [replace(c, meaning=replace(c.meaning, role="name")) if c.index == key else c for c in columns]
    return _rows_of_names(grid, body, named, {**by_role, "name": [named[key]]})
