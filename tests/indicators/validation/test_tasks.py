"""Tasks: what is refused, what must be confirmed, what stays."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.store.schemas import REPORTED
from indicators.store.upload import Upload
from indicators.uploads.commit import commit_upload
from tests.upload_helpers import ECONOMY, ask, codes, file, only, rows

if TYPE_CHECKING:
    from indicators.store.store import Store

TASKS = "任务,状态,完成时间,佐证材料"


HANDOVER, PARK = "前黄项目交付", "打造科技孵化功能的机器人产业园"


def tasks(*lines: str) -> bytes:
    """A list of tasks."""
    return file(*lines, heading=TASKS)


def do(store: Store, state: str, done_on: date | None = None, origin: str = REPORTED) -> None:
    """What was reported of the handover before."""
    standing = store.snapshot().tasks.set_index("task", drop=False).loc[["qianhuang_handover"]]
    cells = {"state": state, "done_on": done_on, "evidence": "验收单", "origin": origin}
    store.append("tasks", standing.assign(**cells).reset_index(drop=True), Upload.new("建设局"))


def test_task_states(seeded: Store) -> None:
    """State, day and evidence of a task; its title, due date and lift stay."""
    found = ask(seeded, tasks(f"{HANDOVER},办结,2024年4月28日,验收单", f"{PARK},推进中,,"))
    assert codes(found) == []
    assert rows(found, "task", "state", "done_on", "evidence") == [
        ("qianhuang_handover", "已完成", date(2024, 4, 28), "验收单"),
        ("robot_park", "进行中", None, None),
    ]
    assert rows(found, "lift", "due")[0] == ("space", date(2024, 4, 30))


@pytest.mark.parametrize(
    ("line", "code", "column", "message"),
    [
        ("前黄工程交付,已完成,2024-04-28,", "unknown_task", "A“任务”", "最接近的是“前黄项目交付”"),
        (f"{HANDOVER},差不多,,", "unknown_state", "B“状态”", "任务状态“差不多”无法识别"),
        (f"{HANDOVER},,,验收单", "unknown_state", "B“状态”", "“前黄项目交付”没有填写任务状态"),
        (f"{HANDOVER},已完成,2099-04-28,", "future_day", "C“完成时间”", "办结时间2099-04-28尚未到来"),
        (f"{HANDOVER},已完成,,", "no_day_done", "C“完成时间”", "“前黄项目交付”已完成，但没有办结时间"),
        (
            f"{HANDOVER},进行中,2024-04-28,",
            "done_on_unfinished",
            "C“完成时间”",
            "未完成，却有办结时间2024-04-28",
        ),
        (f"{HANDOVER},取消,,土地未供", "no_day_done", "C“完成时间”", "“前黄项目交付”已取消，但没有办结时间"),
        (
            f"{HANDOVER},不再实施,2024-04-28,",
            "no_reason",
            "D“佐证材料”",
            "“前黄项目交付”已取消，但没有写明原因",
        ),
        (f"{HANDOVER},已完成,四月底,", "unreadable_day", "C“完成时间”", "“四月底”无法识别"),
        (f"{PARK},未开始,,", "twice", "A“任务”", "出现多次"),
    ],
)
def test_what_refuses_tasks(seeded: Store, line: str, code: str, column: str, message: str) -> None:
    """Each wrong row is named with its line, its column, what was found and what would be right."""
    problem = only(ask(seeded, tasks(f"{PARK},未开始,,", line)), code)
    assert (problem.severity, problem.row, problem.column) == ("error", 3, column)
    assert message in problem.message
    assert problem.fix


@pytest.mark.parametrize("word", ["取消", "已取消", "不再实施", "中止"])
def test_a_task_is_cancelled(store: Store, word: str) -> None:
    """With its day and its reason; that it goes on after all must be confirmed, and its plan year stays."""
    found = ask(store, tasks(f"{HANDOVER},{word},2024-08-30,区政府会议纪要第12号"))
    assert codes(found) == []
    assert rows(found, "state", "done_on", "evidence", "year") == [
        ("已取消", date(2024, 8, 30), "区政府会议纪要第12号", 2024)
    ]
    commit_upload(store, found, confirmed=True)
    assert codes(ask(store, tasks(f"{HANDOVER},进行中,,"))) == ["confirm state_backwards"]


def test_a_list_with_projects(seeded: Store) -> None:
    """The task is what 任务 says, not the project next to it; where there is no state, 进展 is looked at."""
    heading = "项目名称,重点任务,目前进展"
    found = ask(seeded, file("园区建设,前黄工程交付,进行中", "园区建设,前黄项目交付,差不多", heading=heading))
    assert only(found, "unknown_task").column == "B“重点任务”"
    assert only(found, "unknown_state").column == "C“目前进展”"


def test_a_task_twice(seeded: Store) -> None:
    """One row a task."""
    found = ask(seeded, tasks(f"{HANDOVER},已完成,2024-04-28,", f"{HANDOVER},进行中,,"))
    assert (codes(found), only(found, "twice").row) == (["error twice"], 3)


def test_tasks_are_not_everybodys(seeded: Store) -> None:
    """A department reports the tasks of its lifts."""
    assert codes(ask(seeded, tasks(f"{HANDOVER},进行中,,"), ECONOMY)) == ["error not_yours"]
    assert codes(ask(seeded, tasks(f"{PARK},进行中,,"), ECONOMY)) == []


def test_a_list_of_all_tasks(seeded: Store) -> None:
    """Tasks of which the list says nothing are not reported."""
    found = ask(seeded, tasks(f"{HANDOVER},,,", f"{PARK},进行中,,"))
    assert (codes(found), rows(found, "task")) == ([], [("robot_park",)])


def test_what_a_file_leaves_out_stays(store: Store) -> None:
    """Evidence reported before stays; the same state again changes nothing."""
    do(store, "进行中")
    found = ask(store, tasks(f"{HANDOVER},已完成,2024-04-28,"))
    assert (codes(found), found.counts["changed"], rows(found, "evidence")) == ([], 1, [("验收单",)])
    assert ask(store, tasks(f"{HANDOVER},进行中,,")).counts["unchanged"] == 1


def test_done_and_undone_again(store: Store) -> None:
    """The way back from 已完成 must be confirmed, and takes the day with it."""
    do(store, "已完成", date(2024, 4, 28))
    found = ask(store, tasks(f"{HANDOVER},进行中,,"))
    assert codes(found) == ["confirm state_backwards"]
    assert only(found, "state_backwards").message == "“前黄项目交付”此前已报已完成，文件中是进行中"
    assert rows(found, "state", "done_on") == [("进行中", None)]
    commit_upload(store, found, confirmed=True)
    standing = store.snapshot().tasks.set_index("task").loc["qianhuang_handover"]
    assert (standing["state"], pd.isna(standing["done_on"])) == ("进行中", True)


def test_simulated_states_are_no_reports(simulated: Store) -> None:
    """Where only demonstration says 已完成, the first report is new and takes none of its words over."""
    found = ask(simulated, tasks(f"{HANDOVER},进行中,,"))
    assert (codes(found), found.counts["new"]) == ([], 1)
    kept = found.checked.rows[["done_on", "evidence", "responsible_unit"]]
    assert (kept.isna() | (kept == "")).all(axis=None)
