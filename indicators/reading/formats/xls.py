"""Cells of xls, by xlrd."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import xlrd
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from indicators.reading.formats.cell_formats import CellFormats
from indicators.reading.formats.sheet_cells import SheetCells

if TYPE_CHECKING:
    from indicators.reading.formats.sheet_cells import Sheets


def xls_sheets(content: bytes) -> Sheets:
    """Sheets of an xls."""
    book = xlrd.open_workbook(
        file_contents=content, logfile=io.StringIO(), formatting_info=True, ragged_rows=True,
        ignore_workbook_corruption=True,
    )  # fmt: skip
    # Not format_map: xlrd adds to it what the formats without a description mean in America.
    custom = {form.format_key: form.format_str for form in book.format_list}
    epoch = MAC_EPOCH if book.datemode else WINDOWS_EPOCH
    formats = CellFormats((style.format_key for style in book.xf_list), custom, epoch)
    sheets = []
    for sheet in book.sheets():
        cells = SheetCells()
        for row in range(sheet.nrows):
            for column, cell in enumerate(sheet.row(row)):
                cells.place(row, column, *_xls_cell(cell, formats))
        for top, bottom, left, right in sheet.merged_cells:
            cells.merge(top, left, bottom - 1, right - 1)
        sheets.append((sheet.visibility == 0, cells.as_sheet(sheet.name)))
    return sheets


def _xls_cell(cell: xlrd.sheet.Cell, formats: CellFormats) -> tuple[Any, str]:
    """A cell and its text on the sheet."""
    if cell.ctype in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
        return formats.read(cell.value, cell.xf_index)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A"), ""
    return bool(cell.value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else cell.value, ""
