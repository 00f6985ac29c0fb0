"""What headings mean, however they are spelled."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from indicators.reading.cells.areas import split_area
from indicators.reading.cells.names import split_unit
from indicators.reading.cells.periods import find_period
from indicators.reading.cells.units import half_width


@dataclass(frozen=True)
class HeadingMeaning:
    """What a heading says about the cells under it; any attribute is empty where it says nothing.

    Attributes:
        role: ``name``, ``unit``, ``period``, ``year``, ``area``, ``state``, ``note``, ``responsible_unit``, a field of
            tasks, of plans or of the catalogue, ``value``, ``ignored`` or ``reference`` (仅供参考).
        measure: of a value, as in ``parsed.ENTRY_COLUMNS``; the own value of a quarter (当季) is a ``month``, too.
        span: of a value: month, quarter, ytd, year.
        unit: in brackets behind the heading.
        when: the period it names, as written and as ``period.parse`` reads it: 2024年1-9月, 九月, 上年末; 2023年末 names
            2023年 with the measure ``level``.
        text: the heading, normalised.
        area: whose values they are: ``own`` (本区) or ``other`` (全市, 常州市).
        state: of the values: 预计, 快报, 正式.
    """

    role: str = ""
    measure: str = ""
    span: str = ""
    unit: str = ""
    when: str = ""
    text: str = ""
    area: str = ""
    state: str = ""


_OF_INDICATORS: Final = "(?:主要|统计|考核|经济|核心|监测|重点|目标|计划|一级|二级|三级)*"
# The first that matches counts.
_ROLES: Final = {
    # The heading itself says that what stands below is not meant to be read.
    "reference": r".+\(仅供参考\)",
    "ignored": r"序号?|顺序号?|行号|行次|板块名称|排名|排位|位次|名次|配合单位|填报人|(?:数据|资料|信息)?(?:来源|出处)|(?:最近|最后|数据)?更新(?:时间|日期)|最近更新|(?:起始|结束|起止)时间|联系人|联系电话|联系方式|"
    r"时序(?:进度|要求)*|上(?:个?月|季度?|期)(?:末|底|数|值|累计|实际|完成)*",
    "name": rf"{_OF_INDICATORS}指标(?:名称|内容|项目)?|项目(?:名称)?|名称|统计项目|name",
    "unit": "(?:计量|计算|数据)?单位|unit",
    "responsible_unit": "(?:主要)?(?:责任|牵头|主管|承办)(?:单位|部门|主体)|(?:填报|报送)(?:单位|部门)|responsible_unit",
    "lead_official": "(?:牵头|责任|分管|挂钩|挂帅)领导|责任人|lead_official",
    "area": "(?:所属|行政|统计)?(?:地区|区域|区划|辖区)(?:名称)?",
    "plan_year": "计划年度|plan_year",
    "year": "年份?|年度|所属年度",
    "period": "(?:数据|统计|报告|指标)?(?:时间|期间|日期|时期)|(?:统计|数据|所属|报告|报送|所属)?月份|年月|月度?|报告期|统计期|所属期|期别|数据期|period",
    "note": "备注|说明|注|附注|情况说明|备注说明|原因说明|note",
    "task": r"(?:节点|重点|工作|主要|年度重点|重点工作)*任务(?:名称|内容|事项|清单)?|(?:重点|工作|任务|主要)事项|(?:重点)?工作(?:内容|名称)|task",
    "state": "(?:数据|任务|完成|当前|目前)?状态|数据性质|是否完成|state",
    "progress": "(?:(?:年度|全年)?(?:工作|目标|计划)?(?:任务)?|目前)(?:完成|进展|推进|办理|落实)情况|进展|(?:目前|当前|最新)进展",
    "done_on": "(?:实际)?(?:完成|办结|办结完成)(?:时间|日期|日)|done_on",
    "evidence": "(?:佐证|证明|印证|支撑)(?:材料|资料)?|(?:完成)?依据|(?:佐证)?附件|evidence",
    "due": "(?:完成|办理)?时限|截止(?:时间|日期)|要求完成时间|计划完成(?:时间|日期)|节点时间|due",
    "due_basis": "时限依据|due_basis",
    "wording": "(?:计划|目标)?原文(?:表述)?|wording",
    "announced": "(?:计划)?下达(?:时间|日期)|announced",
    "kind": "(?:指标|数据)?(?:类型|性质|种类)|kind",
    "direction": "(?:指标|优劣|评价)?方向|正逆向?|direction",
    "definition": "(?:统计|指标|数据)?(?:口径|定义|解释)|口径说明|指标说明|计算(?:方法|公式)|definition",
    "aliases": "别名|又名|其他名称|其它名称|曾用名|简称|aliases",
    "decimals": "(?:保留)?小数(?:位数?|点)?|精度|decimals",
    "frequency": "(?:报送|统计|更新|采集|数据)?(?:频率|频次|频度|周期)|frequency",
    "typical_low": "(?:常见|正常)(?:范围)?下限|typical_low",
    "typical_high": "(?:常见|正常)(?:范围)?上限|typical_high",
    "headline": "(?:是否)?(?:总览|领衔)?主指标|(?:是否)?总览(?:显示|展示|指标)|headline",
    "position": "(?:显示|展示|排列)?排序号?|(?:显示|展示|排列)(?:顺序|次序)|position",
    "retired": "(?:停用|停报|停止(?:使用|报送)|退出)(?:日期|时间|日)?|retired",
    "lift": "六提|所属(?:六提|领域|板块|工程)?|领域|六提(?:工程|领域)|lift",
    "indicator": "(?:指标|任务)?(?:编码|代码|编号|ID)|indicator",
}
# All that a heading of values may consist of, besides its period and its area.
_FILLER: Final = (
    "数据|数|值|额|量|的|为|情况|实际|完成|已|本年度?|今年|当年|年度|发生|绝对|总量|水平|比|较|与|和|及|去年|上年|同期|"
    "实绩|金额|指标|完成数|实现|任务|现价|[-+±/、,%()]|(?<=增长)率|(?<=速)度|月末|期末|季末|年末|月底|年底|余额|实有|时点|末|底|"
    "同比|增长|增速|增幅|涨幅|升降|增减|幅度?|率|速|累计|自年初|年初|至今|以来|到|截[至止]到?|本月|当月|本期|当期|单月|本季度?|当季度?|"
    "报告期|目前|当前|现有|现状|预[计估测]|预期(?=目标)|快报|初步|初报|正式|年报|核定|审定|"
    "计划|目标|全年|年初计划|下达|分解|考核|进度|序时|名义|可比价|原定?|[调修][整订][前后]?|最?新(?=计划|目标)"
)
_VALUE_WORDS: Final = re.compile(f"(?:{_FILLER})+")
_IGNORED: Final = re.compile(
    r"完成.*(?:率|比例|比重|进度|%)|^(?:完成|占).*(?:计划|目标|任务)|占比|占.*%|排名|位次|名次|时序|序时|进度|环比|增减额|增加额|增长额|"
    r"净增|增量|差额|缺口|差距|同期数|比重|贡献率|^原.*(?:计划|目标)|[调修][整订]前|^同期|"
    "^(?:上年度?|去年)(?:同期|同月|累计|实际|实绩|全年|完成|情况|数据?|值|金额|总量|水平|本月|当月|年报|快报|预计|计划|目标)*$|"
    # Growth since the end of last year is no 同比.
    r"[比较](?:年初|(?:上年|去年)年?[末底])"
)
_GROWTH: Final = re.compile("同比|增长|增速|增幅|涨幅|升降|增减|[比较](?:上年|去年)|±")
_TARGET: Final = re.compile("计划|目标|(?:年度|全年|目标)任务|任务[数值]")
_OWN_QUARTER: Final = re.compile("本季(?!末)|当季(?!末)")
_OWN_MONTH: Final = re.compile("本月|当月|单月|当期|本期(?!累计)")
_LEVEL: Final = re.compile("期末|月末|季末|年末|月底|年底|余额|时点|^[末底]")
# The level that a year began with; 年初至今 and 年初计划 are something else.
_TURN_OF_YEAR: Final = re.compile(
    r"(?!.*(?:增|计划|目标|任务))(?:((?:(?:(?:19|20)\d\d|[本当今])年)年?初|年初)(?!.*(?:至今|以来|到|累计))|"
    rf"((?:上年度?|去年)年?[末底]))(?:{_FILLER})*"
)
# The first that is part of a heading counts.
_STATES: Final = {
    "预[计估测]": "预计", "快报|初步|初报": "快报", "正式|年报|核定|审定": "正式",
}  # fmt: skip


def normalise_heading(text: str) -> str:
    """A heading without blanks and with one kind of dash."""
    return re.sub("[—–―‐‑~〜～]+", "-", half_width(text).replace(" ", ""))


@lru_cache(maxsize=4096, typed=True)
def interpret_heading(cell: object) -> HeadingMeaning:
    """The meaning of one cell of a heading; without a role where it may be an indicator's name or anything else."""
    if isinstance(cell, (datetime, date)):
        return HeadingMeaning("value", when=f"{cell:%Y-%m}", text=f"{cell:%Y-%m}")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    shown = normalise_heading(str(cell))
    text, unit = split_unit(shown)
    if not unit and re.fullmatch("(?!完成).+%", text):
        text, unit = text.removesuffix("%"), "%"
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return HeadingMeaning("value", when=text, text=shown)
    for role, pattern in _ROLES.items():
        if re.fullmatch(pattern, text, re.IGNORECASE):
            return HeadingMeaning(role, unit=unit, text=shown)
    return replace(_value_heading(text, unit), text=shown)


