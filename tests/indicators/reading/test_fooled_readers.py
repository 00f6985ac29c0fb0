"""Files that fool a reader, each of a kind that offices send: the right numbers are read, or the clerk is asked."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any

import pytest

from tests.office_tables import codes, understood, workbook

OUTPUT, PROJECTS = "规上工业总产值", "新签产业项目"
NAMES = {OUTPUT: "output", PROJECTS: "projects", "瞪羚企业数": "gazelles"}
ASKS = "layout_inferred"
# Kind, file, its values (name, period, measure, value; of actuals only), codes of what is asked or refused.
CASES: list[tuple[str, str | bytes, str, str]] = [
    ("years_beside_months", f"1-9月情况\n指标,单位,2022年,2023年,2024年1-9月累计\n{OUTPUT},亿元,100,110,90\n",
     f"{OUTPUT} 2022-12 value 100; {OUTPUT} 2023-12 value 110; {OUTPUT} 2024-09 ytd 90", ASKS),
    ("whole_year", f"指标,单位,2023年全年,2024年1-3季度\n{OUTPUT},亿元,100,90\n",
     f"{OUTPUT} 2023-12 value 100; {OUTPUT} 2024-09 value 90", ""),
    ("years_cumulative", f"2024年9月\n指标,单位,2023年累计,2024年累计\n{OUTPUT},亿元,100,110\n",
     f"{OUTPUT} 2023-12 ytd 100; {OUTPUT} 2024-12 ytd 110", ASKS),
    ("bare_years", f"2024年9月\n指标,单位,2023,2024\n{OUTPUT},亿元,100,110\n",
     f"{OUTPUT} 2023-12 value 100; {OUTPUT} 2024-12 value 110", ASKS),
    ("two_years_in_title", f"“十四五”规划2021年以来2024年8月进展\n指标,单位,累计\n{OUTPUT},亿元,100\n",
     f"{OUTPUT} 2024-08 ytd 100", ASKS),
    ("two_years_in_file_title", f"2023年工作总结和2024年1-3月安排\n指标,单位,累计\n{OUTPUT},亿元,100\n",
     f"{OUTPUT} 2024-03 ytd 100", ASKS),
    ("year_in_remark", f"主要指标上半年完成情况\n备注：2023年口径有调整\n指标,单位,累计\n{OUTPUT},亿元,100\n",
     "", f"missing_year {ASKS}"),
    ("day_of_printing", f"2024年10月15日\n指标,单位,累计\n{OUTPUT},亿元,100\n", "", "missing_period"),
    ("last_year_end", "2024年9月\n指标,单位,去年底,现有\n瞪羚企业数,家,60,68\n",
     "瞪羚企业数 2023-12 level 60; 瞪羚企业数 2024-09 value 68", ASKS),
    ("begin_of_year", "2024年9月\n指标,单位,年初数,期末数\n瞪羚企业数,家,60,68\n",
     "瞪羚企业数 2023-12 level 60; 瞪羚企业数 2024-09 level 68", ASKS),
    ("begin_of_period", "2024年9月\n指标,单位,期初,期末\n瞪羚企业数,家,60,68\n",
     "瞪羚企业数 2024-09 level 68", f"column_undecided {ASKS}"),
    ("plan_beside_done", f"2024年1-9月\n指标,单位,目标值,完成值,完成率\n{OUTPUT},亿元,1200,900,75%\n",
     f"{OUTPUT} 2024-09 ytd 900", ASKS),
    ("plan_and_done_grouped", f"指标,单位,2024年1-9月,\n,,计划,实际\n{OUTPUT},亿元,900,880\n",
     f"{OUTPUT} 2024-09 value 880", ASKS),
    ("title_of_targets", f"2024年9月考核目标推进表\n指标,单位,数值\n{OUTPUT},亿元,900\n", f"{OUTPUT} 2024-09 ytd 900", ASKS),
    ("rows_of_plan_and_actual", f"2024年\n指标,单位,类别,1-2月,1-3月\n{OUTPUT},亿元,目标,200,300\n{OUTPUT},亿元,完成,190,310\n",
     f"{OUTPUT} 2024-02 value 190; {OUTPUT} 2024-03 value 310", ASKS),
    ("rows_of_own_months", f"2024年\n指标,单位,类别,1月,2月\n{OUTPUT},亿元,计划,100,100\n{OUTPUT},亿元,实际,95,97\n",
     f"{OUTPUT} 2024-01 value 95; {OUTPUT} 2024-02 ytd 97", ASKS),
    ("other_areas", f"2024年1-9月\n指标,单位,武进区,经开区,高新区\n{OUTPUT},亿元,5000,800,900\n", f"{OUTPUT} 2024-09 ytd 900", ASKS),
    ("rows_of_areas", f"2024年1-9月\n地区,指标,单位,累计\n全市,{OUTPUT},亿元,5000\n高新区,{OUTPUT},亿元,900\n",
     f"{OUTPUT} 2024-09 ytd 900", ASKS),
    ("parts_of_the_zone", f"2024年1-9月\n指标,单位,合计,东片区,西片区\n{OUTPUT},亿元,900,400,500\n",
     "", f"column_undecided column_undecided column_undecided {ASKS}"),
    ("title_says_month", f"2024年9月当月情况\n指标,单位,完成\n{OUTPUT},亿元,95\n", f"{OUTPUT} 2024-09 month 95", ASKS),
    ("until_this_month", f"2024年9月\n指标,单位,本月,本月止累计\n{OUTPUT},亿元,95,900\n",
     f"{OUTPUT} 2024-09 month 95; {OUTPUT} 2024-09 ytd 900", ASKS),
    ("names_say_month", f"2024年1-9月\n指标,单位,数值\n{OUTPUT}当月值,亿元,95\n{OUTPUT}累计值,亿元,895\n",
     f"{OUTPUT} 2024-09 month 95; {OUTPUT} 2024-09 ytd 895", ASKS),
    ("quarters", f"2024年\n指标,单位,一季度,二季度\n{OUTPUT},亿元,300,400\n",
     f"{OUTPUT} 2024-03 value 300; {OUTPUT} 2024-06 value 400", ASKS),
    ("second_half", f"2024年\n指标,单位,上半年,下半年\n{OUTPUT},亿元,300,400\n", f"{OUTPUT} 2024-06 value 300", f"column_undecided {ASKS}"),
    ("typed_months", workbook(表=[["指标", "单位", (date(2024, 1, 8), 'm"月"d"日"')], [OUTPUT, "亿元", 800]]),
     f"{OUTPUT} 2024-08 value 800", ASKS),
    ("two_tables", f"2024年9月\n指标,单位,累计\n{OUTPUT},亿元,900\n\n指标,单位,期末数\n瞪羚企业数,家,68\n",
     f"{OUTPUT} 2024-09 ytd 900; 瞪羚企业数 2024-09 level 68", ASKS),
    ("two_months_of_one_form", f"2024年8月\n指标,单位,累计\n{OUTPUT},亿元,800\n\n2024年9月\n指标,单位,累计\n{OUTPUT},亿元,900\n",
     f"{OUTPUT} 2024-08 ytd 800; {OUTPUT} 2024-09 ytd 900", ASKS),
    ("plans_below_actuals", f"指标,单位,2024年1-9月累计\n{OUTPUT},亿元,900\n\n指标,单位,2025年目标\n{OUTPUT},亿元,1300\n",
     f"{OUTPUT} 2024-09 ytd 900", ASKS),
    ("sheets_of_months", workbook(**{"2024年8月": [["指标", "单位", "累计"], [OUTPUT, "亿元", 800]],
                                     "2024年9月": [["指标", "单位", "累计"], [OUTPUT, "亿元", 900]]}),
     f"{OUTPUT} 2024-08 ytd 800; {OUTPUT} 2024-09 ytd 900", ASKS),
    ("unit_row", f"指标,2024年1-9月累计,同比\n计量单位,亿元,%\n{OUTPUT},900,5.2\n",
     f"{OUTPUT} 2024-09 growth 5.2; {OUTPUT} 2024-09 ytd 900", ""),
    ("vendor_rows", f"指标名称,{OUTPUT}:累计值,{OUTPUT}:累计同比\n频率,月,月\n单位,亿元,%\n来源,统计局,统计局\n2024-09-30,900,5.2\n",
     f"{OUTPUT} 2024-09 growth 5.2; {OUTPUT} 2024-09 ytd 900", ""),
    ("vendor_of_the_country", f"指标名称,{OUTPUT}:累计值\n区域,全国\n单位,亿元\n2024-09,900\n", "", ASKS),
    ("measures_down", f"2024年1-9月\n,{OUTPUT},{PROJECTS}\n单位,亿元,个\n累计,900,30\n同比,5.2,6\n",
     f"{OUTPUT} 2024-09 growth 5.2; {OUTPUT} 2024-09 ytd 900; {PROJECTS} 2024-09 growth 6; {PROJECTS} 2024-09 ytd 30", ASKS),
    ("total_is_the_sum", f"2024年\n指标,单位,1月,2月,合计\n{OUTPUT},亿元,90,100,190\n",
     f"{OUTPUT} 2024-01 value 90; {OUTPUT} 2024-02 month 100", ASKS),
    ("total_is_no_sum", f"2024年\n指标,单位,1月,2月,合计\n{OUTPUT},亿元,90,190,190\n",
     f"{OUTPUT} 2024-01 value 90; {OUTPUT} 2024-02 ytd 190", f"column_undecided {ASKS}"),
]  # fmt: skip


def actuals(entries: list[dict[str, Any]]) -> list[str]:
    """The actual values of a table as the cases write them, sorted."""
    read = [entry for entry in entries if entry["measure"] != "target" and not math.isnan(entry["value"])]
    names = [re.sub("(?:累计|当月)值$", "", entry["name"]) for entry in read]
    return sorted(
        f"{name} {entry['period']} {entry['measure']} {entry['value']:g}"
        for name, entry in zip(names, read, strict=True)
    )


@pytest.mark.parametrize(("content", "values", "asked"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_no_number_is_wrong_unasked(content: str | bytes, values: str, asked: str) -> None:
    """The numbers are those that a person would read; whatever is a choice is asked about, and only that."""
    _, table = understood(content, names=NAMES, adds_up={"output", "projects"})
    left_out = {"other_sheets", "totals_left_out"}
    assert sorted(code for code in codes(table) if code not in left_out) == sorted(asked.split())
    assert actuals(table.entries.to_dict("records")) == sorted(filter(None, values.split("; ")))


@pytest.mark.parametrize(
    ("content", "states"),
    [
        (f"2024年9月预计\n指标,单位,累计\n{OUTPUT},亿元,900\n", {"预计"}),
        (f"指标,单位,2024年1-9月预计累计\n{OUTPUT},亿元,900\n", {"预计"}),
        (f"指标,单位,2024年1-9月快报,2024年全年预计\n{OUTPUT},亿元,900,1200\n", {"快报", "预计"}),
        (workbook(**{"9月快报": [["指标", "单位", "2024年1-9月累计"], [OUTPUT, "亿元", 800]]}), {"快报"}),
    ],
)
def test_state_of_title_heading_or_sheet(content: str | bytes, states: set[str]) -> None:
    """预计 and 快报 count wherever they stand."""
    _, table = understood(content, names=NAMES)
    assert set(table.entries["state"]) == states


@pytest.mark.parametrize("first", [40, 45, 60])
def test_a_column_that_begins_late(first: int) -> None:
    """A column that is blank at first is read all the same."""
    lines = [f"{2020 + i // 12}年{i % 12 + 1}月,{i + 1},{i if i >= first else ''}" for i in range(72)]
    _, table = understood("\n".join([f"月份,{OUTPUT}累计(亿元),{PROJECTS}累计(个)", *lines]), names=NAMES)
    late = table.entries[table.entries["name"].str.contains(PROJECTS)]
    assert late["value"].count() == 72 - first
