"""Targets as plans word them."""

from __future__ import annotations

import math

import pytest

from indicators.reading.cells.numbers import NumberError
from indicators.reading.cells.targets import (
    comparator,
    numbers_in_words,
    parse_target,
    wording_of_target,
    words_of_target,
)


@pytest.mark.parametrize(
    ("written", "value", "unit", "how"),
    [
        ("力争突破2500亿元", 2500, "亿元", "above"),
        ("挑战80万辆", 80, "万辆", None),
        ("50个以上", 50, "个", "at_least"),
        ("30万平方米及以上", 30, "万平方米", "at_least"),
        ("突破3,000亿元以上", 3000, "亿元", "above"),
        ("8%左右", 8, "%", "about"),
        ("约40%", 40, "%", "about"),
        ("≥90％", 90, "%", "at_least"),
        ("> 5", 5, "", "above"),
        ("＜＝25", 25, "", "at_most"),
        ("确保完成75家", 75, "家", None),
        ("控制在0.35以内", 0.35, "", "at_most"),
        ("不低于-1.5", -1.5, "", "at_least"),
        ("超80万辆", 80, "万辆", "above"),
        ("增长6.5%", 6.5, "%", None),
        ("力争增长8%左右", 8, "%", "about"),
        ("2500", 2500, "", None),
    ],
)
def test_words_around_a_number(written: str, value: float, unit: str, how: str | None) -> None:
    """The number, its unit, and how it is meant."""
    number = parse_target(written)
    assert (number.value, number.unit, comparator(written)) == (value, unit, how)


@pytest.mark.parametrize("nothing", [None, "", "/", "—"])
def test_no_target(nothing: str | None) -> None:
    """As for actual numbers."""
    assert math.isnan(parse_target(nothing).value)


@pytest.mark.parametrize(
    "written",
    [
        "左右",
        "以上",
        "80-85",
        "至少50个以内",
        "增长200亿元",
        "增长8",
        "低于5",
        "1,23以上",
        "突破",
        "50以上以上",
    ],
)
def test_what_is_no_target(written: str) -> None:
    """Refused as it is written; an amount to grow by is not the amount, and strictly below is nothing the product can judge."""
    with pytest.raises(NumberError) as refused:
        parse_target(written)
    assert refused.value.raw == written


@pytest.mark.parametrize("how", ["at_least", "above", "at_most", "about"])
def test_words_are_read_back(how: str) -> None:
    """What is stored as wording means the same when a downloaded plan is handed in again."""
    assert comparator(wording_of_target("2,500亿元", how)) == how


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("力争突破2700亿元", "力争突破2700亿元"),
        (" 确保完成 75家 ", "确保完成 75家"),
        ("不低于90", "不低于90亿元"),
        ("2,500 以上", "2,500亿元 以上"),
        ("增长6.5%", "增长6.5%"),
        ("挑战80万辆", "挑战80万辆"),
        ("≤25", "≤25亿元"),
        ("2500", ""),
        ("3,000亿元", ""),
        ("多些", ""),
    ],
)
def test_words_stay_as_they_were_sent(sent: str, shown: str) -> None:
    """A plan's words are the plan's; a unit is added where they have none, and a number alone has no words."""
    assert words_of_target(sent, "亿元") == shown


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("规上工业总产值力争突破2,500亿元，增长8%左右", [(2500.0, "亿元"), (8.0, "%")]),
        ("建成标准厂房30万平方米以上", [(30.0, "万平方米")]),
        ("瞪羚企业达75家", [(75.0, "家")]),
        ("突破2500亿", [(2500.0, "亿")]),
        ("３年内翻两番", [(3.0, "")]),
        ("再上新台阶", []),
    ],
)
def test_numbers_of_a_sentence(words: str, numbers: list[tuple[float, str]]) -> None:
    """Every number, with the unit behind it where there is one."""
    assert [(number.value, number.unit) for number in numbers_in_words(words)] == numbers