def _value_heading(text: str, unit: str) -> HeadingMeaning:
    words, when = find_period(
        re.sub("1月?[-至到]本月|(?:截?[至到])?本月[止末底]+(?=累计)|截?[至到]本月(?=累计)", "累计", text)
    )
    words, area = split_area(words, _FILLER)
    if match := _TURN_OF_YEAR.fullmatch(text if when else words):
        return HeadingMeaning("value", "level", "", unit, match[1] or match[2], area=area)
    if words and not _VALUE_WORDS.fullmatch(words):
        is_ignored = _IGNORED.search(words) and not when and re.search("完成|占|排名|位次|环比", words)
        return HeadingMeaning("ignored" if is_ignored else "", unit=unit)
    if not (words or when or area):
        return HeadingMeaning(unit=unit)
    measure, span = _measure(words, when)
    is_share = re.match("(?:预计|已)?完成", words) and unit == "%"
    if _IGNORED.search(words) or is_share or (measure == "growth" and _is_no_percentage(words, unit)):
        return HeadingMeaning("ignored", unit=unit)
    if measure == "level" and not when and (of_year := re.search("(?<![上去])年[末底]", words)):
        when = of_year[0]
    return HeadingMeaning("value", measure, span, unit, when, area=area, state=_state(words, measure))


