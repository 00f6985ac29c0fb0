"""Tables of tasks and of definitions."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from indicators.reading.parsed import TASK_COLUMNS
from tests.office_tables import codes, read, workbook


def test_tasks() -> None:
    """State, day, evidence and unit are recognised under any usual heading; section titles and notes are no tasks."""
    table = read(
        "序号,任务名称,责任单位,完成情况,办结时间,佐证材料,备注\n一、产业,,,,,,\n1,1.机器人产业园,经发局,已完成,2024/9/3,文号1,\n"
        "2,骨科中心,科技局,推进中,,,按期\n注：截至9月,,,,,,\n"
    )
    assert (table.subject, table.issues) == ("tasks", [])
    assert tuple(table.entries.columns) == TASK_COLUMNS
    assert table.entries.to_dict("records") == [
        {"sheet": "", "row": 3, "name": "机器人产业园", "state": "已完成", "done_on": date(2024, 9, 3), "evidence": "文号1",
         "responsible_unit": "经发局", "note": ""},
        {"sheet": "", "row": 4, "name": "骨科中心", "state": "推进中", "done_on": None, "evidence": "", "responsible_unit": "科技局",
         "note": "按期"},
    ]  # fmt: skip


def test_days() -> None:
    """A day is read as workbooks store it and as offices write it; anything else is reported."""
    rows = [["任务", "状态", "完成时间"], ["甲", "完成", (45538, "yyyy-mm-dd")], ["乙", "完成", 45538], ["丙", "完成", "2024年9月3日"],
            ["丁", "进行中", "—"], ["戊", "完成", "九月"], ["己", "完成", "45538"], ["庚", "完成", "2024-02-31"]]  # fmt: skip
    table = read(workbook(任务=rows))
    days = [day.date() if isinstance(day, datetime) else day for day in table.entries["done_on"]]
    assert [*days[:3], days[5]] == [date(2024, 9, 3)] * 4
    assert codes(table) == ["unreadable_day"] * 2
    assert (table.issues[0].row, table.issues[0].column, table.issues[0].found) == (
        6,
        "C“完成时间”",
        "九月",
    )


def test_what_tasks_are() -> None:
    """A list may say of which lift a task is, its date, plan year and code; the title is kept as it is written."""
    table = read(
        "编码,任务,六提,牵头领导,时限,时限依据,计划年度,状态\nrobot_park,1.机器人产业园（二期）,产业提档,某某,2025年6月30日,今年,2025,\n"
        ",骨科中心,,,年底,,,进行中\n"
    )
    assert (table.subject, table.issues) == ("tasks", [])
    wanted = ["name", "title", "task", "lift", "lead_official", "due", "due_basis", "year"]
    assert table.entries[wanted].to_numpy().tolist() == [
        [
            "机器人产业园(二期)",
            "机器人产业园（二期）",
            "robot_park",
            "产业提档",
            "某某",
            date(2025, 6, 30),
            "今年",
            "2025",
        ],
        # What is no day is left to the checks: a department's words move no date.
        ["骨科中心", "骨科中心", "", "", "", "年底", "", ""],
    ]
    assert table.labels["year"] == "G“计划年度”"


def test_a_list_of_tasks_and_dates() -> None:
    """任务 and 时限 alone are a list of tasks; the 年度 of an office's list is no plan year."""
    table = read("任务,时限\n机器人产业园,2025-06-30\n")
    assert (table.subject, table.entries["due"].tolist()) == ("tasks", [date(2025, 6, 30)])
    assert "year" not in read("年度,任务,状态\n2025,机器人产业园,进行中\n").entries


def test_definitions() -> None:
    """Columns of a definition are recognised by meaning; their texts are left to the checks."""
    table = read(
        "指标名称,计量单位,指标性质,方向,口径,别名,小数位数,报送频率,牵头单位\n生产安全事故起数,起,个数,越低越好,当年累计,事故起数,0,月,应急局\n"
    )
    assert table.subject == "catalogue"
    assert table.entries.to_dict("records") == [
        {"sheet": "", "row": 2, "name": "生产安全事故起数", "unit": "起", "kind": "个数", "direction": "越低越好", "decimals": "0",
         "frequency": "月", "responsible_unit": "应急局", "definition": "当年累计", "aliases": "事故起数"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "line", "field", "found"),
    [
        ("指标名称,编码,责任单位", "规上工业总产值,industrial_output,经发局", "responsible_unit", "经发局"),
        ("指标名称,责任单位", "规上工业总产值,经发局", "responsible_unit", "经发局"),
        ("指标名称,编码", "规上工业产值,industrial_output", "indicator", "industrial_output"),
        ("指标名称,单位,编码", "规上工业总产值,万元,industrial_output", "unit", "万元"),
        ("指标名称,六提,牵头领导", "规上工业总产值,产业提档,张三", "lead_official", "张三"),
        ("指标,编码,排序", "规上工业总产值,industrial_output,7", "position", "7"),
        ("指标,频率,显示顺序", "规上工业总产值,月,7", "position", "7"),
        ("指标名称,常见下限,常见上限", "规上工业总产值,1,5", "typical_high", "5"),
        ("指标名称,类型,是否主指标", "规上工业总产值,累计,是", "headline", "是"),
        ("指标名称,类型,总览主指标", "规上工业总产值,累计,否", "headline", "否"),
        ("指标名称,停用日期,编码", "规上工业总产值,2025年6月30日,industrial_output", "retired", "2025-06-30"),
        ("指标名称,停报时间,类型", "规上工业总产值,2025/6/30,累计", "retired", "2025-06-30"),
        ("指标名称,停用日期,类型", "规上工业总产值,年底,累计", "retired", "年底"),
    ],
)
def test_fields_of_definitions(heading: str, line: str, field: str, found: str) -> None:
    """A table of names that says what they are is one of definitions, under whatever heading its fields stand."""
    table = read(f"{heading}\n{line}\n")
    assert (table.subject, table.issues) == ("catalogue", [])
    assert table.entries[field].tolist() == [found]


def test_a_table_of_numbers_is_none_of_definitions() -> None:
    """责任单位, 排序 and 六提 beside a column of numbers describe these."""
    table = read(
        "排序,六提,指标,单位,责任单位,2024年9月累计\n1,产业提档,规上工业总产值,亿元,经发局,1820.55\n"
    )
    assert (table.subject, table.entries["value"].tolist()) == ("observations", [1820.55])
