"""Cells of a sheet as rows, without blank text and blank ends."""

from __future__ import annotations

import math
from collections.abc import Sequence
from string import ascii_uppercase
from typing import Any

Grid = Sequence[Sequence[Any]]


def as_grid(cells: Grid) -> list[list[Any]]:
    """Rows without blank ends, whose text is stripped; blank text and NaN are None."""
    grid = []
    for row in cells:
        tidy = [_blank_as_none(cell) for cell in row]
        while tidy and tidy[-1] is None:
            tidy.pop()
        grid.append(tidy)
    while grid and not grid[-1]:
        grid.pop()
    return grid


def _blank_as_none(cell: Any) -> Any:  # noqa: ANN401
    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, float) and not math.isfinite(cell):
        return None if math.isnan(cell) else str(cell)
    return cell


def cell_at(grid: Grid, row: int, column: int) -> Any:  # noqa: ANN401
    """A cell; None outside the grid."""
    return grid[row][column] if 0 <= row < len(grid) and column < len(grid[row]) else None


def width(grid: Grid) -> int:
    """Columns of the widest row."""
    return max(map(len, grid), default=0)


def letters(index: int) -> str:
    """A column's letters as a spreadsheet names it: 0 is A, 26 is AA."""
    before, last = divmod(index, len(ascii_uppercase))
    return (letters(before - 1) if before else "") + ascii_uppercase[last]