def _is_no_percentage(words: str, unit: str) -> bool:
    """Whether a heading of growth is no percentage: 比上年增减, 同比增长(亿元), 同比(‰), whose bare 5.2 is no 5.2 %."""
    without_unit = not unit and "%" not in words and re.search("增减(?!幅)|升降(?!幅)", words)
    return bool(without_unit) or unit not in {"", "%", "百分点", "个百分点", "点", "个点"}


def _measure(words: str, when: str) -> tuple[str, str]:
    """Measure and span that a heading names."""
    is_quarter, is_month = bool(_OWN_QUARTER.search(words)), bool(_OWN_MONTH.search(words))
    is_ytd = bool(re.search("累计|年初|至今", words))
    if _GROWTH.search(words):
        # A growth of the quarter alone is no more since January than a month's.
        return "growth", "month" if is_month or is_quarter else ("ytd" if is_ytd else "")
    if _TARGET.search(words):
        return "target", ""
    if _LEVEL.search(words) or re.search("[末底]$", when):
        return "level", ""
    if is_quarter:
        return "month", "quarter"
    if is_ytd or re.fullmatch("(?:本年度?|今年|当年)(?:实际|完成|数|值)*", words):
        return "ytd", "ytd"
    return ("month", "month") if is_month else ("", "")


def _state(words: str, measure: str) -> str:
    """预计, 快报 or 正式, if a heading says so of values: a 核定 target is a target."""
    states = (state for pattern, state in _STATES.items() if re.search(pattern, words))
    return "" if measure == "target" else next(states, "")
