"""Names without their trimmings, and the measure in a name."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.reading.cells import named_measure, plain_name, without_numbering

NAMES = {
    "1. 规上工业总产值（亿元）": ("规上工业总产值", "亿元"),
    "一、规 上 工 业": ("规上工业", ""),
    "（1）投资": ("投资", ""),
    "①投资": ("投资", ""),
    "其中：工业投资": ("工业投资", ""),
    "    其中：  1、出口 ": ("出口", ""),
    "#民间投资": ("民间投资", ""),
    "规上工业总产值，亿元": ("规上工业总产值", "亿元"),
    "投资 亿元": ("投资", "亿元"),
    "房地产投资累计值(亿元)": ("房地产投资累计值", "亿元"),
    "GDP增速（%）": ("GDP增速", "%"),
    "R&D 经费支出（万元）": ("R&D经费支出", "万元"),
    "工业投资（含技改）": ("工业投资(含技改)", ""),
    "独角兽（含潜在）企业累计认定": ("独角兽(含潜在)企业累计认定", ""),
    "30亿元或3亿美元项目": ("30亿元或3亿美元项目", ""),
    "1.5亿元以上项目": ("1.5亿元以上项目", ""),
}


@pytest.mark.parametrize(("written", "expected"), NAMES.items())
def test_plain_names(written: str, expected: tuple[str, str]) -> None:
    """Numbering, 其中 and blanks are removed, the unit is separated, and the rest of the name stays."""
    assert plain_name(written) == expected


@given(st.text("规上工业总产值一二1 2.、（）()其中：亿元%#", max_size=14))
def test_plain_twice(text: str) -> None:
    """A plain name is plain: taking the trimmings off again changes nothing but a second unit."""
    name, unit = plain_name(text)
    assume(not unit)
    assert plain_name(name) == (name, "")


def test_names_with_measure() -> None:
    """The 国家统计局 writes the measure into the name."""
    assert named_measure("房地产投资累计值") == ("房地产投资", "ytd", "ytd")
    assert named_measure("房地产投资累计增长") == ("房地产投资", "growth", "ytd")
    assert named_measure("社会消费品零售总额_当期值") == ("社会消费品零售总额", "month", "month")
    assert named_measure("社会消费品零售总额_同比增长") == ("社会消费品零售总额", "growth", "month")
    assert named_measure("瞪羚企业累计认定") == ("瞪羚企业累计认定", "", "")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("甲产值:累计同比", ("甲产值", "growth", "ytd")),
        ("甲产值:当月同比", ("甲产值", "growth", "month")),
        ("甲产值:累计值", ("甲产值", "ytd", "ytd")),
        ("甲产值当季值", ("甲产值", "month", "quarter")),
        ("乙销售:累计同比", ("乙销售", "growth", "ytd")),
        ("常州:出口额:累计同比增速", ("常州:出口额", "growth", "ytd")),
        ("乙销售_累计增幅", ("乙销售", "growth", "ytd")),
        ("乙销售:当月同比", ("乙销售", "growth", "month")),
        ("乙销售(当季同比)", ("乙销售", "growth", "month")),
        ("用电量:同比", ("用电量", "growth", "")),
        ("用电量同比", ("用电量", "growth", "")),
        ("用电量:累计值", ("用电量", "ytd", "ytd")),
        ("用电量(本年累计)", ("用电量", "ytd", "ytd")),
        ("用电量_当月值", ("用电量", "month", "month")),
        ("用电量-本月", ("用电量", "month", "month")),
        ("税收:当季值", ("税收", "month", "quarter")),
        ("税收当季", ("税收", "month", "quarter")),
        ("税收_本季度数", ("税收", "month", "quarter")),
        ("存款:期末值", ("存款", "level", "")),
        ("存款本期末", ("存款", "level", "")),
        ("存款_时点数", ("存款", "level", "")),
    ],
)
def test_names_of_data_vendors(name: str, expected: tuple[str, str, str]) -> None:
    """Data vendors put the measure behind a colon, a line or in brackets; a quarter's own value counts as 当期值 does."""
    assert named_measure(name) == expected


@pytest.mark.parametrize("name", ["同比", "当季值", "累计", "工业投资(含技改)", "期末留抵退税"])
def test_names_without_measure(name: str) -> None:
    """A measure alone is no name, and one within a name is part of it."""
    assert named_measure(name) == (name, "", "")


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("1.机器人产业园（二期）", "机器人产业园（二期）"),
        ("（三） 5G基站", "5G基站"),
        ("一、“揭榜挂帅”合作新机制", "“揭榜挂帅”合作新机制"),
        ("① 前黄项目交付", "前黄项目交付"),
        ("１．工研荟三期", "工研荟三期"),
        ("1.5亿元以上项目开工", "1.5亿元以上项目开工"),
        ("24小时自助服务区", "24小时自助服务区"),
        ("1、", "1、"),
    ],
)
def test_a_title_stays_as_it_is_written(written: str, title: str) -> None:
    """Only its numbering goes: brackets and marks stay as wide as they were."""
    assert without_numbering(written) == title
