"""Cells of a sheet as columns: text as codes into its distinct words, numbers as numbers with the odd cells beside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from indicators.reading.values import is_plain

if TYPE_CHECKING:
    from collections.abc import Mapping

Grid = Sequence[Sequence[Any]]
_LETTERS = 26


@dataclass(frozen=True)
class Coded:
    """A column of few distinct words. Attributes: codes: -1 for a blank cell. words: what the codes mean."""

    codes: np.ndarray
    words: list[Any]


@dataclass(frozen=True)
class Numbers:
    """A column of numbers.

    Attributes:
        floats: float64; NaN where the cell is odd.
        odd: the position in ``raws`` of a cell that is no plain number (also a blank one); -1 otherwise.
        raws: distinct odd cells; None is a blank one.
    """

    floats: np.ndarray
    odd: np.ndarray
    raws: list[Any]

    @property
    def filled(self) -> np.ndarray:
        """Whether something stands in the cell."""
        filled = np.ones(len(self.odd), dtype=bool)
        if None in self.raws:
            filled[self.odd == self.raws.index(None)] = False
        return filled


class Body(Protocol):
    """The rows under a heading. Attributes: rows: their numbers as a spreadsheet counts, from 1."""

    @property
    def rows(self) -> np.ndarray:
        """Row numbers, int32."""
        ...

    def words(self, index: int) -> Coded:
        """A column as words."""
        ...

    def numbers(self, index: int) -> Numbers:
        """A column as numbers."""
        ...

    def beyond(self, width: int) -> dict[int, Any]:
        """What stands first behind so many columns, by place in ``rows``; rows with nothing there are left out."""
        ...


@dataclass(frozen=True)
class CellBody:
    """The rows of a grid from ``first`` (from 0) on."""

    grid: Grid
    first: int

    @property
    def rows(self) -> np.ndarray:
        """Row numbers, int32."""
        return np.arange(self.first + 1, len(self.grid) + 1, dtype=np.int32)

    def _cells(self, index: int) -> list[Any]:
        return [row[index] if index < len(row) else None for row in self.grid[self.first :]]

    def words(self, index: int) -> Coded:
        """A column as words, in the order in which they first stand."""
        known: dict[Any, int] = {None: -1}
        codes = [known.setdefault(_word(cell), len(known) - 1) for cell in self._cells(index)]
        return Coded(np.array(codes, dtype=np.int32), list(known)[1:])

    def numbers(self, index: int) -> Numbers:
        """A column as numbers."""
        cells = self._cells(index)
        odd: dict[Any, int] = {}
        # True equals 1, but is no number: keys carry the type.
        codes = [-1 if is_plain(cell) else odd.setdefault((type(cell), cell), len(odd)) for cell in cells]
        values = [float(cell) if code < 0 else math.nan for cell, code in zip(cells, codes, strict=True)]
        return Numbers(
            np.array(values, dtype=np.float64) + 0.0, np.array(codes, dtype=np.int32), [raw for _, raw in odd]
        )

    def beyond(self, width: int) -> dict[int, Any]:
        """What stands first behind so many columns, by place in ``rows``; rows with nothing there are left out."""
        return first_beyond(dict(enumerate(self.grid[self.first :])), width)


def first_beyond(rows: Mapping[int, Sequence[Any]], width: int) -> dict[int, Any]:
    """Of each row the first cell behind so many that holds something."""
    found = {
        place: next((c for c in row[width:] if c not in {None, ""}), None) for place, row in rows.items()
    }
    return {place: cell for place, cell in found.items() if cell is not None}


def _word(cell: Any) -> Any:  # noqa: ANN401 - what a cell may hold
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return str(cell) if isinstance(cell, bool) else cell


def translated(places: Sequence[int], codes: np.ndarray, *, rare: bool = False) -> np.ndarray:
    """Codes in other codes, -1 staying, in the smallest integers that hold them; ``rare`` where most are -1."""
    most = max(places, default=0)
    small = next(kind for kind in (np.int8, np.int16, np.int32) if most <= np.iinfo(kind).max)
    table = np.array([*places, -1], dtype=small)
    if not rare:
        every: np.ndarray = table[codes]
        return every
    result = np.full(len(codes), -1, dtype=small)
    at = np.flatnonzero(codes >= 0)
    result[at] = table[codes[at]]
    return result


def as_grid(cells: Grid) -> list[list[Any]]:
    """Cells with blank text as None, other text without blanks around it, and rows without blank ends."""
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
    """A cell, None outside."""
    return grid[row][column] if 0 <= row < len(grid) and column < len(grid[row]) else None


def width(grid: Grid) -> int:
    """Columns of the widest row."""
    return max(map(len, grid), default=0)


def letters(index: int) -> str:
    """A column's letters as a spreadsheet names it: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def combine(*columns: np.ndarray) -> tuple[np.ndarray, list[tuple[int, ...]]]:
    """Distinct combinations of code columns (-1 included): a code per row, and what each code stands for."""
    sizes = [int(codes.max(initial=-1)) + 2 for codes in columns]
    total = math.prod(sizes)
    key: np.ndarray = np.zeros(len(columns[0]), dtype=np.int32 if total < 1 << 31 else np.int64)
    for codes, size in zip(columns, sizes, strict=True):
        if size > 1:
            key *= size
            key += codes
            key += 1
    if total <= max(4 * len(key), 1 << 20):
        # A table of all possible keys is far quicker than sorting the rows.
        seen = np.zeros(total, dtype=bool)
        seen[key] = True
        distinct = np.flatnonzero(seen)
        small = np.int16 if len(distinct) <= np.iinfo(np.int16).max else np.int32
        place = np.zeros(total, dtype=small)
        place[distinct] = np.arange(len(distinct), dtype=small)
        codes = place[key]
    else:
        distinct, inverse = np.unique(key, return_inverse=True)
        codes = inverse.astype(np.int32)
    parts = []
    for size in reversed(sizes):
        distinct, rest = np.divmod(distinct, size)
        parts.append(rest - 1)
    return codes, list(zip(*(part.tolist() for part in reversed(parts)), strict=True))
