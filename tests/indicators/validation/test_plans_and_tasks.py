"""Targets, phases and tasks: what is refused, what is asked, what is kept beside."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.store.schemas import REPORTED
from indicators.store.upload import Upload
from indicators.uploads.commit import commit_upload
from tests.upload_helpers import ECONOMY, OUTPUT, PROJECTS, ask, codes, file, only, rows

if TYPE_CHECKING:
    from indicators.store.store import Store
    from indicators.uploads.preview import Preview

TARGETS = "指标,单位,年度目标"
TASKS = "任务,状态,完成时间,佐证材料"
HANDOVER, PARK = "前黄项目交付", "打造科技孵化功能的机器人产业园"


def plan(*lines: str, heading: str = TARGETS) -> bytes:
    """A plan of 2024."""
    return file(*lines, heading=f"2024年目标任务分解表\n{heading}")


def tasks(*lines: str) -> bytes:
    """A list of tasks."""
    return file(*lines, heading=TASKS)


def do(store: Store, state: str, done_on: date | None = None, origin: str = REPORTED) -> None:
    """What was reported of the handover before."""
    standing = store.snapshot().tasks.set_index("task", drop=False).loc[["qianhuang_handover"]]
    told = {"state": state, "done_on": done_on, "evidence": "验收单", "origin": origin}
    store.append("tasks", standing.assign(**told).reset_index(drop=True), Upload.new("建设局"))


def targets(preview: Preview) -> list[tuple[object, ...]]:
    """Indicator, year, phase and target that would be written."""
    found = preview.checked.rows
    phase = found["period"].astype(object).where(found["period"].notna(), "")
    return list(zip(found["indicator"], found["year"], phase, found["target"], strict=True))


def test_a_changed_target_is_a_revision(store: Store) -> None:
    """It must be confirmed and is kept beside the older one; the same target again changes nothing."""
    found = ask(store, plan("规上产值,亿元,2600", "新签项目,个,50"))
    assert codes(found) == ["confirm plan_revision"]
    said = "“规上工业总产值”2024年全年的目标将由2,500亿元调整为2,600亿元"
    assert (only(found, "plan_revision").row, only(found, "plan_revision").message) == (3, said)
    assert targets(found) == [(OUTPUT, 2024, "", 2600.0)]
    assert rows(found, "comparator", "wording", "lift") == [("above", "2,600亿元", "industry")]
    commit_upload(store, found, confirmed=True)
    log = store.snapshot().log["plans"]
    assert log.loc[log["indicator"] == OUTPUT, "target"].tolist() == [2500.0, 2600.0]
    assert ask(store, plan("规上产值,亿元,2600")).counts["unchanged"] == 1


def test_phases(seeded: Store) -> None:
    """Months and quarters of the plan stand beside the year's target, which stays."""
    heading = "指标,单位,年度目标,2024年6月目标,三季度目标"
    found = ask(seeded, plan("规上产值,亿元,2500,1200,1900", heading=heading))
    assert codes(found) == []
    assert targets(found) == [(OUTPUT, 2024, "2024-06", 1200.0), (OUTPUT, 2024, "2024Q3", 1900.0)]
    assert found.counts == {"new": 2, "changed": 0, "unchanged": 1, "would_clear": 0}


QUARTERS = "指标,单位,一季度,二季度,三季度,四季度,全年"


def test_quarters_that_add_up_to_the_year(seeded: Store) -> None:
    """600, 700, 700, 700 of 2700 are the quarters' own: stored since January, and the clerk is asked."""
    found = ask(seeded, plan("规上产值,亿元,600,700,700,700,2700", heading=QUARTERS))
    assert codes(found) == ["confirm phases_added", "confirm plan_revision"]
    assert "按累计数600、1,300、2,000、2,700写入" in only(found, "phases_added").message
    assert targets(found)[:4] == [
        (OUTPUT, 2024, f"2024Q{n}", value) for n, value in enumerate((600.0, 1300.0, 2000.0, 2700.0), 1)
    ]


