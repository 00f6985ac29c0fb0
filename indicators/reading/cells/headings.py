"""What headings mean, however they are spelled; and names without numbering, 其中 and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from indicators.frames import unescape_formula
from indicators.period import PeriodError, parse
from indicators.reading.cells.units import as_unit, half_width

_CJK: Final = r"[\u3000-\u303f\u3400-\u9fff（）()：:，,、%]"
_NUMBERING: Final = re.compile(
    r"^(?:其中[::]?|#|\*+|[-—·•●○■□◆◇▲△→]+|\d{1,2}(?:\.\d{1,2})*[.、)](?![\d])|\(\d{1,2}\)|\d{1,2}\s(?=[\u4e00-\u9fff])|"
    r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]{1,3}[、,]|[ivxIVX]{1,4}[、.]|:)\s*"
)
# NFKC would make plain digits of these.
_CIRCLED: Final = re.compile("[①-⓿❶-➓⒈-⒛⑴-⒇]")
_UNIT_IN_BRACKETS: Final = re.compile(r"(.+?)[(\[【]([^()\[\]【】]+)[)\]】]")
_UNIT_BEHIND_MARK: Final = re.compile(r"(.+)[,、/:\s_]([^,、/:\s_]+)")
_TAIL: Final = re.compile(r"[\s*:,、]+$")


@dataclass(frozen=True)
class HeadingMeaning:
    """What a heading says about the cells under it; any attribute is empty where it says nothing.

    Attributes:
        role: ``name``, ``unit``, ``period``, ``year``, ``state``, ``note``, ``responsible_unit``, a field of tasks or
            of the catalogue, ``value`` or ``ignored``.
        measure: of a value, as in ``parsed.ENTRY_COLUMNS``.
        span: of a value: month, quarter, ytd, year.
        unit: in brackets behind the heading.
        when: the period it names, as written.
        text: the heading, normalised.
    """

    role: str = ""
    measure: str = ""
    span: str = ""
    unit: str = ""
    when: str = ""
    text: str = ""


_OF_INDICATORS: Final = "(?:主要|统计|考核|经济|核心|监测|重点|目标|计划|一级|二级|三级)*"
# The first that matches counts.
_ROLES: Final = {
    "ignored": r"序号?|顺序号?|行号|行次|地区|区域|板块名称|排名|排位|位次|名次|完成时限|时限|截止(?:时间|日期)|办理时限|要求完成时间|"
    r"计划完成(?:时间|日期)|节点时间|配合单位|填报人|联系人|联系电话|联系方式",
    "name": rf"{_OF_INDICATORS}指标(?:名称|内容|项目)?|项目(?:名称)?|名称|统计项目|name",
    "unit": "(?:计量|计算|数据)?单位|unit",
    "responsible_unit": "(?:主要)?(?:责任|牵头|主管|承办)(?:单位|部门|主体)|(?:填报|报送)(?:单位|部门)|responsible_unit",
    "lead_official": "(?:牵头|责任|分管|挂钩|挂帅)领导|责任人|lead_official",
    "year": "年份?|年度|所属年度",
    "period": "(?:数据|统计|报告|指标)?(?:时间|期间|日期|时期)|(?:统计|数据|所属|报告|报送|所属)?月份|年月|月度?|报告期|统计期|所属期|期别|数据期|period",
    "note": "备注|说明|注|附注|情况说明|备注说明|原因说明|note",
    "task": r"(?:节点|重点|工作|主要|年度重点|重点工作)*任务(?:名称|内容|事项|清单)?|(?:重点|工作|任务|主要)事项|(?:重点)?工作(?:内容|名称)|task",
    "state": "(?:数据|任务|完成|当前|目前)?状态|数据性质|是否完成|state",
    "progress": "(?:工作|任务|目前)?(?:完成|进展|推进|办理|落实)情况|进展|(?:目前|当前|最新)进展",
    "done_on": "(?:实际)?(?:完成|办结|办结完成)(?:时间|日期|日)|done_on",
    "evidence": "(?:佐证|证明|印证|支撑)(?:材料|资料)?|(?:完成)?依据|(?:佐证)?附件|evidence",
    "kind": "(?:指标|数据)?(?:类型|性质|种类)|kind",
    "direction": "(?:指标|优劣|评价)?方向|正逆向?|direction",
    "definition": "(?:统计|指标|数据)?(?:口径|定义|解释)|口径说明|指标说明|计算(?:方法|公式)|definition",
    "aliases": "别名|又名|其他名称|其它名称|曾用名|简称|aliases",
    "decimals": "(?:保留)?小数(?:位数?|点)?|精度|decimals",
    "frequency": "(?:报送|统计|更新|采集)?(?:频率|频次|周期)|frequency",
    "lift": "六提|所属(?:六提|领域|板块|工程)?|领域|六提(?:工程|领域)|lift",
    "indicator": "(?:指标)?(?:编码|代码|编号|ID)|indicator",
}
_FILLER: Final = (
    "数据|数|值|额|量|的|为|情况|实际|完成|本年度?|今年|当年|年度|发生|绝对|总量|水平|比|较|与|和|及|去年|上年|同期|地区|全区|全市|园区|"
    "实绩|金额|指标|完成数|实现|任务|现价|[-+±/、,%()]|(?<=增长)率|(?<=速)度|月末|期末|季末|年末|月底|年底|余额|时点|末|底|"
    "同比|增长|增速|增幅|涨幅|升降|增减|幅度?|率|速|累计|自年初|年初|至今|以来|到|本月|当月|本期|当期|单月|本季度?|当季|报告期|"
    "计划|目标|全年|年初计划|下达|分解|考核|进度|序时|名义|可比价|原定?|[调修][整订][前后]?|最?新(?=计划|目标)"
)
_VALUE_WORDS: Final = re.compile(f"(?:{_FILLER})+")
_IGNORED: Final = re.compile(
    r"完成.*(?:率|比例|比重|进度|%)|^(?:完成|占).*(?:计划|目标|任务)|占比|占.*%|排名|位次|名次|时序|序时|进度|环比|增减额|增加额|增长额|"
    r"净增|增量|差额|缺口|差距|同期数|比重|贡献率|^原.*(?:计划|目标)|[调修][整订]前|^(?:上年|去年|上年度)(?:同期|同月|累计|实际|全年|完成|数|值|本月|当月)*$|^同期"
)
_GROWTH: Final = re.compile("同比|增长|增速|增幅|涨幅|升降|增减|[比较](?:上年|去年)|±")
_TARGET: Final = re.compile("计划|目标|(?:年度|全年|目标)任务|任务[数值]")
_OWN_MONTH: Final = re.compile("本月|当月|单月|当期|本期(?!累计)")
_WHEN: Final = re.compile(
    r"(?:(?:19|20)\d\d年?度?|(?<!\d)\d\d年|今年|本年)?(?:1-\d{1,2}月份?|\d{1,2}月-\d{1,2}月份?|\d{1,2}-\d{1,2}月份?|\d{1,2}月(?:份|末|底)?|"
    r"第?[一二三四1-4]季度|前[一二三四1-4]个?季度|上半年|下半年|前\d{1,2}个?月)|(?:19|20)\d\d[-/.]\d{1,2}(?!\d)|"
    r"(?:19|20)\d\d年?-?Q[1-4]|(?:19|20)\d\d年度?|(?:19|20)\d\d(?=计划|目标)|(?:19|20)\d{4}(?!\d)|(?<![a-zA-Z])Q[1-4]"
)


def normalise_heading(text: str) -> str:
    """A heading without blanks and with one kind of dash."""
    return re.sub("[—–―‐‑~〜～]+", "-", half_width(text).replace(" ", ""))


@lru_cache(maxsize=65_536)
def plain_name(text: str) -> tuple[str, str]:
    """A name without numbering, 其中 and blanks, and the unit behind it.

    >>> plain_name("一、规 上 工 业 总 产 值（亿元）")
    ('规上工业总产值', '亿元')
    """
    name = half_width(_CIRCLED.sub(" ", unescape_formula(text)))
    name, unit = _unit_behind_blank(name)
    name = re.sub(rf"(?<={_CJK})\s+|\s+(?={_CJK})", "", name)
    before = None
    while name != before:
        before = name
        name = _TAIL.sub("", name)
        name = _NUMBERING.sub("", name, count=1) or name
        if not unit:
            name, unit = _split_unit(name)
    return name, unit


def _unit_behind_blank(name: str) -> tuple[str, str]:
    """投资 亿元 -> 投资, 亿元; several blanks only stretch the name."""
    bare, _, unit = name.rpartition(" ")
    return (bare, unit) if len(bare) > 1 and " " not in bare and as_unit(unit) else (name, "")


def _split_unit(name: str) -> tuple[str, str]:
    """规上产值(亿元) or 规上产值,亿元 -> 规上产值, 亿元."""
    match = _UNIT_IN_BRACKETS.fullmatch(name) or _UNIT_BEHIND_MARK.fullmatch(name)
    unit = as_unit(match[2]) if match else ""
    return (match[1].strip(), unit) if match and unit else (name, "")


@lru_cache(maxsize=4096, typed=True)
def interpret_heading(cell: object) -> HeadingMeaning:
    """The meaning of one cell of a heading; without a role where it may be an indicator's name or anything else."""
    if isinstance(cell, (datetime, date)):
        return HeadingMeaning("value", when=f"{cell:%Y-%m}", text=f"{cell:%Y-%m}")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    shown = normalise_heading(str(cell))
    text, unit = _split_unit(shown)
    if not unit and re.fullmatch("(?!完成).+%", text):
        text, unit = text.removesuffix("%"), "%"
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return HeadingMeaning("value", when=text, text=shown)
    for role, pattern in _ROLES.items():
        if re.fullmatch(pattern, text, re.IGNORECASE):
            return HeadingMeaning(role, unit=unit, text=shown)
    return replace(_value_heading(text, unit), text=shown)


