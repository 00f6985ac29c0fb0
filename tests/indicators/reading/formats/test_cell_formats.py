"""Numbers of a workbook as the formats of their cells show them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from indicators.reading.formats.cell_formats import CellFormats


@pytest.mark.parametrize(
    ("number", "code", "read"),
    [(0.1234, "0.0%", ("12.34%", "12.3%")), (0.052, "General", (0.052, "")), (900, '0.00"亿元"', ("900亿元", "900.00亿元")),
     (45536, 'yyyy"年"m"月"', (date(2024, 9, 1), "2024年9月")), (45300, 'm"月"d"日";@', (date(2024, 1, 9), "1月9日")),
     (45536.5, "yyyy-mm-dd hh:mm", (datetime(2024, 9, 1, 12), "2024-09-01 12:00")), (0.5, "hh:mm", (time(12), "12:00")),  # noqa: DTZ001
     (45300, "[$-F800]dddd, mmmm dd, yyyy", (date(2024, 1, 9), "2024年1月9日")), (1.5, "[h]:mm", (timedelta(hours=36), "36:00")), (1e9, "yyyy-mm-dd", (1e9, ""))],
)  # fmt: skip
def test_read(number: float, code: str, read: Any) -> None:
    """Days are dates, percentages and units exact text, each with its text on the sheet; what no day can be stays."""
    assert CellFormats([164], {164: code}, WINDOWS_EPOCH).read(number, 0) == read


@pytest.mark.parametrize(
    ("built_in", "read"),
    [(0, (45536, "")), (9, ("4553600%", "4553600%")), (10, ("4553600%", "4553600.00%")), (14, (date(2024, 9, 1), "2024/9/1")),
     (28, (date(2024, 9, 1), "9月1日")), (31, (date(2024, 9, 1), "2024年9月1日")), (57, (date(2024, 9, 1), "2024年9月")),
     (44, (45536, "")), (999, (45536, ""))],
)  # fmt: skip
def test_built_in_formats(built_in: int, read: Any) -> None:
    """Formats that a file does not describe are known by their numbers, as Excel in China means them."""
    assert CellFormats([built_in], {}, WINDOWS_EPOCH).read(45536, 0) == read


def test_dates_since_1904() -> None:
    """A workbook of an old Macintosh counts its days from 1904; a style that is not there shows plain numbers."""
    formats = CellFormats([14], {}, MAC_EPOCH)
    assert (formats.read(44074, 0)[0], formats.read(44074, 5)[0]) == (date(2024, 9, 1), 44074)
