"""Bytes -> cells: what kind of file it is, and the cells of its sheets."""

from indicators.reading.formats.detect import ROW_LIMIT, SIZE_LIMIT, decode
from indicators.reading.formats.grid import Grid, as_grid, cell_at, letters, width

__all__ = ["ROW_LIMIT", "SIZE_LIMIT", "Grid", "as_grid", "cell_at", "decode", "letters", "width"]
