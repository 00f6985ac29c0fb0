"""Numbers as offices write them, what is no value and what is no number."""

from __future__ import annotations

import contextlib
import math
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.reading.cells.numbers import NumberError, is_plain, parse_growth, parse_number
from indicators.reading.cells.targets import parse_target

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.reading.cells.numbers import Number

NUMBERS = st.decimals(-(10**12), 10**12, places=3, allow_nan=False, allow_infinity=False).map(float)
FULL_WIDTH = str.maketrans("0123456789.,-%()", "０１２３４５６７８９．，－％（）")

READ = {
    "1,234.5": (1234.5, ""),
    "1，234": (1234.0, ""),
    "1 234": (1234.0, ""),
    "1\u00a0234.5": (1234.5, ""),
    "１２３．４": (123.4, ""),
    "'123": (123.0, ""),
    "12.5亿元": (12.5, "亿元"),
    "12.5 亿元": (12.5, "亿元"),
    "3万": (3.0, "万"),
    "7.5%": (7.5, "%"),
    "７．５％": (7.5, "%"),
    "(1.5)": (-1.5, ""),
    "（1.5）": (-1.5, ""),
    "（1.5）%": (-1.5, "%"),
    "(1.5%)": (-1.5, "%"),
    "−3": (-3.0, ""),
    "－3": (-3.0, ""),
    "+5.2": (5.2, ""),
    "1.2E+05": (120000.0, ""),
    ".5": (0.5, ""),
    "0": (0.0, ""),
    "0.00": (0.0, ""),
    "35微克/立方米": (35.0, "微克/立方米"),
    "5.2个百分点": (5.2, "个百分点"),
    "12.5亿": (12.5, "亿"),
    "5.2‰": (5.2, "‰"),
    "1.2倍": (1.2, "倍"),
}
NOTHING = [
    "",
    "  ",
    "…",
    "……",
    "—",
    "——",
    "-",
    "--",
    "－",
    "/",
    "#N/A",
    "N/A",
    "暂无",
    "未公布",
    "无",
    "*",
    "．．．",
]
REFUSED = [
    "1,23,4",
    "1234,567",
    "1,2345",
    "12 34",
    "12abc",
    "约12",
    "▲3",
    "1.2.3",
    "(1.5",
    "1.5)",
    "-(2)",
    "123①",
    "12³",
    "1/3",
    "⅓",
    "1⅓",
    "900（预计）",
    "900*",
    "900↑",
    "2万3千",
    "900元（含税）",
    "12.5亿左右",
    "近900",
    "900-950",
    "12:30",
    "九百",
]
BROKEN = ["#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!"]


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_reads(text: str, expected: tuple[float, str]) -> None:
    """Every usual way to write a number is read, with the unit behind it."""
    number = parse_number(text)
    assert (number.value, number.unit) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_no_value(text: str) -> None:
    """A mark for no value is NaN, never 0."""
    assert math.isnan(parse_number(text).value)


@pytest.mark.parametrize("text", REFUSED)
def test_refuses(text: str) -> None:
    """What is no number, or wrongly grouped, is refused and never guessed."""
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert caught.value.code == "unreadable_number"
    assert text in str(caught.value)


@pytest.mark.parametrize("text", BROKEN)
def test_broken_formula(text: str) -> None:
    """A broken formula is a problem of its own and never a blank."""
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert caught.value.code == "formula_error"


@pytest.mark.parametrize("read", [parse_number, parse_growth, parse_target])
@pytest.mark.parametrize(
    ("text", "code"),
    [("=SUM(B2:B9)", "formula_without_result"), (" =800+100", "formula_without_result"), ("=…", "formula_without_result"),
     ("=", "formula_without_result"), ("-5.2（格式“0.0;0.0”）", "unclear_format"), ('5（格式“0"000"”）', "unclear_format"),
     ("9960（显示为“0.00”）", "unclear_format")],
)  # fmt: skip
def test_what_the_sheet_does_not_show(read: Callable[[object], Number], text: str, code: str) -> None:
    """A formula without its result, and a number whose format hides what it is, are problems of their own."""
    with pytest.raises(NumberError) as caught:
        read(text)
    assert caught.value.code == code


