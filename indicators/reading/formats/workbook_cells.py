"""Cells of xlsx (by openpyxl), xls (by xlrd) and ods, as the sheets show them.

openpyxl reads rows, dates and ranges, not whole workbooks: it stumbles over fonts and filters that other programs
write, and knows no Strict Open XML.
"""

from __future__ import annotations

import io
import posixpath
from itertools import product
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

import xlrd
from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH
from openpyxl.worksheet._reader import ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import REL_NS, SHEET_MAIN_NS

from indicators.reading.cells import as_unit
from indicators.reading.formats.cell_formats import CellFormats, date_if_midnight, ods_cell
from indicators.reading.formats.grid import cell_at
from indicators.reading.issues import Issue, ReadingError
from indicators.reading.parsed import Sheet

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterable
    from datetime import datetime

    Cells = list[list[Any]]
    # Whether a sheet is visible, and the sheet.
    Sheets = list[tuple[bool, Sheet]]

# A cell far away makes a sheet of all the blanks before it.
CELLS_LIMIT: Final = 20_000_000
# Excel knows no more.
ROWS_LIMIT: Final = 1 << 20
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_MAIN: Final = f"{{{SHEET_MAIN_NS}}}"
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", SHEET_MAIN_NS.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", REL_NS.encode()),
)


def _refuse_spread(rows: int, columns: int) -> None:
    if rows > ROWS_LIMIT or rows * columns > CELLS_LIMIT:
        message = f"工作表横跨 {rows * columns:,} 个单元格，不予打开"
        raise ReadingError(Issue("error", "too_large", message, "删去表格右方和下方远处的内容"))


def _place(cells: Cells, row: int, column: int, cell: object) -> None:
    """Put a cell where it stands; rows reach as far as something stands in them."""
    if cell in {None, ""}:
        return
    cells.extend([] for _ in range(row + 1 - len(cells)))
    cells[row].extend([None] * (column + 1 - len(cells[row])))
    cells[row][column] = cell


def _repeat_merged_units(cells: Cells, merged: Iterable[tuple[int, int, int, int]]) -> None:
    """A unit merged down a column is that of all these rows, not of the first alone.

    Args:
        cells: changed in place.
        merged: first column, first row, last column and last row, from 1.
    """
    for left, top, right, bottom in merged:
        unit = cell_at(cells, top - 1, left - 1)
        if left == right and isinstance(unit, str) and as_unit(unit):
            for row in range(top, min(bottom, len(cells))):
                _place(cells, row, left - 1, unit)


def xlsx_sheets(archive: zipfile.ZipFile) -> Sheets:
    """Sheets of an xlsx, also of one saved as Strict Open XML.

    Raises:
        ReadingError: a cell stands too far away.
    """
    book = ET.fromstring(read_part(archive, "xl/workbook.xml"))  # noqa: S314 - expat refuses entity bombs
    parts = _related_parts(archive)
    properties = book.find(f"{_MAIN}workbookPr")
    is_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
    by_kind = {kind: part for kind, part in parts.values() if part in archive.namelist()}
    formats = _xlsx_formats(archive, by_kind.get("styles"), MAC_EPOCH if is_1904 else WINDOWS_EPOCH)
    strings = _shared_strings(archive, by_kind.get("sharedStrings"))
    sheets = []
    for sheet in book.iter(f"{_MAIN}sheet"):
        kind, part = parts[str(sheet.get(f"{{{REL_NS}}}id"))]
        if kind == "worksheet":
            cells = _xlsx_cells(read_part(archive, part), strings, formats)
            sheets.append((sheet.get("state", "visible") == "visible", Sheet(str(sheet.get("name")), cells)))
    return sheets


def _related_parts(archive: zipfile.ZipFile) -> dict[str, tuple[str, str]]:
    """Kind (worksheet, styles) and name of the workbook's parts, by the number under which it refers to them."""
    relations = ET.fromstring(read_part(archive, "xl/_rels/workbook.xml.rels"))  # noqa: S314
    return {
        str(relation.get("Id")): (
            str(relation.get("Type")).rpartition("/")[2],
            posixpath.join("/xl", str(relation.get("Target"))).lstrip("/"),
        )
        for relation in relations
    }


def read_part(archive: zipfile.ZipFile, part: str) -> bytes:
    """A part, with the usual namespaces in place of those of Strict Open XML.

    Never more of it than the directory declares: ``ZipFile.read`` unpacks a bomb before it sees the lie.
    """
    with archive.open(part) as stream:
        xml = stream.read(archive.getinfo(part).file_size)
    for strict, usual in _STRICT:
        xml = xml.replace(strict, usual)
    return xml


