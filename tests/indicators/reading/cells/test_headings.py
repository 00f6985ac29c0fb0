"""Headings by meaning, names without their trimmings."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.reading.cells.headings import interpret_heading, named_measure, plain_name

MEASURES = {
    "本月": ("month", "month", ""),
    "当月(亿元)": ("month", "month", ""),
    "累计": ("ytd", "ytd", ""),
    "自年初累计": ("ytd", "ytd", ""),
    "本年累计（亿元）": ("ytd", "ytd", ""),
    "1-本月累计": ("ytd", "ytd", ""),
    "1—9月累计": ("ytd", "ytd", "1-9月"),
    "数值（累计）": ("ytd", "ytd", ""),
    "1-9月": ("", "", "1-9月"),
    "9月": ("", "", "9月"),
    "2024年9月": ("", "", "2024年9月"),
    "2024": ("", "", "2024"),
    "同比": ("growth", "", ""),
    "同比增长%": ("growth", "", ""),
    "同比±%": ("growth", "", ""),
    "增幅(%)": ("growth", "", ""),
    "比上年同期增长（%）": ("growth", "", ""),
    "累计同比(%)": ("growth", "ytd", ""),
    "本月同比": ("growth", "month", ""),
    "9月同比": ("growth", "", "9月"),
    "年度目标": ("target", "", ""),
    "全年计划": ("target", "", ""),
    "2024年目标": ("target", "", "2024年"),
    "一季度计划": ("target", "", "一季度"),
    "计划数": ("target", "", ""),
    "期末": ("level", "", ""),
    "9月末": ("level", "", "9月末"),
    "实际完成": ("", "", ""),
    "数值": ("", "", ""),
    "金额(万元)": ("", "", ""),
}
ROLES = {
    "指标名称": "name", "主要指标": "name", "项目": "name", "计量单位": "unit", "单位": "unit", "期间": "period",
    "月份": "period", "年份": "year", "状态": "state", "备注": "note", "牵头单位": "responsible_unit",
    "任务名称": "task", "节点任务": "task", "进展情况": "progress", "办结时间": "done_on", "完成时间": "done_on",
    "证明材料": "evidence", "指标性质": "kind", "方向": "direction", "口径": "definition", "别名": "aliases",
    "小数位": "decimals", "频率": "frequency",
    "完成率": "ignored", "完成年度计划%": "ignored", "占年度目标(%)": "ignored", "排名": "ignored", "上年同期": "ignored",
    "去年同期": "ignored", "环比": "ignored", "序号": "ignored",
    "规上工业总产值（亿元）": "", "固定资产投资增速(%)": "", "新签产业项目": "",
}  # fmt: skip
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


@pytest.mark.parametrize(("heading", "expected"), MEASURES.items())
def test_measures(heading: str, expected: tuple[str, str, str]) -> None:
    """A heading over values gives their measure, span and period."""
    meaning = interpret_heading(heading)
    assert meaning.role == "value"
    assert (meaning.measure, meaning.span, meaning.when) == expected


@pytest.mark.parametrize(("heading", "role"), ROLES.items())
def test_roles(heading: str, role: str) -> None:
    """Headings mean what they say, however an office spells them; an indicator's name is none."""
    assert interpret_heading(heading).role == role


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
