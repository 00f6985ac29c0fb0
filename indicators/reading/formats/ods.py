"""Cells of ods. A cell keeps its text on the sheet beside its value; that text says what the value means."""

from __future__ import annotations

import io
import math
import re
from datetime import datetime
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from indicators.reading.cells import NumberError, parse_number
from indicators.reading.formats.cell_formats import date_if_midnight
from indicators.reading.formats.sheet_cells import SheetCells

if TYPE_CHECKING:
    from indicators.reading.formats.sheet_cells import Sheets

_TABLE, _STYLE, _OFFICE, _TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "style", "office", "text")
)
_CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ERROR_TEXT: Final = re.compile(r"#[A-Z/0!?]+|Err:\d+")
_MONEY: Final = {ord("¥"): None, ord("￥"): None}
# By how much a sheet may show a number smaller; as it is comes first.
_POWERS: Final = (0, *range(-12, 0))
_DIGITS: Final = re.compile(r"\d[\d,]*(?:\.(?P<decimals>\d+))?(?:[eE](?P<power>[-+]?\d+))?", re.ASCII)


def ods_sheets(content: bytes) -> Sheets:
    """Sheets of an ods, by its ``content.xml``.

    Raises:
        ReadingError: a cell is too far away.
    """
    sheets: Sheets = []
    hidden = set()
    cells, row = SheetCells(), 0
    for _, element in ET.iterparse(io.BytesIO(content)):  # noqa: S314
        if element.tag == f"{_TABLE}table-row":
            times = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
            _place_row(cells, range(row, row + times), element)
            row += times
            element.clear()
        elif element.tag == f"{_TABLE}table":
            is_visible = element.get(f"{_TABLE}style-name") not in hidden
            sheets.append((is_visible, cells.as_sheet(str(element.get(f"{_TABLE}name")))))
            cells, row = SheetCells(), 0
        elif element.tag == f"{_STYLE}style":
            properties = element.find(f"{_STYLE}table-properties")
            if properties is not None and properties.get(f"{_TABLE}display") == "false":
                hidden.add(element.get(f"{_STYLE}name"))
    return sheets


def _place_row(cells: SheetCells, rows: range, element: ET.Element) -> None:
    column = 0
    for cell in element:
        times = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        value, shown = _cell(cell)
        if value not in {None, ""}:
            cells.reach(rows.stop - 1, column + times - 1)
            for row, place in product(rows, range(column, column + times)):
                cells.place(row, place, value, shown)
        down, across = (int(cell.get(f"{_TABLE}number-{way}-spanned", "1")) for way in ("rows", "columns"))
        if down > 1 or across > 1:
            cells.merge(rows.start, column, rows.start + down - 1, column + across - 1)
        column += times


def _cell(element: ET.Element) -> tuple[Any, str]:
    """A cell and its text on the sheet; changes the element: its blanks become text."""
    for gap in ("s", "tab", "line-break"):
        for blank in element.iter(f"{_TEXT}{gap}"):
            blank.text = " "
    text = "\n".join("".join(paragraph.itertext()) for paragraph in element.iterfind(f"{_TEXT}p"))
    formula, kind = element.get(f"{_TABLE}formula"), element.get(f"{_OFFICE}value-type")
    if (formula or element.get(f"{_CALC}value-type") == "error") and _ERROR_TEXT.fullmatch(text.strip()):
        return text.strip(), ""
    if formula and not kind and not text:
        # of:=[.A1]+1
        return formula[formula.find("=") :], ""
    if kind in {"float", "currency", "percentage"}:
        number = float(element.get(f"{_OFFICE}value", "nan"))
        return _number(number, text.strip(), is_percentage=kind == "percentage")
    if kind == "date":
        return date_if_midnight(datetime.fromisoformat(element.get(f"{_OFFICE}date-value", ""))), text.strip()
    return element.get(f"{_OFFICE}boolean-value") == "true" if kind == "boolean" else text, ""


def _number(number: float, shown: str, *, is_percentage: bool) -> tuple[object, str]:
    """The number as the sheet means it, with all its digits, in the size and the unit of its text; and that text.

    Text that is not the number, but for its size, stays: 约900, 9月.
    """
    if not shown or not math.isfinite(number):
        return f"{_exact(number, 2)}%" if is_percentage else number, ""
    try:
        if _is_rounded(number, shown):
            return number, ""
        meant = parse_number(shown.translate(_MONEY))
    except NumberError:
        return shown, ""
    if math.isnan(meant.value):
        # Accounts write zero as a dash.
        return shown if number else number, shown
    power = _power(number, Decimal(repr(meant.value)), shown, (2,) if is_percentage else _POWERS)
    if power is None or (is_percentage and meant.unit != "%"):
        return f"{_exact(number, 0)}（显示为“{shown}”）", ""
    text = f"{_exact(number, power)}{meant.unit}"
    return text if meant.unit else float(text), shown


def _is_rounded(number: float, shown: str) -> bool:
    """Whether nothing but its last digits is missing from what is shown; quick, for nearly all numbers are so."""
    try:
        missing = abs(float(shown.replace(",", "")) - number)
    except ValueError:
        return False
    return missing <= 0.5000001 * 10.0 ** -len(shown.partition(".")[2])


def _power(number: float, meant: Decimal, shown: str, powers: tuple[int, ...]) -> int | None:
    """The power of ten that makes of a number what is shown, rounded as it is there; None where none does."""
    digits = _DIGITS.search(shown)
    if digits is None:
        return None
    step = Decimal(1).scaleb(int(digits["power"] or 0) - len(digits["decimals"] or ""))
    # Anything is 0 once it is small enough.
    for power in powers if meant else powers[:1]:
        if abs(Decimal(repr(number)).scaleb(power) - meant) * 2 <= step:
            return power
    return None


def _exact(number: float, power: int) -> str:
    return f"{Decimal(repr(number)).scaleb(power).normalize():f}"