def _value_heading(text: str, unit: str) -> HeadingMeaning:
    words, when = split_period(re.sub("1月?[-至到]本月", "累计", text))
    if words and not _VALUE_WORDS.fullmatch(words):
        is_ignored = _IGNORED.search(words) and not when and re.search("完成|占|排名|位次|环比", words)
        return HeadingMeaning("ignored" if is_ignored else "", unit=unit)
    if not words and not when:
        return HeadingMeaning(unit=unit)
    measure, span = _measure(words, when)
    is_share = words.startswith("完成") and unit == "%"
    if _IGNORED.search(words) or is_share or (measure == "growth" and _is_amount(words, unit)):
        return HeadingMeaning("ignored", unit=unit)
    return HeadingMeaning("value", measure, span, unit, when)


def _is_amount(words: str, unit: str) -> bool:
    """Whether a heading of growth is an amount and not a percentage: 比上年增减, 同比增长(亿元)."""
    without_unit = not unit and "%" not in words and re.search("增减(?!幅)|升降(?!幅)", words)
    return bool(without_unit) or unit not in {"", "%", "‰", "百分点", "个百分点", "点", "个点"}


def _measure(words: str, when: str) -> tuple[str, str]:
    """Measure and span that a heading names."""
    is_month = bool(_OWN_MONTH.search(words))
    is_ytd = bool(re.search("累计|年初|至今", words))
    if _GROWTH.search(words):
        return "growth", "month" if is_month else ("ytd" if is_ytd else "")
    if _TARGET.search(words):
        return "target", ""
    if re.search("期末|月末|季末|年末|月底|年底|余额|时点", words) or re.search("[末底]$", when):
        return "level", ""
    if is_ytd or re.fullmatch("(?:本年度?|今年|当年)(?:实际|完成|数|值)*", words):
        return "ytd", "ytd"
    if is_month:
        return "month", "month"
    return ("", "quarter") if re.search("本季|当季", words) else ("", "")


