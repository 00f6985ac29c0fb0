"""Numbers as their formats show them."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.reading.cells import parse_number
from indicators.reading.formats.shown_numbers import NumberFormat


@pytest.mark.parametrize(
    ("code", "number", "meant", "shown"),
    [("0!.00,,", 90_000_000_000, 900.0, "900.00"), (r"0\.00,,", 128_550_000, 1.2855, "1.29"), ("0.00,", 1234567.5, 1234.5675, "1234.57"),
     ("#,##0.0,,", 1_842_600_000, 1842.6, "1,842.6"), ("0.0,,,", 5e9, 5.0, "5.0"), ("0,.0", 31500, 31.5, "31.5"),
     ('0!.0,"万元"', 123456, "12.3456万元", "12.3万元"), ('0!.0000"万元"', 5, "0.0005万元", "0.0005万元"),
     ('0.00,,"百万元"', -12345678, "-12.345678百万元", "-12.35百万元"), ("#,##0,", 1_234_567_000, 1234567.0, "1,234,567")],
)  # fmt: skip
def test_formats_that_scale(code: str, number: float, meant: Any, shown: str) -> None:
    """A number has the size in which the sheet shows it, with all its digits; a written point among digits divides."""
    assert NumberFormat(code).read(number) == (meant, shown)


@pytest.mark.parametrize(
    ("code", "number", "meant"),
    [('0.00"万元"', 12.5034, "12.5034万元"), ("0.00亿元", 900, "900亿元"), ('0"家"', 68, "68家"), ('General"辆"', 341812, "341812辆"),
     ('G/通用格式"亩"', 2.5, "2.5亩"), ("¥#,##0.00", 900.5, 900.5), ('0.00E+00"元"', 123456, "123456元"),
     ('"约"0', 900, "约900"), ("[$$-409]#,##0.00", 900.5, "$900.5"), ('0"（预计）"', 900, "900（预计）")],
)  # fmt: skip
def test_formats_with_words(code: str, number: float, meant: Any) -> None:
    """A unit or another word of a format is part of the cell; 元 alone as a sign of money says nothing more."""
    assert NumberFormat(code).read(number)[0] == meant


@pytest.mark.parametrize(
    ("code", "number", "meant"),
    [("0.0%", 0.1234, "12.34%"), ("0%", 1.1, "110%"), ("0%", -0.05, "-5%"), ("0.00%;[Red]-0.00%", -0.002, "-0.2%"),
     ("0.0_%", 5.2, 5.2), ("0.0*%", 5.2, 5.2), ('0.0"%"', 5.2, "5.2%"), (r"0.0\%", 5.2, "5.2%"), ("0.0‰", 5.2, "5.2‰")],
)  # fmt: skip
def test_per_cent(code: str, number: float, meant: Any) -> None:
    """Only a sign that is neither quoted, nor escaped, nor a gap or a filling multiplies by a hundred."""
    assert NumberFormat(code).read(number)[0] == meant


@pytest.mark.parametrize(
    ("code", "numbers", "meant"),
    [("0.00_);(0.00)", (5.2, -5.2), (5.2, -5.2)), ("¥0.00;¥(0.00)", (5.2, -5.2), (5.2, -5.2)),
     ("0.00;[Red]0.00", (5.2, -5.2), (5.2, -5.2)), ("[蓝色]0.0;[红色]0.0", (1, -1), (1, -1)),
     ("▲0.0%;▼0.0%;0.0%", (0.052, -0.052, 0), ("5.2%", "-5.2%", "0%")),
     ('"增长"0.0%;"下降"0.0%;"持平"', (0.052, -0.052, 0), ("增长5.2%", "下降5.2%", "持平")),
     ("+0.0;-0.0;0.0", (1.5, -1.5, 0), (1.5, -1.5, 0)), ('[>=10000]0!.0,"万";0', (123456, 500), ("12.3456万", 500)),
     ('[<1]0.00;[<10]0.0"个";0', (0.5, 5, 50), (0.5, "5个", 50)), ('[=0]"无";0.0', (0, 3), ("无", 3))],
)  # fmt: skip
def test_sections(code: str, numbers: tuple[float, ...], meant: tuple[Any, ...]) -> None:
    """Each number is read by the section that shows it; a negative one is known by sign, bracket, colour or word."""
    assert tuple(NumberFormat(code).read(number)[0] for number in numbers) == meant


@pytest.mark.parametrize(
    ("code", "number"),
    [("0.0;0.0", -5.2), ('0"万元";0"万元"', -3), ("(0)", 1), ('"-"0.0', 5), ('0"000"', 5), ('"1"0', 5), ("#!.##", 5), (";;;", 5),
     ("[>10]0.0;[<5]0.0", 7), ("0.0,0 0,;", 5.5), ('0"年"00"月"', 1.5)],
)  # fmt: skip
def test_unclear_formats(code: str, number: float) -> None:
    """What a sheet does not let one see is no number: the cell names the number and its format."""
    assert NumberFormat(code).read(number) == (f"{number}（格式“{code}”）", "")


@pytest.mark.parametrize(
    ("code", "number", "meant", "shown"),
    [('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 0, 0, "-"), ("0.0;-0.0;—", 0, 0, "—"), ("0.0;-0.0;;@", 0, None, ""),
     ('_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', 0, 0, "¥-"), ("0.0;-0.0;0.0", 0, 0, ""), ("#,##0", 0, 0, "")],
)  # fmt: skip
def test_zero(code: str, number: float, meant: Any, shown: str) -> None:
    """A zero that accounts write as a dash is a zero; one that the sheet leaves blank is blank."""
    assert NumberFormat(code).read(number) == (meant, shown)


@pytest.mark.parametrize(
    ("code", "number", "meant"),
    [('0"年"', 2024, "2024年"), ('0000"年"00"月"', 202409, "2024年09月"), ('"2024年"0"月"', 9, "2024年9月"), ("0000-00", 202409, "2024-09")],
)  # fmt: skip
def test_numbers_shown_as_periods(code: str, number: float, meant: str) -> None:
    """A number that the sheet shows as a month is one."""
    assert NumberFormat(code).read(number) == (meant, meant)


@pytest.mark.parametrize(
    "code", ["General", "0.00", "#,##0.00_);[Red](#,##0.00)", "# ##0", "# ?/?", "0.00E+00", "@", "0_ "]
)
@given(number=st.floats(-1e12, 1e12))
def test_usual_formats(code: str, number: float) -> None:
    """A format that only rounds, groups or colours changes nothing."""
    assert NumberFormat(code).read(number) == (number, "")


@given(thousandths=st.integers(-(10**15), 10**15))
@pytest.mark.parametrize(
    ("code", "power"), [("0.00,,", 6), ("0!.00,,", 8), ("#,##0.0,", 3), ('0.00,"千元"', 3), ("0%", -2)]
)
def test_no_digit_is_lost(code: str, power: int, thousandths: int) -> None:
    """Scaling is exact: the number comes back when it is undone."""
    scaled = parse_number(NumberFormat(code).read(thousandths / 1000)[0]).value
    assert math.isclose(scaled * 10.0**power, thousandths / 1000, rel_tol=1e-14)


@given(
    code=st.text('0#?.,%;[]"\\!_*@Ee+-/ GeneralRed<>=1万元年月ymdhs', max_size=20),
    number=st.floats(allow_nan=False),
)
def test_any_format(code: str, number: float) -> None:
    """No format, however odd, makes reading fail."""
    NumberFormat(code).read(number)