@pytest.mark.parametrize("cell", [True, date(2024, 9, 1), math.inf, object()])
def test_no_numbers(cell: object) -> None:
    """Truth, days and infinity are no numbers."""
    with pytest.raises(NumberError):
        parse_number(cell)


@given(
    number=NUMBERS,
    brackets=st.booleans(),
    full_width=st.booleans(),
    unit=st.sampled_from(["", "亿元", "%", "万"]),
)
def test_round_trip(number: float, brackets: bool, full_width: bool, unit: str) -> None:  # noqa: FBT001
    """Grouped, bracketed, full-width or with its unit: a number written is the number read."""
    text = f"{abs(number):,.3f}"
    if number < 0:
        text = f"({text})" if brackets else f"-{text}"
    text += unit
    read = parse_number(text.translate(FULL_WIDTH) if full_width else text)
    assert (read.value, read.unit) == (number, unit)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_stay(number: float) -> None:
    """A number of a workbook is itself, written out or not."""
    assert parse_number(number).value == number
    assert parse_number(repr(number)).value == number


@given(st.text("0123456789+-.", max_size=8).filter(is_plain))
def test_plain_numbers(text: str) -> None:
    """What is plain reads as Python reads it."""
    assert parse_number(text).value == float(text)


@given(st.text(max_size=12))
def test_never_something_else(text: str) -> None:
    """Any text is a number, no value, or refused, whatever it is."""
    with contextlib.suppress(NumberError):
        assert isinstance(parse_number(text).value, float)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("增长5.4%", 5.4),
        ("同比增长 5.4％", 5.4),
        ("下降1.2%", -1.2),
        ("下滑0.5", -0.5),
        ("持平", 0.0),
        ("-1.2%", -1.2),
        (3, 3),
    ],
)
def test_growth_in_words(written: object, value: float) -> None:
    """As offices tell it; in figures as ever."""
    assert parse_growth(written).value == value


@pytest.mark.parametrize(
    "written", ["下降-1.2%", "增长", "增长-3%", "增长/", "大幅增长", "基本持平", "增长约5%"]
)
def test_growth_that_cannot_be_read(written: str) -> None:
    """A fall by less than nothing may be either; nothing is guessed."""
    with pytest.raises(NumberError) as refused:
        parse_growth(written)
    assert refused.value.raw == written


@pytest.mark.parametrize(
    ("written", "percent"),
    [
        ("增长1.2倍", 120.0),
        ("同比增长 0.8 倍", 80.0),
        ("增加1.15倍", 115.0),
        ("下降0.3倍", -30.0),
        ("-0.25倍", -25.0),
        ("比上年同期增长2倍", 200.0),
        ("5.2‰", 0.52),
        ("-0.7‰", -0.07),
        ("（3.1‰）", -0.31),
        ("增长12‰", 1.2),
        ("下降5‰", -0.5),
        ("5.2％", 5.2),
        ("５．２﹪", 5.2),
        ("较去年下降 4.5 ％", -4.5),
    ],
)
def test_growth_is_in_percent(written: str, percent: float) -> None:
    """Per mille, and growth by a multiple of last year's, are as many per cent as they say."""
    growth = parse_growth(written)
    assert (growth.value, growth.unit) == (percent, "%")


@pytest.mark.parametrize("written", ["5.2个百分点", "-0.3百分点", "增长1.1个百分点"])
def test_points_stay_points(written: str) -> None:
    """A rate that changed by points did not grow by per cent."""
    assert parse_growth(written).unit.endswith("百分点")


@pytest.mark.parametrize("written", ["1.2倍", "0.5 倍", "+3倍", "２倍"])
def test_times_without_growth(written: str) -> None:
    """1.2倍 alone is growth by 120 % or by 20 %: the reporter says which."""
    with pytest.raises(NumberError, match=r"也可能指上年的.*请写“增长") as refused:
        parse_growth(written)
    assert refused.value.raw == written


@pytest.mark.parametrize("written", ["增长3亿元", "增加200万", "下降5家", "12.5亿元", "3个"])
def test_amounts_are_no_growth(written: str) -> None:
    """By how much something grew is no growth in per cent."""
    with pytest.raises(NumberError, match="不是增长百分之几"):
        parse_growth(written)
