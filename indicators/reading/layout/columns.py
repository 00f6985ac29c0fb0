"""Columns under a heading: what its levels say of each, and what its cells hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from indicators.period import PeriodError, parse
from indicators.reading.cells import HeadingMeaning, NumberError, interpret_heading, parse_number, plain_name
from indicators.reading.formats import cell_at, letters, width
from indicators.reading.layout.title import is_note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.reading.formats import Grid

# How many rows tell what a column holds, and how many of them must.
_LOOKED_AT: Final = 40
_MOST: Final = 0.6


@dataclass(frozen=True)
class Column:
    """Attributes: index: from 0. parts: what each level of its heading says, from above. role: of the column.

    Attributes:
        meaning: all levels in one.
        name: the indicator's name as written, where indicators stand across.
        heading: as written, levels joined.
    """

    index: int
    parts: tuple[HeadingMeaning, ...]
    meaning: HeadingMeaning
    heading: str
    name: str = ""

    @property
    def role(self) -> str:
        """Of the column, empty for one that was not understood."""
        return self.meaning.role

    @property
    def label(self) -> str:
        """As findings name it: C“累计”."""
        return f"{letters(self.index)}“{self.heading}”" if self.heading else letters(self.index)


def meaning_of(cell: Any, names: Mapping[str, str]) -> HeadingMeaning:  # noqa: ANN401
    """A name that is known is a name, even where its words sound like 增速."""
    if isinstance(cell, str) and plain_name(cell)[0] in names:
        return HeadingMeaning(text=cell, unit=plain_name(cell)[1])
    return interpret_heading(cell)


def read_columns(grid: Grid, first: int, last: int, names: Mapping[str, str]) -> list[Column]:
    """Each column with the levels of its heading; an upper level spans the blanks to its right."""
    wide = width(grid)
    levels = [[cell_at(grid, row, index) for index in range(wide)] for row in range(first, last + 1)]
    for upper, lower in pairwise(levels):
        spanning = None
        for index in range(wide):
            if upper[index] is not None:
                spanning = upper[index] if lower[index] is not None else None
            elif lower[index] is not None:
                upper[index] = spanning
            else:
                spanning = None
    columns = []
    for index in range(wide):
        cells = [level[index] for level in levels if level[index] is not None]
        parts = tuple(meaning_of(cell, names) for cell in cells)
        written = [p.text or str(c) for p, c in zip(parts, cells, strict=True)]
        heading = " ".join(
            dict.fromkeys(str(c) if isinstance(c, str) else w for c, w in zip(cells, written, strict=True))
        )
        name = " ".join(str(c) for c, p in zip(cells, parts, strict=True) if not p.role)
        columns.append(Column(index, parts, merged(parts), " ".join(heading.split()), name))
    return columns


def merged(parts: tuple[HeadingMeaning, ...]) -> HeadingMeaning:
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
    said = sum(m.role == "value" and bool(m.measure or not column.heading) for m in meanings)
    is_one = said >= _MOST * len(cells)
    return replace(column, meaning=replace(column.meaning, role="row_meaning")) if is_one else column


def cells_under(grid: Grid, body: int, index: int) -> list[Any]:
    """What stands in the first rows of a column, without notes and blanks."""
    rows = [
        row
        for row in grid[body : body + _LOOKED_AT]
        if not (row and isinstance(row[0], str) and is_note(row[0]))
    ]
    return [row[index] for row in rows if index < len(row) and row[index] is not None]


def holds_numbers(grid: Grid, body: int, index: int) -> bool:
    """Whether most of its cells are numbers, or say that there is none."""
    cells = cells_under(grid, body, index)
    return bool(cells) and sum(map(is_number, cells)) >= _MOST * len(cells)


def is_number(cell: Any) -> bool:  # noqa: ANN401
    """Whether a cell is a number, or says that there is none."""
    try:
        parse_number(cell)
    except NumberError:
        return False
    return True


def holds_periods(grid: Grid, body: int, index: int, names: Mapping[str, str]) -> bool:
    """Whether most of its cells are periods, or say 累计 or 同比 of the table's."""
    cells = cells_under(grid, body, index)
    return bool(cells) and sum(is_period(cell, names) for cell in cells) >= _MOST * len(cells)


def is_period(cell: Any, names: Mapping[str, str]) -> bool:  # noqa: ANN401
    """Whether a cell is a period, or says 累计 or 同比 of the table's; a known name is none."""
    if isinstance(cell, str) and plain_name(cell)[0] in names:
        return False
    try:
        parse(cell, year=2000)
    except PeriodError:
        meaning = interpret_heading(cell)
        return meaning.role == "value" and bool(meaning.when or meaning.measure)
    return True
