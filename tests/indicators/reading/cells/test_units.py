"""Units in other letters, and other units of the same dimension."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.reading.cells.units import conversion_factor, is_scaled

MONEY, CARS = (
    ["元", "千元", "万元", "百万元", "千万元", "亿元", "万亿元"],
    ["辆", "千辆", "万辆", "台", "万台"],
)
LAND = ["平方米", "万平方米", "平方千米", "公顷", "亩", "万亩", "km²", "㎡"]


@pytest.mark.parametrize(
    ("found", "wanted"),
    [("％", "%"), ("百分比", "%"), ("万㎡", "万平方米"), ("万m²", "万平方米"), ("平方公里", "平方千米"), ("km²", "平方千米"),
     ("㎢", "平方公里"), ("台", "辆"), ("户", "家"), ("项", "个"), ("亿元人民币", "亿元"), ("人民币亿元", "亿元"), ("RMB亿元", "亿元"),
     ("亿 元", "亿元"), (" 万 ㎡ ", "万平方米"), ("个百分点", "百分点"), ("万千瓦小时", "万kWh"), ("万吨标煤", "万吨标准煤"), ("起", "起"), ("亿", "亿元")],
)  # fmt: skip
def test_the_same_unit_in_other_letters(found: str, wanted: str) -> None:
    """Spellings of the same unit have the factor 1."""
    assert conversion_factor(found, wanted) == 1.0


@pytest.mark.parametrize(
    ("found", "wanted", "times"),
    [("万元", "亿元", 1e-4), ("亿元", "万元", 1e4), ("千元", "亿元", 1e-5), ("万亿元", "亿元", 1e4), ("辆", "万辆", 1e-4),
     ("平方米", "万平方米", 1e-4), ("公顷", "万平方米", 1.0), ("亩", "万亩", 1e-4), ("公顷", "亩", 15.0), ("平方公里", "万亩", 0.15),
     ("‰", "%", 0.1), ("亿千瓦时", "万度", 1e4), ("万吨", "吨", 1e4), ("万人次", "人次", 1e4), ("万", "亿元", 1e-4)],
)  # fmt: skip
def test_factors(found: str, wanted: str, times: float) -> None:
    """What a number is multiplied by: 1万元 is 0.0001亿元, 1公顷 is 15亩."""
    assert conversion_factor(found, wanted) == pytest.approx(times, rel=1e-12)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ("元", "辆"),
        ("万美元", "亿元"),
        ("百分点", "%"),
        ("百分点", "点"),
        ("家", "个"),
        ("元/平方米", "元"),
        ("含技改", "亿元"),
        ("人民币", "亿元"),
    ],
)
def test_no_factor(found: str, wanted: str) -> None:
    """Between these no factor leads; 百分点 is no hundred of anything."""
    assert conversion_factor(found, wanted) is None


@given(st.sampled_from([MONEY, CARS, LAND]), st.data())
def test_there_and_back(units: list[str], data: st.DataObject) -> None:
    """The factor back is the inverse, and the factors of two steps multiply to the direct one."""
    first, second, third = (data.draw(st.sampled_from(units)) for _ in range(3))
    there, back = conversion_factor(first, second), conversion_factor(second, first)
    on, direct = conversion_factor(second, third), conversion_factor(first, third)
    assert there is not None
    assert back is not None
    assert on is not None
    assert there * back == pytest.approx(1.0)
    assert there * on == pytest.approx(direct)


def test_scaled() -> None:
    """A bare number may mean another multiple of 亿元 or 万辆, but not of 个 or %."""
    assert all(map(is_scaled, ["亿元", "元", "万辆", "万平方米", "亩", "万吨标准煤", "万人次"]))
    assert not any(map(is_scaled, ["%", "个", "家", "人", "起", "百分点", "件"]))
