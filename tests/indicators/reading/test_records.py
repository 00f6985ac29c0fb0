"""Tables of tasks and of definitions."""

from __future__ import annotations

from datetime import date, datetime

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
