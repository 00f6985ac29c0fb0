"""Where the tables of a sheet begin and end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indicators.reading.cells import interpret_heading, normalise_heading, split_period
from indicators.reading.layout.header import KEYS, Heading, find_heading

if TYPE_CHECKING:
    from indicators.reading.layout.classify import ClassifiedSheet


def find_headings(sheet: ClassifiedSheet, *, row: int | None = None) -> list[Heading]:
    """The headings of a sheet, from the top; or the one that begins in ``row`` (from 0)."""
    if row is not None:
        heading = find_heading(sheet, 0, len(sheet.cells), row)
        return [heading] if heading else []
    headings: list[Heading] = []
    top = 0
    starts = [*_starts(sheet), len(sheet.cells)]
    for start, end in zip([0, *starts], starts, strict=False):
        heading = find_heading(sheet, top, end)
        if heading is not None:
            headings.append(heading)
            top = end
        elif headings:
            # What is no table belongs to the one above: its rows are reported there.
            headings[-1] = replace(headings[-1], end=end)
            top = end
        elif start == end:
            continue
    return headings


def _starts(sheet: ClassifiedSheet) -> list[int]:
    """Rows where a further table begins: the title above a heading that differs from the one before it."""
    starts: list[int] = []
    before: list[object] | None = None
    previous = -2
    for row in range(len(sheet.cells)):
        if not _looks_like_heading(sheet, row):
            continue
        cells = sheet.cells[row]
        if row > previous + 1:
            top = row
            while top > 0 and _may_be_above(sheet, top - 1):
                top -= 1
            # The same heading again is a second page, unless a title of its own names other months.
            titles = [str(cell) for above in range(top, row) for _, cell, _ in sheet.filled(above)]
            if cells != before or any(split_period(normalise_heading(title))[1] for title in titles):
                starts.append(top)
        before, previous = cells, row
    return starts


def _may_be_above(sheet: ClassifiedSheet, row: int) -> bool:
    """Whether a row above a heading may be its title or its upper level: one cell, or none first and no numbers."""
    kinds = [kind for _, _, kind in sheet.filled(row)]
    return len(kinds) <= 1 or (sheet.kind(row, 0) == "empty" and "number" not in kinds)


def _looks_like_heading(sheet: ClassifiedSheet, row: int) -> bool:
    filled = list(sheet.filled(row))
    if len(filled) < 2 or any(kind == "number" for _, _, kind in filled):  # noqa: PLR2004
        return False
    first = [interpret_heading(cell).role for _, cell, kind in filled[:2] if kind == "heading"]
    return bool(KEYS & set(first))
