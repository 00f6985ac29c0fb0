"""Tasks: what is refused, what must be confirmed, what stays."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.access import Reporter
from indicators.period import Period
from indicators.plan_year import counted_tasks
from indicators.store.schemas import REPORTED
from indicators.store.upload import Upload
from indicators.uploads.commit import commit_upload
from indicators.uploads.history import differences_of_upload
from tests.store_helpers import in_charge
from tests.upload_helpers import ECONOMY, ask, codes, file, only, rows

if TYPE_CHECKING:
    from indicators.store.store import Store
    from indicators.uploads.preview import Preview

TASKS = "任务,状态,完成时间,佐证材料"
# A list of what tasks are, as the template has it.
DEFINED = "任务,六提,责任单位,牵头领导,时限,时限依据,计划年度,编码"


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


def test_tasks_of_a_unit(store: Store) -> None:
    """A unit reports the tasks that it answers for, and no other of the same lift."""
    in_charge(store, qianhuang_handover="建设局", robot_park="招商局")
    building = Reporter("建设局", "department", frozenset(), frozenset({"建设局"}))
    assert codes(ask(store, tasks(f"{HANDOVER},进行中,,"), building)) == []
    found = ask(store, tasks(f"{PARK},进行中,,"), building)
    assert only(found, "not_yours").message == f"“{PARK}”由招商局负责，“建设局”不能上报"


def test_unit_in_charge_is_not_handed_on(store: Store) -> None:
    """Who answers for a task decides who may report it: a department names a unit where none is, and changes none."""
    content = file(f"{PARK},招商局,进行中", heading="任务,责任单位,状态")
    assert codes(ask(store, content, ECONOMY)) == []
    in_charge(store, robot_park="经发局")
    problem = only(ask(store, content, ECONOMY), "not_yours")
    assert problem.message == f"“{PARK}”的责任单位将由经发局改为招商局，只有管理员可以更改"
    assert ask(store, content).accepted


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


def defined(*lines: str) -> bytes:
    """A list of what tasks are."""
    return file(*lines, heading=DEFINED)


def change(preview: Preview) -> tuple[object, object, object]:
    """The one difference: what kind, from what, to what."""
    (row,) = preview.checked.differences[["change", "old", "new"]].itertuples(index=False, name=None)
    return row


def standing(store: Store, task: str) -> pd.Series:
    """A task as it is stored."""
    return store.snapshot().tasks.set_index("task").loc[task]


def test_a_new_task(store: Store) -> None:
    """An administrator's row with lift and due date is a new task, shown with all its fields and asked about."""
    found = ask(store, defined("1.建设低空经济产业园（一期）,产业提档,经发局,,2025年6月30日,,2025,"))
    assert codes(found) == ["confirm new_tasks"]
    question = only(found, "new_tasks")
    assert question.message.startswith(
        "将新增1项任务：“建设低空经济产业园（一期）”（产业提档，时限2025-06-30"
    )
    (task,) = (row[0] for row in rows(found, "task"))
    assert task.startswith("task_")
    assert change(found)[0] == "new"
    assert change(found)[2] == (
        "任务为建设低空经济产业园（一期）；六提为产业提档；责任单位为经发局；时限为2025-06-30；时限依据为上报人填写；计划年度为2025"
    )
    commit_upload(store, found, confirmed=True)
    stored = standing(store, task)
    assert (stored["title"], stored["lift"], stored["due"], stored["year"]) == (
        "建设低空经济产业园（一期）", "industry", date(2025, 6, 30), 2025,
    )  # fmt: skip
    assert (
        ask(store, defined("建设低空经济产业园（一期）,产业提档,经发局,,2025-06-30,,2025,")).counts[
            "unchanged"
        ]
        == 1
    )


def test_several_new_tasks_are_one_question(seeded: Store) -> None:
    """All that is new is asked about at once, and so is the plan year that it does not say."""
    found = ask(
        seeded, defined("设立低空经济基金,产业,,,2026-06-30,,,", "新建人才公寓,city,,,2026-06-30,会议纪要,,")
    )
    assert codes(found) == ["confirm new_tasks", "confirm plan_year_assumed", "error wrong_definition"]
    assert only(found, "new_tasks").message.startswith("将新增2项任务：")
    assert only(found, "plan_year_assumed").message.startswith("2项新任务没有写计划年度，计入2026年计划？")
    wrong = only(found, "wrong_definition")
    assert (wrong.row, wrong.column, wrong.fix) == (2, "B“六提”", "六提之一，如 安全提升")


@pytest.mark.parametrize("title", ["前黄工程交付", "前黄项目交付使用", "前黄项目"])
def test_a_slip_in_a_known_title_is_no_new_task(seeded: Store, title: str) -> None:
    """A title very close to a known one is asked about by itself."""
    found = ask(seeded, defined(f"{title},载体提标,,,2025-06-30,,2025,"))
    assert codes(found) == ["confirm new_tasks"]
    assert only(found, "new_tasks").message == f"任务“{title}”不在清单中，是否即“前黄项目交付”？"


