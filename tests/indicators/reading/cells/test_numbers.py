"""Numbers as offices write them, what is no value and what is no number."""

from __future__ import annotations

import contextlib
import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.reading.cells.numbers import NumberError, is_plain, parse_growth, parse_number

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