def split_period(text: str) -> tuple[str, str]:
    """A text without its first period, and that period as written: 2024年1-9月累计 -> 累计, 2024年1-9月."""
    if re.fullmatch("全年(?:完成|实际|数|值)?", text):
        return text.removeprefix("全年"), "全年"
    match = _WHEN.search(text)
    if match is None:
        return text, ""
    try:
        parse(match[0], year=2000)
    except PeriodError:
        return text, ""
    return re.sub(r"^\(\)|\(\)$", "", text[: match.start()] + text[match.end() :]), match[0]


_CURRENT: Final = "当期|本期|本月|当月"
_NAMED_MEASURES: Final = (
    ("(?:本年|自年初)?累计(?:同比)?(?:增长|增速|增幅)率?", "growth", "ytd"),
    (rf"(?:(?:{_CURRENT}|当季)?同比|{_CURRENT})(?:增长|增速|增幅)率?", "growth", "month"),
    ("(?:本年|自年初)?累计(?:值|数|额|完成)?", "ytd", "ytd"),
    (rf"(?:{_CURRENT})(?:值|数|额|完成)?", "month", "month"),
    ("(?:期末|月末|季末|年末)(?:值|数|余额|总量|实有)?", "level", ""),
)


def named_measure(name: str) -> tuple[str, str, str]:
    """Name, measure and span of a name that carries its measure, as the 国家统计局 writes it.

    >>> named_measure("房地产投资累计增长")
    ('房地产投资', 'growth', 'ytd')
    """
    for ending, measure, span in _NAMED_MEASURES:
        bare = re.sub(f"[_,、/:]?(?:{ending})$", "", name)
        if bare and bare != name:
            return bare, measure, span
    return name, "", ""