@pytest.mark.parametrize("line", ["没有的任务,,,,2025-06-30,,2025,", "没有的任务,载体提标,,,,,2025,"])
def test_a_new_task_has_a_lift_and_a_due_date(seeded: Store, line: str) -> None:
    """Without one of them the title is unknown."""
    found = ask(seeded, defined(line))
    assert codes(found) == ["error unknown_task"]
    assert "新任务由管理员增加，须填写六提和时限" in only(found, "unknown_task").fix


@pytest.mark.parametrize("due", ["年底", "2025-13-01"])
def test_a_new_task_with_an_unreadable_date(seeded: Store, due: str) -> None:
    """What is no day is named with what would be right."""
    found = ask(seeded, defined(f"没有的任务,载体提标,,,{due},,2025,"))
    assert only(found, "wrong_definition").message == f"“没有的任务”的时限“{due}”不对"


def test_departments_add_no_tasks(seeded: Store) -> None:
    """Only an administrator adds tasks."""
    found = ask(seeded, defined("设立低空经济基金,产业提档,,,2025-06-30,,2025,"), ECONOMY)
    assert codes(found) == ["error unknown_task"]


@pytest.mark.parametrize(
    ("line", "before", "after"),
    [
        (f"{PARK},,,,2025-03-31,,,", "时限为2024-12-31", "时限为2025-03-31"),
        (f"{PARK},载体提标,,,,,,", "六提为产业提档", "六提为载体提标"),
        (f"{PARK},,,,,省级文件,,", "时限依据为今年", "时限依据为省级文件"),
        ("人形机器人产业园,,,,,,,robot_park", f"任务为{PARK}", "任务为人形机器人产业园"),
        (
            f"{PARK},,,,2025-03-31,省级文件,2024,",
            "时限为2024-12-31；时限依据为今年",
            "时限为2025-03-31；时限依据为省级文件",
        ),
        (
            f"{PARK},,,,2025-06-30,延期批复,2025,",
            "时限为2024-12-31；时限依据为今年；计划年度为2024",
            "时限为2025-06-30；时限依据为延期批复；计划年度为2025",
        ),
    ],
)
def test_what_changes_of_a_task(store: Store, line: str, before: str, after: str) -> None:
    """An administrator's change is asked about and shown field by field; nothing else of the task moves."""
    old = standing(store, "robot_park")
    found = ask(store, defined(line))
    assert codes(found) == ["confirm task_changed"]
    assert only(found, "task_changed").message.endswith(f"：{before} → {after}")
    assert change(found) == ("changed", before, after)
    commit_upload(store, found, confirmed=True)
    new = standing(store, "robot_park")
    same = ["quote", "state", "done_on", "evidence"]
    assert new[same].fillna("").tolist() == old[same].fillna("").tolist()
    assert ask(store, defined(line)).counts["unchanged"] == 1


def test_a_blank_is_filled_in_without_a_question(store: Store) -> None:
    """A unit in charge where there was none takes nothing away; another one in its place is asked about."""
    line = f"{PARK},,{{}},,,,,"
    found = ask(store, defined(line.format("经发局")))
    assert (codes(found), change(found)) == ([], ("changed", None, "责任单位为经发局"))
    commit_upload(store, found, confirmed=False)
    again = ask(store, defined(line.format("科技局")))
    assert codes(again) == ["confirm task_changed"]
    assert change(again) == ("changed", "责任单位为经发局", "责任单位为科技局")


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        (f"{PARK},,,,2025-03-31,,,", "E“时限”", "的时限将由2024-12-31改为2025-03-31，只有管理员可以更改"),
        (f"{PARK},安全提升,,,,,,", "B“六提”", "的六提将由产业提档改为安全提升"),
        (f"{PARK},,,,,延期,,", "F“时限依据”", "的时限依据将由今年改为延期"),
        (f"{PARK},,,,,,2025,", "G“计划年度”", "的计划年度将由2024改为2025"),
        ("机器人产业园,,,,,,,robot_park", "A“任务”", f"的任务将由{PARK}改为机器人产业园"),
    ],
)
def test_a_department_does_not_move_its_deadline(seeded: Store, line: str, column: str, message: str) -> None:
    """What a task is, an administrator changes; a department is told which field, and what to do."""
    found = ask(seeded, defined(line), ECONOMY)
    assert codes(found) == ["error not_yours"]
    problem = only(found, "not_yours")
    assert (problem.column, message in problem.message) == (column, True)
    assert problem.fix.endswith("或请管理员更改")


def test_a_departments_list_with_dates(seeded: Store) -> None:
    """The same day written otherwise, or words under 时限, move nothing."""
    heading = "任务,所属领域,完成时限,责任单位,状态,完成时间"
    for due in ("2024年12月31日", "2024/12/31", "年底前", "今年", "—", ""):
        found = ask(seeded, file(f"{PARK},产业发展,{due},经发局,进行中,", heading=heading), ECONOMY)
        assert (codes(found), rows(found, "state", "due")) == ([], [("进行中", date(2024, 12, 31))])


