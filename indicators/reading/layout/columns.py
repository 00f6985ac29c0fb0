"""Columns under a heading: what each level of the heading says, and what the cells hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from indicators.period import PeriodError, parse
from indicators.reading.cells import HeadingMeaning, NumberError, interpret_heading, parse_number, plain_name
from indicators.reading.formats import cell_at, letters, width
from indicators.reading.layout.title import is_note

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from indicators.reading.formats import Grid

# How many rows decide what a column holds, and which share of them must agree.
_SAMPLE_ROWS: Final = 40
_MAJORITY: Final = 0.6


@dataclass(frozen=True)
class Column:
    """A column under a heading.

    Attributes:
        index: from 0.
        parts: what each level of its heading says, from the top.
        meaning: all levels in one.
        heading: as written, levels joined.
        name: the indicator's name as written, where indicators are columns.
    """

    index: int
    parts: tuple[HeadingMeaning, ...]
    meaning: HeadingMeaning
    heading: str
    name: str = ""

    @property
    def role(self) -> str:
        """What the column is for, empty for one that was not understood."""
        return self.meaning.role

    @property
    def label(self) -> str:
        """The column as issues name it: C“累计”."""
        return f"{letters(self.index)}“{self.heading}”" if self.heading else letters(self.index)

    def with_role(self, role: str) -> Column:
        """The same column for something else."""
        return replace(self, meaning=replace(self.meaning, role=role))


def meaning_of(cell: object, names: Mapping[str, str]) -> HeadingMeaning:
    """What a cell of a heading says; a known name is a name, even where it contains 增速."""
    if isinstance(cell, str) and plain_name(cell)[0] in names:
        return HeadingMeaning(text=cell, unit=plain_name(cell)[1])
    return interpret_heading(cell)


def read_columns(grid: Grid, first: int, last: int, names: Mapping[str, str]) -> list[Column]:
    """Each column with the levels of its heading; an upper level spans the blanks to its right."""
    indices = range(width(grid))
    levels = [[cell_at(grid, row, index) for index in indices] for row in range(first, last + 1)]
    for upper, lower in pairwise(levels):
        spanning = None
        for index in indices:
            if lower[index] is None:
                spanning = None
            elif upper[index] is None:
                upper[index] = spanning
            else:
                spanning = upper[index]
    columns = []
    for index in indices:
        cells = [level[index] for level in levels if level[index] is not None]
        parts = tuple(meaning_of(cell, names) for cell in cells)
        texts = [c if isinstance(c, str) else p.text or str(c) for c, p in zip(cells, parts, strict=True)]
        heading = " ".join(" ".join(dict.fromkeys(texts)).split())
        name = " ".join(str(c) for c, p in zip(cells, parts, strict=True) if not p.role)
        columns.append(Column(index, parts, merge_meanings(parts), heading, name))
    return columns


def merge_meanings(parts: tuple[HeadingMeaning, ...]) -> HeadingMeaning:
    """What several levels, or a heading and the beginning of a row, say together.

    工业总产值 over 累计 over 同比 is growth since January; 2024年 over 9月 names 2024年9月.
    """
    roles = [part.role for part in parts if part.role]
    role = next((r for r in ("ignored", "value") if r in roles), roles[-1] if roles else "")
    measures = [part.measure for part in parts]
    measure = next((m for m in ("growth", "target", "level", "ytd", "month") if m in measures), "")
    spans = [part.span for part in parts if part.span]
    span = "month" if "month" in spans else (spans[-1] if spans else "")
    unit = next((part.unit for part in reversed(parts) if part.unit), "")
    when = next((part.when for part in reversed(parts) if part.when), "")
    return HeadingMeaning(role, measure, span, unit, when, " ".join(part.text for part in parts))


def as_row_meaning(grid: Grid, body: int, column: Column) -> Column:
    """A column, also one of 指标性质, that says 累计 or 同比 in each row; one without heading may also say 1-9月."""
    cells = cells_under(grid, body, column.index)
    if column.role not in {"", "kind"} or not cells or not all(isinstance(cell, str) for cell in cells):
        return column
    meanings = [interpret_heading(cell) for cell in cells if not is_number(cell)]
    understood = sum(m.role == "value" and bool(m.measure or not column.heading) for m in meanings)
    return column.with_role("row_meaning") if understood >= _MAJORITY * len(cells) else column


def cells_under(grid: Grid, body: int, index: int) -> list[Any]:
    """The cells in the first rows of a column, without notes and blanks."""
    rows = [row for row in grid[body : body + _SAMPLE_ROWS] if index < len(row) and row[index] is not None]
    return [row[index] for row in rows if not (isinstance(row[0], str) and is_note(row[0]))]


def holds_numbers(grid: Grid, body: int, index: int) -> bool:
    """Whether most cells of a column are numbers or marks of a missing one."""
    return _mostly(is_number, cells_under(grid, body, index))


def holds_periods(grid: Grid, body: int, index: int, names: Mapping[str, str]) -> bool:
    """Whether most cells of a column are periods, or say 累计 or 同比 of the table's."""
    return _mostly(lambda cell: is_period(cell, names), cells_under(grid, body, index))


def _mostly(test: Callable[[Any], bool], cells: list[Any]) -> bool:
    return bool(cells) and sum(map(test, cells)) >= _MAJORITY * len(cells)


def is_number(cell: object) -> bool:
    """Whether a cell is a number or the mark of a missing one."""
    try:
        parse_number(cell)
    except NumberError:
        return False
    return True


def is_period(cell: object, names: Mapping[str, str]) -> bool:
    """Whether a cell is a period, or says 累计 or 同比 of the table's; a known name is none."""
    if isinstance(cell, str) and plain_name(cell)[0] in names:
        return False
    try:
        parse(cell, year=2000)
    except PeriodError:
        meaning = interpret_heading(cell)
        return meaning.role == "value" and bool(meaning.when or meaning.measure)
    return True
