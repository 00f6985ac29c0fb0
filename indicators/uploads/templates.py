"""Templates that a department fills in: its own indicators, plan and tasks, read back without questions.

Current values are filled in where they can be corrected (plan, tasks, definitions) and left out where they are asked
for (the month's values). Simulated ones are never filled in.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pandas as pd
import xlsxwriter

from indicators.access import are_reportable
from indicators.catalogue import lifts
from indicators.labels import (
    CANCELLED,
    DIRECTIONS,
    DONE,
    FREQUENCIES,
    KINDS,
    NOT_BEGUN,
    SUBJECTS,
    TASK_FIELDS,
    UNDER_WAY,
    VALUE_STATES,
    is_missing,
)
from indicators.period import Period, is_due
from indicators.plan_year import counted_tasks, planned_indicators, retired_indicators
from indicators.store import DEMO, REPORTED
from indicators.validation import EMPTIED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.access import Reporter
    from indicators.store import Snapshot

_QUARTER_ENDS: Final = ("03", "06", "09")
_PLANNED_FROM: Final = 10
_BLANK_ROWS: Final = 50
_WIDEST: Final = 36
_CHINESE_WIDTH: Final = 2.2
_LIST: Final = {
    "validate": "list", "error_title": "不在列表中", "error_message": "请从下拉列表中选择；没有请留空。",
}  # fmt: skip
_NUMBER: Final = {
    "validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15,
    "error_title": "不是数字", "error_message": "请只填数字，不带单位；没有数据请留空。",
}  # fmt: skip


@dataclass(frozen=True)
class Template:
    """A table to be filled in.

    Attributes:
        title: its name, also of the sheet.
        table: its rows; columns are the headings.
        note: how to fill it in.
        locked: headings of what is not to be changed.
        lists: heading -> the words to choose from.
        numbers: headings of columns that take only numbers.
        blank_rows: how many blank rows follow for what is new.
        emptied: what a cell says that is to be empty, where a blank one leaves things as they were.
        words: heading of a number -> headings of the words that belong to it, and go with it.
    """

    title: str
    table: pd.DataFrame
    note: str
    locked: tuple[str, ...]
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    blank_rows: int = 0
    emptied: str = ""
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)


def observations_template(snapshot: Snapshot, reporter: Reporter, through: Period) -> Template:
    """One row per indicator of the reporter that is due for this month, numbers blank."""
    due = due_indicators(snapshot, reporter, through)
    table = pd.DataFrame(
        {
            "指标": due["name"], "单位": due["unit"], "期间": through.key,
            "数值（累计）": "", "同比（%）": "", "状态": "", "备注": "",
        },
        index=due.index,
    )  # fmt: skip
    note = "数值按1月起累计填写，期末数按期末填写，比率和均值按1月起的公布数填写；没有数据请留空，真正的0填0。只填白色单元格。"
    return Template(
        SUBJECTS["observations"], table, note, ("指标", "单位", "期间"),
        lists={"状态": VALUE_STATES}, numbers=("数值（累计）", "同比（%）"),
    )  # fmt: skip


def plans_template(
    snapshot: Snapshot, reporter: Reporter, through: Period, year: int | None = None
) -> Template:
    """One row per indicator of the reporter: a year's targets and phases with their words, or blank quarters.

    Beside the blank targets of a year that has no plan yet stand last year's target and result, which are not read.

    Args:
        snapshot: the tables.
        reporter: who fills it in.
        through: the month that is looked at; the plan is of its year,
        year: or of this one.
    """
    year = year or through.year
    own = _own(snapshot.catalogue, reporter, snapshot).sort_values("position").set_index("indicator")
    own = own[~own.index.isin(retired_indicators(snapshot, Period(year, 1)))]
    plans = snapshot.plans[snapshot.plans["origin"] != DEMO].assign(
        phase=lambda rows: rows["period"].fillna("")
    )
    of_year = plans[plans["year"] == year]
    known = sorted({*of_year["phase"]} - {""}) or [f"{year}-{month}" for month in _QUARTER_ENDS]
    columns = {_target_heading(year, key): key for key in ("", *known)}
    words = of_year[of_year["phase"] == ""].set_index("indicator")
    given = _last_year(snapshot, plans, year) if of_year.empty else {}
    table = pd.DataFrame({"指标": own["name"], "单位": own["unit"], **given}, index=own.index)
    for heading, key in columns.items():
        table[heading] = of_year[of_year["phase"] == key].set_index("indicator")["target"]
    table = table.assign(原文=words["wording"], 依据=words["quote"], 下达日期=words["announced"], 备注="")
    table = table.astype(object).map(
        lambda cell: "" if is_missing(cell) else cell if isinstance(cell, float) else str(cell)
    )
    note = "没有分解到季度的，只填全年目标；没有计划请留空。原文照抄计划的说法，依据是原文所在的句子。改动已下达的计划，上报时需要确认。"
    return Template(
        SUBJECTS["plans"], table, note, ("指标", "单位", *given), numbers=tuple(columns),
        words={_target_heading(year, ""): ("原文", "依据", "下达日期")},
    )  # fmt: skip


def years_to_plan(through: Period) -> tuple[int, ...]:
    """The years whose plans are filled in at a month: its own, and in its last quarter the one that begins next."""
    return (through.year, through.year + 1) if through.month >= _PLANNED_FROM else (through.year,)


def _last_year(snapshot: Snapshot, plans: pd.DataFrame, year: int) -> dict[str, pd.Series]:
    """The target and the result of the year before, by indicator; the headings say that they are not read."""
    targets = plans[(plans["year"] == year - 1) & (plans["phase"] == "")]
    values = snapshot.observations
    results = values[(values["period"] == f"{year - 1}-12") & (values["origin"] != DEMO)]
    return {
        "上年目标（仅供参考）": targets.set_index("indicator")["target"],
        "上年完成（仅供参考）": results.set_index("indicator")["value"],
    }


def tasks_template(snapshot: Snapshot, reporter: Reporter, through: Period) -> Template:
    """One row per task of the reporter that counts in this month, with what was reported about it.

    An administrator may change all of it, and add tasks in blank rows.
    """
    own = _own(counted_tasks(snapshot, through), reporter, snapshot).sort_values("due", kind="stable")
    log = snapshot.log["tasks"]
    # As they are in the plan of this year: a later one may have carried them over.
    of_year = log[(log["year"].fillna(0) <= through.year) & (log["origin"] != DEMO)]
    defined = (
        of_year.drop_duplicates("task", keep="last").set_index("task").loc[own["task"]].set_axis(own.index)
    )
    short = {lift.lift: lift.short for lift in lifts().values()}
    table = pd.DataFrame(
        {
            "任务": defined["title"], "六提": defined["lift"].map(short), "责任单位": defined["responsible_unit"],
            "牵头领导": defined["lead_official"], "时限": defined["due"], "时限依据": defined["due_basis"],
            **{TASK_FIELDS[name]: own[name].where(own["origin"] == REPORTED, "") for name in ("state", "done_on", "evidence")},
            "计划年度": defined["year"].map("{:.0f}".format, na_action="ignore"), "备注": "", "编码": own["task"],
        }
    ).map(lambda cell: "" if is_missing(cell) else str(cell))  # fmt: skip
    note = (
        "办结时间写成 2024-09-30，已完成和已取消的任务才填；取消的任务在佐证材料中写明原因。"
        "没有进展的行留空，不会改动已报的情况。"
    )
    states = [DONE, UNDER_WAY, NOT_BEGUN, CANCELLED]
    words = {"六提": [*short.values()], "状态": states}
    if reporter.is_administrator:
        note += "新任务填在空白行，编码留空；结转的任务改写时限和计划年度。"
        return Template(SUBJECTS["tasks"], table, note, ("编码",), words, blank_rows=_BLANK_ROWS)
    locked = ("任务", "六提", "时限", "时限依据", "计划年度", "编码")
    return Template(SUBJECTS["tasks"], table, note, locked, words)


def definitions_template(snapshot: Snapshot) -> Template:
    """The current catalogue, with blank rows for new indicators."""
    log = snapshot.log["catalogue"]
    rows = log[log["origin"] != DEMO]
    rows = rows.drop_duplicates("indicator", keep="last").sort_values("position")
    short = {lift.lift: lift.short for lift in lifts().values()}
    table = pd.DataFrame(
        {
            "指标名称": rows["name"], "六提": rows["lift"].map(short), "单位": rows["unit"],
            "类型": rows["kind"].map(KINDS), "方向": rows["direction"].map(DIRECTIONS),
            "频率": rows["frequency"].map(FREQUENCIES), "小数位": rows["decimals"].map(str),
            "责任单位": rows["responsible_unit"], "牵头领导": rows["lead_official"], "口径": rows["definition"],
            "别名": rows["aliases"].fillna("").str.replace("|", "、"),
            "总览主指标": rows["headline"].map({True: "是", False: "否"}), "排序": rows["position"],
            "常见下限": rows["typical_low"], "常见上限": rows["typical_high"],
            "停用日期": rows["retired"].map(str, na_action="ignore"), "编码": rows["indicator"],
        }
    )  # fmt: skip
    note = (
        "新指标填在空白行，编码留空；别名之间用顿号；常见下限、上限是每次所报数值通常的大小；停用的指标填停用日期，次月起不再要求报送。"
        "留空的栏不改动，要清空的填“无”。改动已有指标的定义，上报时需要确认。"
    )
    words = {
        "六提": [*short.values()], "类型": [*KINDS.values()], "方向": [*DIRECTIONS.values()],
        "频率": [*FREQUENCIES.values()], "小数位": [str(digits) for digits in range(7)], "总览主指标": ["是", "否"],
    }  # fmt: skip
    numbers = ("排序", "常见下限", "常见上限")
    table = table.astype(object).fillna("")
    return Template(SUBJECTS["catalogue"], table, note, (), words, numbers, _BLANK_ROWS, emptied=EMPTIED)


def due_indicators(snapshot: Snapshot, reporter: Reporter, through: Period) -> pd.DataFrame:
    """Rows of the catalogue that the reporter must report for this month, with ``reported``: whether that is done.

    What the year's plan does not contain may be reported, but is not asked for.
    """
    catalogue = _planned(snapshot, reporter, through)
    due = catalogue[is_due(catalogue["frequency"], through.month)]
    values = snapshot.observations
    values = values[(values["period"] == through.key) & values["value"].notna() & (values["origin"] != DEMO)]
    return due.assign(reported=due["indicator"].isin(values["indicator"]))


def template_as_xlsx(template: Template) -> bytes:
    """As a workbook: what is given is locked in grey, words come from lists, numbers must be numbers."""
    buffer = io.BytesIO()
    table = template.table
    last = max(len(table) + template.blank_rows, 1)
    # Text stays text, whatever it looks like: a name that begins with = is no formula.
    as_text = dict.fromkeys(("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False)
    with xlsxwriter.Workbook(buffer, {"in_memory": True} | as_text) as book:
        sheet = book.add_worksheet(template.title)
        font = {"font_name": "Microsoft YaHei", "font_size": 11, "border": 1, "border_color": "#b6c0cd"}
        head = book.add_format(font | {"bold": True, "bg_color": "#14407a", "font_color": "#ffffff"})
        grey = book.add_format(font | {"bg_color": "#eaeef3"})
        free = book.add_format(font | {"locked": False})
        for column, heading in enumerate(table.columns):
            cells = ["" if is_missing(cell) else cell for cell in table[heading]]
            longest = max([len(heading) + 1, *(len(str(cell)) for cell in cells)])
            sheet.set_column(column, column, min(longest * _CHINESE_WIDTH, _WIDEST))
            sheet.write(0, column, heading, head)
            cells += [""] * (last - len(cells))
            sheet.write_column(1, column, cells, grey if heading in template.locked else free)
            if heading in template.lists:
                words = list(template.lists[heading])
                sheet.data_validation(1, column, last, column, _LIST | {"source": words})
            if heading in template.numbers:
                sheet.data_validation(1, column, last, column, _NUMBER)
        sheet.write(last + 2, 0, f"说明：{template.note}")
        sheet.freeze_panes(1, 1)
        sheet.protect("", {"format_columns": True, "insert_rows": True, "sort": True})
    return buffer.getvalue()


def _own(rows: pd.DataFrame, reporter: Reporter, snapshot: Snapshot) -> pd.DataFrame:
    return rows[are_reportable(rows, reporter, snapshot)]


def _planned(snapshot: Snapshot, reporter: Reporter, through: Period) -> pd.DataFrame:
    own = _own(snapshot.catalogue, reporter, snapshot)
    return own[own["indicator"].isin(planned_indicators(snapshot, through))].sort_values("position")


def _target_heading(year: int, key: str) -> str:
    if not key:
        return f"{year}年全年目标"
    period = Period.from_key(key)
    if period.kind == "quarter":
        return f"{year}年第{'一二三四'[int(key[-1]) - 1]}季度目标"
    return f"{period.month_label}目标"
