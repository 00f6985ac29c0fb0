"""Headings by meaning."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.period import YearOutOfRangeError, parse
from indicators.reading.cells import interpret_heading

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
    "全年完成": ("", "", "全年"),
    "全年累计": ("ytd", "ytd", "全年"),
    # A quarter's own value.
    "当季值": ("month", "quarter", ""),
    "本季": ("month", "quarter", ""),
    "本季度(万元)": ("month", "quarter", ""),
    "当季累计": ("month", "quarter", ""),
    "当季同比": ("growth", "month", ""),
    "本季末": ("level", "", ""),
    # Done so far, beside targets.
    "已完成": ("", "", ""),
    "完成数": ("", "", ""),
    "目前": ("", "", ""),
    "当前值": ("", "", ""),
    "现状": ("", "", ""),
    "现有数": ("", "", ""),
    "截至目前": ("", "", ""),
    "实绩（亿元）": ("", "", ""),
    "截至9月": ("", "", "9月"),
    "截至6月末": ("level", "", "6月末"),
    # The turn of the year.
    "上年末": ("level", "", "上年末"),
    "去年底数": ("level", "", "去年底"),
    "上年年末余额": ("level", "", "上年年末"),
    "年初数": ("level", "", "年初"),
    "2025年初": ("level", "", "2025年初"),
    "自年初至今": ("ytd", "ytd", ""),
    "年初计划": ("target", "", ""),
    "年末数": ("level", "", "年末"),
    "年底目标": ("target", "", ""),
    # A whole year.
    "2022年末": ("level", "", "2022年"),
    "2021年底（家）": ("level", "", "2021年"),
    "2022年年末数": ("level", "", "2022年"),
    "2022年实绩": ("", "", "2022年"),
    "2021年完成数": ("", "", "2021年"),
    "2025年计划数": ("target", "", "2025年"),
    "年度预期目标": ("target", "", ""),
    # In words.
    "八月": ("", "", "八月"),
    "一月份": ("", "", "一月份"),
    "十二月": ("", "", "十二月"),
    "一至九月": ("", "", "一至九月"),
    "2025年一至十一月累计": ("ytd", "ytd", "2025年一至十一月"),
    "1至6月": ("", "", "1至6月"),
    "三季度末": ("level", "", "三季度末"),
    "第四季度": ("", "", "第四季度"),
    "一至二季度": ("", "", "一至二季度"),
    "1-3季度累计": ("ytd", "ytd", "1-3季度"),
    "2024Q3末": ("level", "", "2024Q3末"),
    "前11个月": ("", "", "前11个月"),
    "金额(万元)": ("", "", ""),
}
ROLES = {
    "指标名称": "name", "主要指标": "name", "项目": "name", "计量单位": "unit", "单位": "unit", "期间": "period",
    "月份": "period", "年份": "year", "状态": "state", "备注": "note", "牵头单位": "responsible_unit",
    "任务名称": "task", "节点任务": "task", "进展情况": "progress", "办结时间": "done_on", "完成时间": "done_on",
    "证明材料": "evidence", "指标性质": "kind", "方向": "direction", "口径": "definition", "别名": "aliases",
    "小数位": "decimals", "频率": "frequency",
    "频度": "frequency", "指标ID": "indicator", "指标代码": "indicator", "指标类型": "kind", "地区": "area", "区域": "area",
    "所属区域": "area", "数据来源": "ignored", "来源": "ignored", "更新时间": "ignored", "最近更新": "ignored",
    "推进情况": "progress", "完成情况": "progress", "年度目标完成情况": "progress", "计划任务完成情况": "progress",
    "已完成%": "ignored", "预计完成(%)": "ignored", "上年实绩": "ignored", "去年完成情况": "ignored", "上年1-9月实绩": "ignored",
    "比年初增长": "ignored", "较上年末增减%": "ignored", "比去年底增长(%)": "ignored", "预期值": "",
    "同比(‰)": "ignored", "同比增长（倍）": "ignored", "比上年增长(亿元)": "ignored",
    "完成率": "ignored", "完成年度计划%": "ignored", "占年度目标(%)": "ignored", "排名": "ignored", "上年同期": "ignored", "时序进度": "ignored", "上月累计": "ignored", "上月": "ignored", "上季度末": "ignored",
    "去年同期": "ignored", "环比": "ignored", "序号": "ignored",
    "时限": "due", "完成时限": "due", "截止日期": "due", "节点时间": "due", "时限依据": "due_basis", "依据": "evidence",
    "计划年度": "plan_year", "年度": "year", "任务编码": "indicator", "编码": "indicator", "下达日期": "announced",
    "计划下达时间": "announced", "原文": "wording", "目标原文": "wording", "上年目标": "ignored", "去年计划数": "ignored",
    "上年目标（仅供参考）": "reference", "2024年完成（仅供参考）": "reference",
    "规上工业总产值（亿元）": "", "固定资产投资增速(%)": "", "新签产业项目": "",
}  # fmt: skip


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


@pytest.mark.parametrize("heading", MEASURES)
def test_periods_of_headings_are_periods(heading: str) -> None:
    """What a heading gives as its period can be read as one."""
    when = interpret_heading(heading).when
    assert not when or parse(when, year=2024).year in range(2020, 2026)


@pytest.mark.parametrize(
    ("heading", "area", "measure", "when"),
    [
        ("本区", "own", "", ""),
        ("高新区(亿元)", "own", "", ""),
        ("园区累计", "own", "ytd", ""),
        ("1-8月（全区）", "own", "", "1-8月"),
        ("全市", "other", "", ""),
        ("全省同比(%)", "other", "growth", ""),
        ("常州市1-6月", "other", "", "1-6月"),
        ("2023年全国", "other", "", "2023年"),
        ("全市上年末", "other", "level", "上年末"),
        ("累计", "", "ytd", ""),
    ],
)
def test_areas(heading: str, area: str, measure: str, when: str) -> None:
    """A heading says whose values they are beside what they are; 全市 is a heading of values, but not of ours."""
    meaning = interpret_heading(heading)
    assert (meaning.role, meaning.area) == ("value", area)
    assert (meaning.measure, meaning.when) == (measure, when)


@pytest.mark.parametrize(
    ("heading", "state", "when"),
    [
        ("1-9月预计", "预计", "1-9月"),
        ("预计完成数", "预计", ""),
        ("2025年预计", "预计", "2025年"),
        ("全年预计完成", "预计", "全年"),
        ("预计全年", "预计", "全年"),
        ("年底预计", "预计", "年底"),
        ("9月快报数", "快报", "9月"),
        ("上半年初步数", "快报", "上半年"),
        ("2023年年报数", "正式", "2023年"),
        ("核定数", "正式", ""),
        ("正式（亿元）", "正式", ""),
        ("调整后", "", ""),
        ("1-9月", "", "1-9月"),
    ],
)
def test_states(heading: str, state: str, when: str) -> None:
    """预计, 快报 and 正式 in a heading are said of its values; what is expected for a year is of the whole year."""
    meaning = interpret_heading(heading)
    assert (meaning.role, meaning.state, meaning.when) == ("value", state, when)


@pytest.mark.parametrize("heading", ["核定目标", "预期目标", "全年预计目标", "正式计划"])
def test_targets_have_no_state(heading: str) -> None:
    """How far a target is settled says nothing of what was reached."""
    meaning = interpret_heading(heading)
    assert (meaning.measure, meaning.state) == ("target", "")


@pytest.mark.parametrize("heading", ["1989年", "1985", 1978, "1988年1-9月", "1987年末", date(1989, 12, 31)])
def test_years_that_are_not_kept_are_periods(heading: object) -> None:
    """A column of 1989 is not left out as if it were text: it can be said that its year is not kept."""
    meaning = interpret_heading(heading)
    assert meaning.role == "value"
    with pytest.raises(YearOutOfRangeError):
        parse(meaning.when)
