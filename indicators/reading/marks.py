"""What calamine does not tell of a workbook's cells: which show per cent, and which a formula's error.

0.123 shown as 12.3% is 12.3 %, and #DIV/0! is not a blank. Both come back as text, as the sheet shows them.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Mapping

PERCENT: Final = "%"
# Per sheet, row and column from 0: "%" or the error shown.
Marks = dict[str, dict[tuple[int, int], str]]

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN_PERCENT: Final = frozenset({"9", "10"})
_CELL: Final = re.compile(rb"<(?:\w+:)?c\b([^>]*[^>/])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_CORNER: Final = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"(?:[^>]*[^>/])?>')
_VALUE: Final = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ERROR_TEXT: Final = re.compile(r"#[A-Z/0!?]+|Err:\d+")


def shown(cell: Any, mark: str) -> Any:  # noqa: ANN401 - a cell
    """A cell as the sheet shows it."""
    if mark != PERCENT:
        return mark
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return cell
    return f"{(Decimal(repr(cell)) * 100).normalize():f}%"


def xlsx_marks(archive: zipfile.ZipFile) -> tuple[Marks, int]:
    """Marks of all sheets, and how many cells the largest rectangle of one spans."""
    percents = _percent_styles(archive)
    marks: Marks = {}
    largest = 0
    for name, part in _sheets(archive):
        xml = archive.read(part)
        largest = max(largest, _area(xml))
        if percents or b't="e"' in xml:
            marks[name] = dict(_sheet_marks(xml, percents))
    return marks, largest


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - expat refuses entity bombs
    targets = {r.get("Id"): str(r.get("Target")) for r in relations}
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    parts = set(archive.namelist())
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in parts and "worksheets" in part:
            yield str(sheet.get("name")), part


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """Numbers of the cell styles that show per cent."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    styles = ET.fromstring(archive.read("xl/styles.xml"))  # noqa: S314
    formats = {
        str(f.get("numFmtId")) for f in styles.iter(f"{_MAIN}numFmt") if is_percent(str(f.get("formatCode")))
    }
    formats |= _BUILT_IN_PERCENT
    cells = styles.find(f"{_MAIN}cellXfs")
    found = [str(xf.get("numFmtId")) in formats for xf in cells] if cells is not None else []
    return frozenset(str(number) for number, percent in enumerate(found) if percent)


def is_percent(code: str) -> bool:
    """Whether a number format shows per cent: 0.0% does, 0.0"%" only writes the sign."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", code)


def _area(xml: bytes) -> int:
    corners = set(_CORNER.findall(xml)) if len(xml) < 1 << 20 else _CORNER.findall(xml)
    if not corners:
        return 0
    return max(_column(c) + 1 for c in {c for c, _ in corners}) * max(int(r) for r in {r for _, r in corners})


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _sheet_marks(xml: bytes, percents: frozenset[str]) -> Iterator[tuple[tuple[int, int], str]]:
    for cell in _CELL.finditer(xml):
        said: Mapping[bytes, bytes] = dict(re.findall(rb'(\w+)="([^"]*)"', cell[1]))
        place = re.fullmatch(rb"([A-Z]+)(\d+)", said.get(b"r", b""))
        if place is None:
            continue
        at = int(place[2]) - 1, _column(place[1])
        value = _VALUE.search(cell[2])
        if said.get(b"t") == b"e" and value:
            yield at, value[1].decode()
        elif said.get(b"t", b"n") == b"n" and said.get(b"s", b"").decode() in percents:
            yield at, PERCENT


def ods_marks(content: IO[bytes]) -> tuple[Marks, int]:
    """The same of an ods; its ``content.xml``."""
    marks: Marks = {}
    sheet, row, column, largest = "", -1, 0, 0
    repeated_rows = 1
    for event, element in ET.iterparse(content, ("start", "end")):  # noqa: S314 - expat refuses entity bombs
        if event == "start" and element.tag == f"{_TABLE}table":
            sheet, row, repeated_rows = str(element.get(f"{_TABLE}name")), -1, 1
        elif event == "start" and element.tag == f"{_TABLE}table-row":
            row, column = row + repeated_rows, 0
            repeated_rows = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
        elif event == "end" and element.tag in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            times = int(element.get(f"{_TABLE}number-columns-repeated", "1"))
            text = "".join(element.itertext()).strip()
            if element.get(f"{_OFFICE}value-type") or text:
                largest = max(largest, (row + repeated_rows) * (column + times))
            mark = _ods_mark(element, text)
            if mark and largest < 1 << 24:
                cells = ((row + r, column + c) for r in range(repeated_rows) for c in range(times))
                marks.setdefault(sheet, {}).update(dict.fromkeys(cells, mark))
            column += times
            element.clear()
    return marks, largest


def _ods_mark(element: ET.Element, text: str) -> str:
    if element.get(f"{_OFFICE}value-type") == "percentage":
        return PERCENT
    is_error = element.get(f"{_CALC}value-type") == "error" or element.get(f"{_TABLE}formula")
    return text if is_error and _ERROR_TEXT.fullmatch(text) else ""
