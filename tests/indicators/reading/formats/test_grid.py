"""Cells as rows, and columns as a spreadsheet names them."""

from __future__ import annotations

import math

from openpyxl.utils import get_column_letter

from indicators.reading.formats.grid import as_grid, letters


def test_letters() -> None:
    """Columns are named as in a spreadsheet, also those beyond the last one that it has."""
    assert [letters(index) for index in range(800)] == [get_column_letter(index + 1) for index in range(800)]
    assert letters(26 + 26**2 + 26**3) == "AAAA"


def test_as_grid() -> None:
    """Text is stripped, what is blank becomes None, and blank ends are cut off."""
    assert as_grid([["甲 ", " ", 1, ""], [], [math.nan, math.inf], [None, " "]]) == [
        ["甲", None, 1], [], [None, "inf"],
    ]  # fmt: skip
