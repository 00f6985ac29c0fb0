"""The period within a heading or a title."""

from __future__ import annotations

import pytest

from indicators.reading.cells import split_period
from indicators.reading.cells.periods import find_period


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年1-9月累计", ("累计", "2024年1-9月")),
        ("2024年九月主要指标", ("主要指标", "2024年九月")),
        ("一至十一月完成", ("完成", "一至十一月")),
        ("2023年1至2月", ("", "2023年1至2月")),
        ("十二月底", ("", "十二月底")),
        ("前八个月", ("", "前八个月")),
        ("2025年一至三季度", ("", "2025年一至三季度")),
        ("四季度末实有", ("实有", "四季度末")),
        ("2024Q1-Q3", ("", "2024Q1-Q3")),
        ("2024年Q2累计", ("累计", "2024年Q2")),
        ("2024.10月", ("", "2024.10月")),
        ("全年实绩", ("实绩", "全年")),
        ("累计（1-9月）", ("累计（）", "1-9月")),
    ],
)
def test_first_period(text: str, expected: tuple[str, str]) -> None:
    """Figures or words, the period is taken out as it is written."""
    assert split_period(text) == expected


@pytest.mark.parametrize("text", ["全年计划", "2-5月", "下半年", "规上工业总产值", "每月", ""])
def test_no_period(text: str) -> None:
    """What is no month, quarter, year to date or year stays where it is."""
    assert split_period(text) == (text, "")


@pytest.mark.parametrize("text", ["1989年", "1985年1-9月", "1978年末"])
def test_years_that_are_not_kept(text: str) -> None:
    """A title may name such a year in passing; a heading that does says of which year its values are."""
    assert split_period(text) == (text, "")
    assert find_period(text)[1] in text
    assert find_period(text)[1].startswith(text[:5])