def test_quarters_since_january(seeded: Store) -> None:
    """Rising to the year's target they stand as they are."""
    found = ask(seeded, plan("规上产值,亿元,600,1300,2000,2500,2500", heading=QUARTERS))
    assert codes(found) == []
    assert [target for *_, target in targets(found)] == [600.0, 1300.0, 2000.0, 2500.0]


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("规上产值,亿元,600,1300,1200,2500,2500", "phase_falls", "E“三季度”"),
        ("规上产值,亿元,600,1300,2600,2500,2500", "phase_over_target", "E“三季度”"),
    ],
)
def test_phases_that_cannot_be(seeded: Store, line: str, code: str, column: str) -> None:
    """Since January nothing falls, and nothing is beyond the year's target."""
    problem = only(ask(seeded, plan(line, heading=QUARTERS)), code)
    assert (problem.severity, problem.row, problem.column) == ("error", 3, column)


def test_phases_far_below_the_year(seeded: Store) -> None:
    """A quarter of the year by June may be the second quarter's own: asked about."""
    found = ask(seeded, plan("规上产值,亿元,600,650", heading="指标,单位,一季度,二季度"))
    assert codes(found) == ["confirm phase_low"]
    assert "只占全年的26%" in only(found, "phase_low").message


def test_a_falling_phase_silences_no_other_indicator(seeded: Store) -> None:
    """Whether another indicator's phases are too low is asked whatever was wrong with the one before it."""
    lines = ["规上产值,亿元,600,500", "新签项目,个,10,11"]
    heading = "指标,单位,一季度,二季度"
    assert codes(ask(seeded, plan(lines[1], heading=heading))) == ["confirm phase_low"]
    found = ask(seeded, plan(*lines, heading=heading))
    assert codes(found) == ["confirm phase_low", "error phase_falls"]
    assert (only(found, "phase_falls").row, only(found, "phase_low").row) == (3, 4)


@pytest.mark.parametrize(
    ("year", "line", "said"),
    [
        (2024, "规上产值,亿元,25000000", "比现有目标2,500约大10000倍"),
        (2025, "规上产值,亿元,27000000", "比上年目标2,500约大10000倍"),
        (2025, "地区生产总值增速,%,0.08", "比上年目标8约小100倍"),
    ],
)
def test_a_target_off_by_a_factor(seeded: Store, year: int, line: str, said: str) -> None:
    """A slip of the unit in a target is named as such and refused, beside what stands or last year's."""
    found = ask(seeded, plan(line).replace(b"2024", str(year).encode()))
    assert codes(found) == ["error off_by_factor"]
    assert said in only(found, "off_by_factor").message


def test_targets_in_words(seeded: Store) -> None:
    """As the zone's own plan words them; a number alone is meant as before, or as is usual."""
    lines = [
        "规上产值,亿元,2600亿元以上",
        "新增载体面积,万平方米,力争突破35",
        "地区生产总值增速,%,7.5%左右",
        "新签项目,个,≥55",
    ]
    found = ask(seeded, plan(*lines))
    assert codes(found) == ["confirm plan_revision"] * 4
    assert rows(found, "target", "comparator", "wording") == [
        (2600.0, "at_least", "2,600亿元以上"), (35.0, "above", "超35万平方米"), (7.5, "about", "7.5%左右"),
        (55.0, "at_least", "55个以上"),
    ]  # fmt: skip


def test_the_same_number_in_other_words(seeded: Store) -> None:
    """突破2500 is not 2500以上: that is a revision; a bare 2500 is none."""
    found = ask(seeded, plan("规上产值,亿元,2500以上"))
    said = "的目标将由“力争突破2500亿元”调整为“2,500亿元以上”"
    assert said in only(found, "plan_revision").message
    assert ask(seeded, plan("规上产值,亿元,2500")).counts["unchanged"] == 1


def test_bounds_on_the_wrong_side(seeded: Store) -> None:
    """以内 where more is better must be confirmed; words that contradict each other are refused."""
    found = ask(seeded, plan("新签项目,个,不超过50"))
    assert only(found, "bound_against_direction").message == "“新签产业项目”越高越好，目标却写作“不超过50”"
    problem = only(ask(seeded, plan("新签项目,个,至少50个以内")), "unreadable_number")
    assert (problem.column, problem.message) == ("C“年度目标”", "“至少50个以内”前后说法不一")
    assert problem.fix.startswith("数字，如 2500、2500亿元以上")


