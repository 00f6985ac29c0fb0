"""The title above a heading: month and unit of the table; and rows that belong to no table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from indicators.period import Period, PeriodError, parse
from indicators.reading.cells import as_unit, half_width, normalise_heading, plain_name, split_period

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNIT: Final = re.compile(r"(?:^|[(\[\s,;、])(?:计量|计算|金额|数据)?单位\s?:\s?([^()\[\]]*)")
_SHEET_MADE_ON: Final = re.compile(
    "(?:制表|填报|填表|报送|打印|导出|编制|发布|更新|生成|上报|审核|下载|查询)(?:日期|时间|人|单位)?:?"
)
_NOTES: Final = re.compile(
    r"(?:注释?|备注|说明|附注|编者注|(?:数据|资料|信息)?来源|填报人|填报单位|填表人|制表人?|制表单位|审核人?|复核人?|经办人|联系人|联系电话|电话|单位负责人|"
    r"统计负责人|负责人|报出日期|填报日期|填报时间|制表日期|制表时间|签字|盖章|打印日期)\s*\d*\s*[:、.(]|注\d*$"
)
_TOTALS: Final = re.compile("(?:合|小|总)计(?:数|值)?|总量合计|本页小计")
_PLAN: Final = re.compile("计划|目标|任务分解|指标分解|分解表")
_DONE: Final = re.compile("完成|实际|执行|进度|进展|对比|监测|运行")
# A day is the one on which the sheet was made, not the period of its values.
_DAY: Final = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\d)")
_YEAR: Final = re.compile(r"(199\d|20\d\d)年")


@dataclass(frozen=True)
class Title:
    """Facts about a table from the rows above its heading.

    Attributes:
        period: of the table, None for none.
        year: also where no month is named.
        when: the period as written, if it names no year.
        unit: of the unit line.
        is_plan: whether the title names a plan and no actuals.
        measure: ``month`` (当月) or ``ytd`` (累计), empty for neither or both.
    """

    period: Period | None = None
    year: int | None = None
    when: str = ""
    unit: str = ""
    is_plan: bool = False
    measure: str = ""


def read_title(rows: Sequence[Sequence[Any]], sheet: str) -> Title:
    """The title of a table, from the rows above its heading and then from the sheet's name."""
    cells = [cell for row in rows for cell in row if cell is not None and not isinstance(cell, date)]
    texts = [normalise_heading(str(cell)) for cell in [*cells, sheet]]
    period, year, when = None, None, ""
    for text in texts:
        if _SHEET_MADE_ON.match(text):
            continue
        text = _DAY.sub("", text)  # noqa: PLW2901
        found = split_period(text)[1]
        if found and (period is None or period.kind == "year"):
            try:
                period = parse(found)
            except PeriodError:
                when = when or found
        if year is None and (named := _YEAR.search(text)):
            year = int(named[1])
    if period is not None:
        year, period = period.year, None if period.kind == "year" else period
    if when and year and period is None:
        period = parse(when, year=year)
    joined = "".join(texts)
    is_plan = bool(_PLAN.search(joined)) and not _DONE.search(joined)
    own_month, to_date = bool(re.search("当月|本月|单月", joined)), "累计" in joined
    measure = "" if own_month == to_date else "month" if own_month else "ytd"
    return Title(period, year, when, _unit(rows), is_plan, measure)


def _unit(rows: Sequence[Sequence[Any]]) -> str:
    """The unit of amounts in 单位：亿元、%; it may be in the next cell."""
    for row in rows:
        cells = [half_width(str(cell)) for cell in row if cell is not None]
        for cell, following in zip(cells, [*cells[1:], ""], strict=False):
            if found := _UNIT.search(cell):
                units = [as_unit(part) for part in re.split(r"[、,;/和及\s]|或", found[1] or following)]
                units = [as_unit(found[1]), *units]
                amounts = [unit for unit in units if unit and unit != "%"]
                return next(iter(amounts), "%" if "%" in units else "")
    return ""


def is_note(text: str) -> bool:
    """Whether a row that begins with this text is outside the table: 注：…, 数据来源：…, 填报人：."""
    return bool(_NOTES.match(normalise_heading(text)))


def is_total(text: str) -> bool:
    """Whether a row adds others up: 合计, 小计, 总计."""
    return bool(_TOTALS.fullmatch(plain_name(text)[0]))
