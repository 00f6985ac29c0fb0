"""A day as workbooks store it and as offices write it."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import Final

from indicators.period import excel_day
from indicators.reading.cells.numbers import NO_VALUE_MARKS
from indicators.reading.cells.units import half_width

_FORMATS: Final = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S",
)  # fmt: skip
# Longer numbers are none; Python refuses one of thousands of digits.
_SERIAL: Final = re.compile(r"\d{1,8}")


def parse_day(cell: object) -> date | None:
    """The day in a cell; None where there is none.

    >>> parse_day("2024年9月3日"), parse_day(45538), parse_day("九月")
    (datetime.date(2024, 9, 3), datetime.date(2024, 9, 3), None)
    """
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    text = half_width(str(cell)).lstrip("'’")
    if isinstance(cell, float) and not math.isfinite(cell):
        return None
    serial = int(cell) if isinstance(cell, (int, float)) else int(text) if _SERIAL.fullmatch(text) else 0
    if day := excel_day(serial):
        return day
    for pattern in _FORMATS:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def is_unreadable_day(cell: object) -> bool:
    """Whether a cell has something that is neither a day nor a mark of none."""
    text = "" if cell is None else half_width(str(cell))
    return parse_day(cell) is None and text.upper() not in NO_VALUE_MARKS and bool(text.strip("-—–.… "))