def _xlsx_formats(archive: zipfile.ZipFile, part: str | None, epoch: datetime) -> CellFormats:
    styles = ET.fromstring(read_part(archive, part)) if part else ET.Element("none")  # noqa: S314
    described = {
        int(str(number_format.get("numFmtId"))): str(number_format.get("formatCode"))
        for number_format in styles.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt")
    }
    numbers = [int(style.get("numFmtId", "0")) for style in styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")]
    return CellFormats.of_styles(numbers, described, epoch)


def _shared_strings(archive: zipfile.ZipFile, part: str | None) -> list[str]:
    """Texts without the pronunciation that may be written above them."""
    if part is None:
        return []
    strings = []
    for _, element in ET.iterparse(io.BytesIO(read_part(archive, part))):  # noqa: S314
        if element.tag == f"{_MAIN}si":
            runs = (*element.iterfind(f"{_MAIN}t"), *element.iterfind(f"{_MAIN}r/{_MAIN}t"))
            strings.append("".join(run.text or "" for run in runs))
            element.clear()
    return strings


def _xlsx_cells(xml: bytes, strings: list[str], formats: CellFormats) -> Cells:
    parser = WorkSheetParser(io.BytesIO(xml), strings, data_only=True)
    cells: Cells = []
    merged: list[Any] = []
    columns = 0
    element: Any
    for _, element in ET.iterparse(parser.source):  # noqa: S314
        if element.tag == ROW_TAG:
            row, read = parser.parse_row(element)
            for cell in read:
                shown = _xlsx_cell(cell, formats)
                if shown is not None:
                    columns = max(columns, cell["column"])
                    _refuse_spread(max(row, len(cells)), columns)
                    _place(cells, row - 1, cell["column"] - 1, shown)
            element.clear()
        elif element.tag == f"{_MAIN}mergeCell":
            merged.append(range_boundaries(str(element.get("ref"))))
    _repeat_merged_units(cells, merged)
    return cells


def _xlsx_cell(cell: dict[str, Any], formats: CellFormats) -> Any:  # noqa: ANN401 - a cell
    value = cell["value"]
    if cell["data_type"] == "n" and value is not None:
        return formats.as_shown(float(value), cell["style_id"])
    return date_if_midnight(value) if cell["data_type"] == "d" else value


def xls_sheets(content: bytes) -> Sheets:
    """Sheets of an xls."""
    book = xlrd.open_workbook(
        file_contents=content, logfile=io.StringIO(), formatting_info=True, ragged_rows=True,
        ignore_workbook_corruption=True,
    )  # fmt: skip
    described = {number: f.format_str for number, f in book.format_map.items() if f.format_str}
    epoch = MAC_EPOCH if book.datemode else WINDOWS_EPOCH
    formats = CellFormats.of_styles((style.format_key for style in book.xf_list), described, epoch)
    sheets = []
    for sheet in book.sheets():
        cells: Cells = []
        for row in range(sheet.nrows):
            for column, cell in enumerate(sheet.row(row)):
                _place(cells, row, column, _xls_cell(cell, formats))
        merged = ((left + 1, top + 1, right, bottom) for top, bottom, left, right in sheet.merged_cells)
        _repeat_merged_units(cells, merged)
        sheets.append((sheet.visibility == 0, Sheet(sheet.name, cells)))
    return sheets


def _xls_cell(cell: xlrd.sheet.Cell, formats: CellFormats) -> Any:  # noqa: ANN401 - a cell
    if cell.ctype in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
        return formats.as_shown(cell.value, cell.xf_index)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A")
    return bool(cell.value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else cell.value


def ods_sheets(archive: zipfile.ZipFile) -> Sheets:
    """Sheets of an ods.

    Raises:
        ReadingError: a cell stands too far away.
    """
    sheets: Sheets = []
    hidden = set()
    row, column, repeated_rows = -1, 0, 1
    for event, element in ET.iterparse(io.BytesIO(read_part(archive, "content.xml")), ("start", "end")):  # noqa: S314
        if event == "start" and element.tag == f"{_TABLE}table":
            is_visible = element.get(f"{_TABLE}style-name") not in hidden
            sheets.append((is_visible, Sheet(str(element.get(f"{_TABLE}name")), [])))
            row, repeated_rows = -1, 1
        elif event == "start" and element.tag == f"{_TABLE}table-row":
            row, column = row + repeated_rows, 0
            repeated_rows = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
        elif event == "end" and element.tag in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            times = int(element.get(f"{_TABLE}number-columns-repeated", "1"))
            shown = ods_cell(element)
            if shown not in {None, ""}:
                _refuse_spread(row + repeated_rows, column + times)
                for place in product(range(row, row + repeated_rows), range(column, column + times)):
                    _place(sheets[-1][1].cells, *place, shown)
            column += times
            element.clear()
        elif event == "end" and element.tag == f"{_STYLE}style":
            properties = element.find(f"{_STYLE}table-properties")
            if properties is not None and properties.get(f"{_TABLE}display") == "false":
                hidden.add(element.get(f"{_STYLE}name"))
    return sheets
