"""Numbers in Chinese characters: counted ones become digits, what only sounds like one stays."""

from __future__ import annotations

import pytest

from indicators.reading.cells.numerals import in_digits
from indicators.reading.cells.targets import numbers_in_words, parse_target, words_of_target


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("五十家", "50家"),
        ("一百二十亿元", "120亿元"),
        ("两千七百亿元左右", "2700亿元左右"),
        ("三千五百万元", "3500万元"),
        ("一亿二千万元", "12000万元"),
        ("一万零五百家", "10500家"),
        ("三十万平方米", "30万平方米"),
        ("零点五亿元", "0.5亿元"),
        ("百分之六点五", "6.5%"),
        ("十个", "10个"),
        ("二〇二五年一季度", "2025年一季度"),
    ],
)
def test_what_is_counted(written: str, digits: str) -> None:
    """A number with a unit, a percentage and a year are read; a last 万 or 亿 stays with its unit."""
    assert in_digits(written) == digits


@pytest.mark.parametrize(
    "written",
    [
        "十四五期间", "第十二届", "十分重视", "几十家", "数百家", "二三十家", "一百二十余家", "百亿元项目", "三个方面", "打造一个平台", "四十强",
        "一百五个", "一万二家", "亿万人", "十二月", "百分之百",
    ],
)  # fmt: skip
def test_what_is_said(written: str) -> None:
    """Round words, ranks, plans' names, numbers said shortly and single characters are no numbers."""
    assert in_digits(written) == written


def test_targets() -> None:
    """A target may be worded so, and its words stay as they are."""
    assert parse_target("力争突破两千七百亿元") == numbers_in_words("力争突破2700亿元")[0]
    assert words_of_target("力争突破两千七百亿元", "亿元") == "力争突破两千七百亿元"
