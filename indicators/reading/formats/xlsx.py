"""Cells of xlsx.

openpyxl reads rows, dates and ranges here, not whole workbooks: ``load_workbook`` fails on fonts and filters that other
programs write, and does not know Strict Open XML.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from openpyxl.packaging.relationship import RelationshipList, get_dependents
from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH
from openpyxl.worksheet._reader import ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import REL_NS, SHEET_MAIN_NS

from indicators.reading.formats.cell_formats import CellFormats, date_if_midnight
from indicators.reading.formats.sheet_cells import SheetCells

if TYPE_CHECKING:
    from datetime import datetime

    from indicators.reading.formats.sheet_cells import Sheets
    from indicators.reading.parsed import Sheet

_MAIN: Final = f"{{{SHEET_MAIN_NS}}}"
_STRICT: Final = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": SHEET_MAIN_NS.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": REL_NS.encode(),
}
# A character that XML cannot hold, or a line's end: _x000D_.
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")


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


def xlsx_sheets(archive: WorkbookArchive) -> Sheets:
    """Sheets of an xlsx, also of one saved as Strict Open XML.

    Raises:
        ReadingError: a cell is too far away.
    """
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - expat refuses entity bombs
    relations = get_dependents(archive, "xl/_rels/workbook.xml.rels")
    is_1904 = _is_on(book, "workbookPr", "date1904")
    styles = ET.fromstring(_related_part(archive, relations, "styles"))  # noqa: S314
    formats = _xlsx_formats(styles, MAC_EPOCH if is_1904 else WINDOWS_EPOCH)
    strings = _shared_strings(_related_part(archive, relations, "sharedStrings"))
    # Set by programs that write formulas and compute none; what they save as results is 0.
    computes_later = _is_on(book, "calcPr", "fullCalcOnLoad")
    sheets = []
    for sheet in book.iter(f"{_MAIN}sheet"):
        relation = relations.get(str(sheet.get(f"{{{REL_NS}}}id")))
        if relation.Type == f"{REL_NS}/worksheet":
            reader = _SheetReader(strings, formats, computes_later=computes_later)
            is_visible = sheet.get("state", "visible") == "visible"
            sheets.append((is_visible, reader.read(archive.read(relation.target), str(sheet.get("name")))))
    return sheets


def _is_on(book: ET.Element, element: str, attribute: str) -> bool:
    return any(found.get(attribute) in {"1", "true"} for found in book.iter(f"{_MAIN}{element}"))


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
            text = "".join(run.text or "" for run in element.iter(f"{_MAIN}t"))
            strings.append(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))
            element.clear()
    return strings


class _SheetReader:
    """The cells of one sheet after another part of its XML."""

    def __init__(self, strings: list[str], formats: CellFormats, *, computes_later: bool) -> None:
        self._strings, self._formats, self._computes_later = strings, formats, computes_later

    def read(self, xml: bytes, name: str) -> Sheet:
        parser = WorkSheetParser(io.BytesIO(xml), self._strings, data_only=True)
        sheet = SheetCells()
        element: Any
        for _, element in ET.iterparse(parser.source):  # noqa: S314
            if element.tag == ROW_TAG:
                row, parsed = parser.parse_row(element)
                for cell, source in zip(parsed, element, strict=True):
                    sheet.place(row - 1, cell["column"] - 1, *self._cell(cell, source))
                element.clear()
            elif element.tag == f"{_MAIN}mergeCell":
                left, top, right, bottom = range_boundaries(str(element.get("ref")))
                sheet.merge(top - 1, left - 1, bottom - 1, right - 1)
        return sheet.as_sheet(name)

    def _cell(self, cell: dict[str, Any], source: ET.Element) -> tuple[Any, str]:
        """A cell and its text on the sheet."""
        value, kind, style = cell["value"], cell["data_type"], cell["style_id"]
        if (value is None and kind != "str") or (value == 0 and self._computes_later):
            formula = source.find(f"{_MAIN}f")
            if formula is not None:
                # All but the first cell of a shared formula do not repeat it.
                return f"={formula.text or '…'}", ""
        if value is None:
            return None, ""
        if kind == "n":
            return self._formats.read(float(value), style)
        if isinstance(value, (date, time, timedelta)):
            return date_if_midnight(value), self._formats.shown_date(value, style)
        return value, ""
