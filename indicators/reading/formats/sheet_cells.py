"""The cells of one sheet of a workbook, put into their places one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from indicators.reading.cells import as_unit
from indicators.reading.formats.grid import cell_at
from indicators.reading.issues import ReadingError, issue
from indicators.reading.parsed import Sheet

if TYPE_CHECKING:
    # Pairs of whether a sheet is visible, and the sheet.
    Sheets = list[tuple[bool, Sheet]]

# A cell far away makes a sheet of all the blanks before it.
SPREAD_LIMIT: Final = 20_000_000
# Cells up to the last one of each row: 20,000 rows and 50 columns, of all sheets together.
CELLS_LIMIT: Final = 1_000_000
# Excel has no more.
ROWS_LIMIT: Final = 1 << 20


def refuse_too_many_cells(cells: int) -> None:
    """Refuse a file before it swells.

    Raises:
        ReadingError: these are too many.
    """
    if cells > CELLS_LIMIT:
        raise ReadingError(issue("too_large.cells", limit=CELLS_LIMIT))


class SheetCells:
    """Cells of a sheet that is being read; rows and columns count from 0."""

    def __init__(self) -> None:
        self._cells: list[list[Any]] = []
        self._shown: dict[tuple[int, int], str] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._columns = 0
        self._size = 0

    def place(self, row: int, column: int, cell: object, shown: str = "") -> None:
        """Put a cell and its text on the sheet into its place; rows reach as far as their last cell.

        Raises:
            ReadingError: the cell is too far away, or one of too many.
        """
        if cell is None or cell == "":
            return
        if row >= len(self._cells) or column >= self._columns:
            self.reach(row, column)
            self._cells.extend([] for _ in range(row + 1 - len(self._cells)))
        line = self._cells[row]
        if (missing := column + 1 - len(line)) > 0:
            self._size += missing
            refuse_too_many_cells(self._size)
            line.extend([None] * missing)
        line[column] = cell
        if shown and shown != cell:
            self._shown[row, column] = shown

    def reach(self, row: int, column: int) -> None:
        """Widen the sheet to a place.

        Raises:
            ReadingError: it is too far away.
        """
        self._columns = max(self._columns, column + 1)
        rows = max(row + 1, len(self._cells))
        if rows > ROWS_LIMIT or rows * self._columns > SPREAD_LIMIT:
            raise ReadingError(issue("too_large.spread", cells=rows * self._columns))

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Note merged cells, both ends included."""
        self._merged.append((top, left, bottom, right))

    def as_sheet(self, name: str) -> Sheet:
        """The sheet; a unit that is merged down a column stands in all its rows.

        Raises:
            ReadingError: there are too many such rows.
        """
        filled = 0
        for top, left, bottom, right in self._merged:
            unit = cell_at(self._cells, top, left)
            if left == right and isinstance(unit, str) and as_unit(unit):
                rows = range(top + 1, min(bottom + 1, len(self._cells)))
                # Damaged files merge the same cells again and again.
                filled += len(rows)
                refuse_too_many_cells(filled)
                for row in rows:
                    self.place(row, left, unit)
        return Sheet(name, self._cells, self._shown, tuple(self._merged))