def test_words_that_are_no_date_are_asked_about(seeded: Store) -> None:
    """An administrator may have meant to change it; the words that the stored date rests on are no change."""
    found = ask(seeded, defined(f"{PARK},,,,三季度,,,"))
    assert codes(found) == ["confirm task_field_unread"]
    assert only(found, "task_field_unread").message == f"“{PARK}”的时限“三季度”无法采用，仍按原来的"
    assert codes(ask(seeded, defined(f"{PARK},,,,今年,,,"))) == []


def test_a_task_is_carried_over(store: Store) -> None:
    """A later plan year with a new due date: the earlier year keeps its own, which is then closed."""
    line = f"{PARK},,,,2025-06-30,延期批复,2025,"
    found = ask(store, defined(line))
    assert only(found, "task_changed").message.startswith(f"任务“{PARK}”将结转到2025年：")
    commit_upload(store, found, confirmed=True)
    due = {
        year: counted_tasks(store.snapshot(), Period(year, 3)).set_index("task").loc["robot_park", "due"]
        for year in (2024, 2025)
    }
    assert due == {2024: date(2024, 12, 31), 2025: date(2025, 6, 30)}
    # The list of 2024 comes back as it was given out; what it changes is refused.
    assert ask(store, defined(f"{PARK},,,,2024-12-31,今年,2024,")).counts["unchanged"] == 1
    passed = only(ask(store, defined(f"{PARK},,,,2024-11-30,今年,2024,")), "plan_year_passed")
    assert passed.message == f"“{PARK}”已列入2025年计划，2024年计划中的时限不再更改"
    # How it stands is reported with either, and leaves the newer date.
    found = ask(store, file(f"{PARK},进行中,,2024-12-31,2024", heading="任务,状态,完成时间,时限,计划年度"))
    assert (codes(found), rows(found, "state", "due", "year")) == ([], [("进行中", date(2025, 6, 30), 2025)])


@pytest.mark.parametrize("line", [f"{PARK},,,,,,2025,", f"{PARK},,,,2024-06-30,,2025,"])
def test_a_task_is_carried_over_to_a_new_date(seeded: Store, line: str) -> None:
    """A due date before the plan year would count nowhere."""
    assert "error due_before_year" in codes(ask(seeded, defined(line)))


def test_what_is_done_is_not_carried_over(store: Store) -> None:
    """A task that has ended goes on in no other year, unless it goes on after all."""
    do(store, "已完成", date(2024, 4, 28))
    heading = "任务,状态,完成时间,时限,计划年度"
    assert "error carried_ended" in codes(ask(store, file(f"{HANDOVER},,,2025-03-31,2025", heading=heading)))
    found = ask(store, file(f"{HANDOVER},进行中,,2025-03-31,2025", heading=heading))
    assert codes(found) == ["confirm state_backwards", "confirm task_changed"]
    assert change(found)[1:] == (
        "时限为2024-04-30；计划年度为2024；状态为已完成；办结时间为2024-04-28",
        "时限为2025-03-31；计划年度为2025；状态为进行中；办结时间为空",
    )


def test_a_title_is_one_tasks(seeded: Store) -> None:
    """A code next to another task's title is a mistake in one of them."""
    assert codes(ask(seeded, defined(f"{HANDOVER},,,,,,,robot_park"))) == [
        "confirm task_changed",
        "error name_taken",
    ]
    # A number that is no code of ours says nothing.
    assert codes(ask(seeded, file(f"3,{PARK},进行中", heading="编码,任务,状态"))) == []


def test_a_new_day_and_evidence_are_shown(store: Store) -> None:
    """Everything that changes is in the difference, also where the state stays."""
    do(store, "已完成", date(2024, 4, 28))
    found = ask(store, tasks(f"{HANDOVER},已完成,2024-05-06,竣工备案"))
    assert change(found) == (
        "changed", "办结时间为2024-04-28；佐证材料为验收单", "办结时间为2024-05-06；佐证材料为竣工备案",
    )  # fmt: skip


def test_the_record_shows_all_that_changed_of_a_task(store: Store) -> None:
    """上报记录 lists every field of a task that an upload changed, with what it was before."""
    receipt = commit_upload(
        store, ask(store, defined(f"{PARK},,,,2025-06-30,延期批复,2025,")), confirmed=True
    )
    changes = differences_of_upload(store, receipt.upload, first=9)
    assert changes[["name", "period", "old", "new"]].to_numpy().tolist() == [
        [PARK, "时限", "2024-12-31", "2025-06-30"],
        [PARK, "时限依据", "今年", "延期批复"],
        [PARK, "计划年度", "2024", "2025"],
    ]
    new = ask(store, defined("设立低空经济基金,产业提档,,,2025-06-30,,2025,"))
    (row,) = differences_of_upload(store, commit_upload(store, new, confirmed=True).upload, first=9)["new"]
    assert row == (
        "任务为设立低空经济基金；六提为产业提档；时限为2025-06-30；时限依据为上报人填写；计划年度为2025"
    )
