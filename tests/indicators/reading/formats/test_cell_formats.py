"""Numbers as their formats show them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from indicators.reading.formats.cell_formats import CellFormats, is_percent


@pytest.mark.parametrize(
    ("code", "expected"),
    [("0%", True), ("0.00%;[Red]-0.00%", True), ('0.0"%"', False), ("0.0\\%", False), ("0.0_%", False),
     ("0.0*%", False), ("General", False)],
)  # fmt: skip
def test_is_percent(code: str, expected: bool) -> None:  # noqa: FBT001
    """Only a sign that is neither quoted, nor escaped, nor a gap or a filling multiplies by a hundred."""
    assert is_percent(code) is expected


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [(0.1234, "0.0%", "12.34%"), (1.1, "0%", "110%"), (-0.05, "0%", "-5%"), (0.052, "General", 0.052),
     (45536, 'yyyy"年"m"月"', date(2024, 9, 1)), (45536.5, "yyyy-mm-dd hh:mm", datetime(2024, 9, 1, 12)),  # noqa: DTZ001
     (0.5, "hh:mm", time(12)), (1.5, "[h]:mm", timedelta(hours=36)), (1e9, "yyyy-mm-dd", 1e9),
     (900, "#,##0.00_);[Red](#,##0.00)", 900), (900, '0.00"亿元"', 900)],
)  # fmt: skip
def test_as_shown(number: float, code: str, shown: Any) -> None:
    """Percentages are exact text, days are dates; what no day can be and all other numbers stay as they are."""
    assert CellFormats([164], {164: code}, WINDOWS_EPOCH).as_shown(number, 0) == shown


@pytest.mark.parametrize(
    ("built_in", "shown"),
    [(0, 45536), (9, "4553600%"), (10, "4553600%"), (14, date(2024, 9, 1)), (31, date(2024, 9, 1)),
     (57, date(2024, 9, 1)), (999, 45536)],
)  # fmt: skip
def test_built_in_formats(built_in: int, shown: Any) -> None:
    """Formats that a file does not describe are known by their numbers, those of Chinese dates too."""
    assert CellFormats([built_in], {}, WINDOWS_EPOCH).as_shown(45536, 0) == shown


def test_dates_since_1904() -> None:
    """A workbook of an old Macintosh counts its days from 1904; a style that is not there shows plain numbers."""
    formats = CellFormats([14], {}, MAC_EPOCH)
    assert (formats.as_shown(44074, 0), formats.as_shown(44074, 5)) == (date(2024, 9, 1), 44074)
