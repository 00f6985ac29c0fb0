"""Cells of xlsx (by openpyxl), xls (by xlrd) and ods, as the sheets show them.

openpyxl reads rows, dates and ranges here, not whole workbooks: ``load_workbook`` fails on fonts and filters that other
programs write, and does not know Strict Open XML.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from itertools import product
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

import xlrd
from openpyxl.packaging.relationship import RelationshipList, get_dependents
from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH
from openpyxl.worksheet._reader import ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import REL_NS, SHEET_MAIN_NS

from indicators.reading.cells import as_unit
from indicators.reading.formats.cell_formats import CellFormats, as_percentage, date_if_midnight
from indicators.reading.formats.grid import cell_at
from indicators.reading.issues import ReadingError, issue
from indicators.reading.parsed import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    Cells = list[list[Any]]
    # Pairs of whether a sheet is visible, and the sheet.
    Sheets = list[tuple[bool, Sheet]]

# A cell far away makes a sheet of all the blanks before it.
CELLS_LIMIT: Final = 20_000_000
# Excel has no more.
ROWS_LIMIT: Final = 1 << 20
_MAIN: Final = f"{{{SHEET_MAIN_NS}}}"
_STRICT: Final = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": SHEET_MAIN_NS.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": REL_NS.encode(),
}
_TABLE, _STYLE, _OFFICE, _TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "style", "office", "text")
)
_CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ERROR_TEXT: Final = re.compile(r"#[A-Z/0!?]+|Err:\d+")


class WorkbookArchive(zipfile.ZipFile):
    """The parts of an xlsx or ods."""

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        """A part, with the usual namespaces in place of those of Strict Open XML.

        Never more of it than the directory declares: ``ZipFile.read`` unpacks a bomb before it notices the lie.
        """
        part = self.getinfo(name) if isinstance(name, str) else name
        with self.open(part, pwd=pwd) as stream:
            xml = stream.read(part.file_size)
        for strict, usual in _STRICT.items():
            xml = xml.replace(strict, usual)
        return xml


def _refuse_spread(rows: int, columns: int) -> None:
    if rows > ROWS_LIMIT or rows * columns > CELLS_LIMIT:
        raise ReadingError(issue("too_large.spread", cells=rows * columns))


def _place(cells: Cells, row: int, column: int, cell: object) -> None:
    """Put a cell into its row and column; rows reach as far as their last cell."""
    if cell in {None, ""}:
        return
    cells.extend([] for _ in range(row + 1 - len(cells)))
    cells[row].extend([None] * (column + 1 - len(cells[row])))
    cells[row][column] = cell


def _repeat_merged_units(cells: Cells, merged: Iterable[tuple[int, int, int, int]]) -> None:
    """Write a unit that is merged down a column into all its rows; bounds of merged cells count from 1."""
    for left, top, right, bottom in merged:
        unit = cell_at(cells, top - 1, left - 1)
        if left == right and isinstance(unit, str) and as_unit(unit):
            for row in range(top, min(bottom, len(cells))):
                _place(cells, row, left - 1, unit)


def xlsx_sheets(archive: WorkbookArchive) -> Sheets:
    """Sheets of an xlsx, also of one saved as Strict Open XML.

    Raises:
        ReadingError: a cell is too far away.
    """
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - expat refuses entity bombs
    relations = get_dependents(archive, "xl/_rels/workbook.xml.rels")
    is_1904 = any(
        properties.get("date1904") in {"1", "true"} for properties in book.iter(f"{_MAIN}workbookPr")
    )
    styles = ET.fromstring(_related_part(archive, relations, "styles"))  # noqa: S314
    formats = _xlsx_formats(styles, MAC_EPOCH if is_1904 else WINDOWS_EPOCH)
    strings = _shared_strings(_related_part(archive, relations, "sharedStrings"))
    sheets = []
    for sheet in book.iter(f"{_MAIN}sheet"):
        relation = relations.get(str(sheet.get(f"{{{REL_NS}}}id")))
        if relation.Type == f"{REL_NS}/worksheet":
            cells = _xlsx_cells(archive.read(relation.target), strings, formats)
            sheets.append((sheet.get("state", "visible") == "visible", Sheet(str(sheet.get("name")), cells)))
    return sheets


def _related_part(archive: WorkbookArchive, relations: RelationshipList, kind: str) -> bytes:
    """A part that the workbook refers to; an empty element where there is none."""
    relation = next(relations.find(f"{REL_NS}/{kind}"), None)
    if relation is None or relation.target not in archive.namelist():
        return b"<none/>"
    return archive.read(relation.target)


def _xlsx_formats(styles: ET.Element, epoch: datetime) -> CellFormats:
    custom = {
        int(str(custom.get("numFmtId"))): str(custom.get("formatCode"))
        for custom in styles.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt")
    }
    numbers = [int(style.get("numFmtId", "0")) for style in styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")]
    return CellFormats(numbers, custom, epoch)


def _shared_strings(xml: bytes) -> list[str]:
    """Texts without the pronunciation that may be written above them."""
    strings = []
    for _, element in ET.iterparse(io.BytesIO(xml)):  # noqa: S314
        if element.tag == f"{_MAIN}rPh":
            element.clear()
        elif element.tag == f"{_MAIN}si":
            strings.append("".join(run.text or "" for run in element.iter(f"{_MAIN}t")))
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
            row, parsed = parser.parse_row(element)
            for cell in parsed:
                value, is_number = cell["value"], cell["data_type"] == "n"
                if value is None:
                    continue
                columns = max(columns, cell["column"])
                _refuse_spread(max(row, len(cells)), columns)
                shown = (
                    formats.as_shown(float(value), cell["style_id"]) if is_number else date_if_midnight(value)
                )
                _place(cells, row - 1, cell["column"] - 1, shown)
            element.clear()
        elif element.tag == f"{_MAIN}mergeCell":
            merged.append(range_boundaries(str(element.get("ref"))))
    _repeat_merged_units(cells, merged)
    return cells


def xls_sheets(content: bytes) -> Sheets:
    """Sheets of an xls."""
    book = xlrd.open_workbook(
        file_contents=content, logfile=io.StringIO(), formatting_info=True, ragged_rows=True,
        ignore_workbook_corruption=True,
    )  # fmt: skip
    custom = {number: f.format_str for number, f in book.format_map.items() if f.format_str}
    epoch = MAC_EPOCH if book.datemode else WINDOWS_EPOCH
    formats = CellFormats((style.format_key for style in book.xf_list), custom, epoch)
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


def ods_sheets(archive: WorkbookArchive) -> Sheets:
    """Sheets of an ods.

    Raises:
        ReadingError: a cell is too far away.
    """
    sheets: Sheets = []
    hidden = set()
    cells: Cells = []
    row = 0
    for _, element in ET.iterparse(io.BytesIO(archive.read("content.xml"))):  # noqa: S314
        if element.tag == f"{_TABLE}table-row":
            times = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
            _place_ods_row(cells, range(row, row + times), element)
            row += times
            element.clear()
        elif element.tag == f"{_TABLE}table":
            is_visible = element.get(f"{_TABLE}style-name") not in hidden
            sheets.append((is_visible, Sheet(str(element.get(f"{_TABLE}name")), cells)))
            cells, row = [], 0
        elif element.tag == f"{_STYLE}style":
            properties = element.find(f"{_STYLE}table-properties")
            if properties is not None and properties.get(f"{_TABLE}display") == "false":
                hidden.add(element.get(f"{_STYLE}name"))
    return sheets


def _place_ods_row(cells: Cells, rows: range, element: ET.Element) -> None:
    column = 0
    for cell in element:
        times = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        shown = _ods_cell(cell)
        if shown not in {None, ""}:
            _refuse_spread(rows.stop, column + times)
            for row, place in product(rows, range(column, column + times)):
                _place(cells, row, place, shown)
        column += times


def _ods_cell(element: ET.Element) -> Any:  # noqa: ANN401 - a cell
    """A cell as the sheet shows it; changes the element: its blanks become text."""
    for gap in ("s", "tab", "line-break"):
        for blank in element.iter(f"{_TEXT}{gap}"):
            blank.text = " "
    text = "\n".join("".join(paragraph.itertext()) for paragraph in element.iterfind(f"{_TEXT}p"))
    is_error = element.get(f"{_CALC}value-type") == "error" or element.get(f"{_TABLE}formula")
    if is_error and _ERROR_TEXT.fullmatch(text.strip()):
        return text.strip()
    kind = element.get(f"{_OFFICE}value-type")
    if kind in {"float", "currency", "percentage"}:
        number = float(element.get(f"{_OFFICE}value", "nan"))
        return as_percentage(number) if kind == "percentage" else number
    if kind == "date":
        return date_if_midnight(datetime.fromisoformat(element.get(f"{_OFFICE}date-value", "")))
    return element.get(f"{_OFFICE}boolean-value") == "true" if kind == "boolean" else text
