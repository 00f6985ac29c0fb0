"""Days as workbooks store them and as offices write them."""

from __future__ import annotations

import math
from datetime import date, datetime

import pytest

from indicators.reading.cells import is_unreadable_day, parse_day

DAY = date(2024, 9, 3)


@pytest.mark.parametrize(
    "cell",
    [DAY, datetime(2024, 9, 3, 8, 30),  # noqa: DTZ001 - as a workbook has it
     45538, 45538.0, "45538", "2024-09-03", "2024/9/3", "2024.9.3", "2024年9月3日",
     "20240903", "２０２４年９月３日", "2024-09-03 00:00:00"],
)  # fmt: skip
def test_days(cell: object) -> None:
    """Each is the same day, without its hour."""
    assert parse_day(cell) == DAY
    assert not is_unreadable_day(cell)


@pytest.mark.parametrize("cell", [None, "", "—", "-", "/", "暂无", "…"])
def test_no_day(cell: object) -> None:
    """A blank and a mark of none are no day, and nothing to complain about."""
    assert parse_day(cell) is None
    assert not is_unreadable_day(cell)


@pytest.mark.parametrize(
    "cell", ["九月", "年底前", "2024-02-31", "2024年9月", 3, "今年", "9" * 5_000, math.inf]
)
def test_unreadable_days(cell: object) -> None:
    """A month, words and a day that does not exist are reported, never made a day of."""
    assert parse_day(cell) is None
    assert is_unreadable_day(cell)