def test_targets_worded_as_growth(seeded: Store) -> None:
    """增长7% is the target of a 增速, as the zone words it; of a share or an amount it is refused."""
    found = ask(seeded, plan("地区生产总值增速,%,增长7%左右"))
    assert (codes(found), targets(found)) == (["confirm plan_revision"], [("gdp_growth", 2024, "", 7.0)])
    share = ask(seeded, plan("理想汽车零部件近地化配套率,%,增长5%"))
    said = "“理想汽车零部件近地化配套率”的目标写作“增长5%”，是增长多少，不是目标"
    assert only(share, "target_as_growth").message == said
    assert codes(ask(seeded, plan("规上产值,亿元,增长5%"))) == ["error wrong_unit"]


def test_the_adjusted_target_counts(seeded: Store) -> None:
    """The former one beside it is left alone."""
    found = ask(seeded, plan("规上产值,亿元,2500,2600", heading="指标,单位,原目标,调整后目标"))
    assert (codes(found), targets(found)) == (["confirm plan_revision"], [(OUTPUT, 2024, "", 2600.0)])
    assert only(found, "plan_revision").column == "D“调整后目标”"
    assert found.table is not None
    assert found.table.ignored == ["原目标"]


def test_a_year_too_far_ahead(seeded: Store) -> None:
    """2090 is a slip of the keys."""
    assert codes(ask(seeded, plan("规上产值,亿元,2600").replace(b"2024", b"2090"))) == ["error far_year"]


def test_next_years_targets_are_new(seeded: Store) -> None:
    """A plan is about the future; where none stood, nothing is asked, and less is better stays so."""
    found = ask(seeded, "2027年目标任务分解表\n指标,单位,年度目标\n规上产值,亿元,3100\n")
    assert (codes(found), targets(found)) == ([], [(OUTPUT, 2027, "", 3100.0)])
    assert rows(found, "comparator") == [("at_least",)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("规上产值,万元,26000000", "wrong_unit"),
        ("规上产值,,2600", "missing_unit"),
        ("规上产值,亿元,-2600", "negative"),
        ("新签项目,个,50.5", "not_whole"),
        ("近地化配套率,%,140", "share_over_100"),
        ("不知何物,个,50", "unknown_indicator"),
        ("规上产值,亿元,多些", "unreadable_number"),
    ],
)
def test_targets_are_checked_like_values(seeded: Store, line: str, code: str) -> None:
    """Unit, sign, whole pieces, shares and names hold for plans as well."""
    assert [f.code for f in ask(seeded, plan(line)).problems] == [code]


def test_plans_are_not_everybodys(seeded: Store) -> None:
    """A department plans for its own lifts only."""
    found = ask(seeded, plan("瞪羚,家,80", "规上产值,亿元,2600"), ECONOMY)
    assert (codes(found), targets(found)[0][0]) == (["confirm plan_revision", "error not_yours"], OUTPUT)


def test_a_blank_target_is_none(seeded: Store) -> None:
    """A blank takes no target away."""
    found = ask(seeded, plan("规上产值,亿元,—", "新签项目,个,50"))
    assert (codes(found), found.counts["unchanged"], len(found.checked.rows)) == ([], 1, 0)


def test_a_target_twice(seeded: Store) -> None:
    """A year has one target."""
    found = ask(seeded, plan("规上产值,亿元,2600", "规上产值,亿元,2700"))
    assert "error twice" in codes(found)
    assert "2024年全年出现多次且数值不同（另见第3行）" in only(found, "twice").message


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
    ("line", "code", "column", "said"),
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
        (f"{HANDOVER},已完成,四月底,", "unreadable_day", "C“完成时间”", "“四月底”无法识别"),
        (f"{PARK},未开始,,", "twice", "A“任务”", "出现多次"),
    ],
)
def test_what_refuses_tasks(seeded: Store, line: str, code: str, column: str, said: str) -> None:
    """Each wrong row is named with its line, its column, what was found and what would be right."""
    problem = only(ask(seeded, tasks(f"{PARK},未开始,,", line)), code)
    assert (problem.severity, problem.row, problem.column) == ("error", 3, column)
    assert said in problem.message
    assert problem.fix


def test_a_list_with_projects(seeded: Store) -> None:
    """The task is what 任务 says, not the project beside it; where there is no state, 进展 is looked at."""
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
    """Tasks beside which nothing stands are not reported."""
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


def test_planned_pieces_are_whole(seeded: Store) -> None:
    """A phase of a count is whole, too."""
    heading = "指标,单位,年度目标,上半年目标"
    found = ask(seeded, plan("新签项目,个,50,25", heading=heading))
    assert (codes(found), targets(found)) == ([], [(PROJECTS, 2024, "2024-06", 25.0)])
