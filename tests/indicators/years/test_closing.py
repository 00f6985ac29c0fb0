"""年终: a year is reviewed, closed with all of its tasks decided on, and opened again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from indicators.access.reporter import NotAllowedError
from indicators.evaluation.board import board
from indicators.labels import CANCELLED, DONE, UNDER_WAY
from indicators.meeting.editions import EditionError, list_editions, open_edition, withdraw_edition
from indicators.period import Period
from indicators.store.errors import StoreWriteError
from indicators.store.upload import Upload
from indicators.store.withdrawal import withdraw_rows
from indicators.uploads.commit import commit_upload, restore_upload, withdraw_upload
from indicators.uploads.history import differences_of_upload, list_uploads
from indicators.years import closing as closing_module
from indicators.years.closing import (
    ClosingError,
    close_year,
    edition_of,
    reopen_year,
)
from indicators.years.draft import begin_draft
from indicators.years.review import closing_of, review_year
from indicators.years.undone_tasks import Decision
from tests.closed_years import (
    AFTER_THE_YEAR,
    DECISIONS,
    OFFICE,
    close_2024,
    report_value,
)
from tests.reports import ECONOMY
from tests.store_helpers import copied
from tests.upload_helpers import ask, file, store_values

if TYPE_CHECKING:
    from indicators.store.store import Store

DECEMBER = Period(2024, 12)


@pytest.fixture
def store(tmp_path: Path, open_year: Store) -> Store:
    """Two plan years, none of them closed."""
    return copied(open_year, tmp_path / "数据 表")


def test_not_while_figures_may_be_missing(store: Store) -> None:
    """While a table that figures come from is damaged no year is closed: its verdicts would be those of a lack."""
    next(Path(store.root).glob("observations/_delta_log/*.json")).write_bytes(b"{broken")
    with pytest.raises(ClosingError, match=r"数据表 observations 无法读取.*恢复以前不能关账"):
        close_2024(store)
    assert closing_of(store.snapshot(), 2024) is None
    assert not list_editions(store.snapshot())


@pytest.fixture
def closed(store: Store) -> Store:
    """Two plan years, 2024 closed."""
    close_2024(store, note="党工委会议审定")
    return store


def in_december(store: Store, indicator: str) -> dict[str, Any]:
    """An indicator on the board of December 2024."""
    return board(store.snapshot(), None, DECEMBER).row(indicator)


def tasks_of(store: Store, year: int, month: int) -> dict[str, str]:
    """The tasks that count in a month, with their verdicts."""
    return board(store.snapshot(), None, Period(year, month)).tasks["status"].to_dict()


def state(store: Store) -> dict[str, list[dict[str, Any]]]:
    """All rows that count of what a closing touches."""
    snapshot = store.snapshot()
    tables = {"tasks": snapshot.tasks, "closings": snapshot.closings}
    return {name: rows.astype(str).to_dict("records") for name, rows in tables.items()}


def test_a_review_says_what_came_of_the_year(open_year: Store) -> None:
    """Reached, missed, or open while the final number is not there; a task of a later year, done or cancelled is none of them."""
    review = review_year(open_year.snapshot(), 2024)
    assert review.indicators["result"].to_dict() == {
        "output": "missed", "projects": "reached", "gdp": "missed", "patents": "open", "premises": "open",
    }  # fmt: skip
    assert review.counts == {"missed": 2, "reached": 1, "open": 2}
    assert sorted(review.tasks.index) == sorted(DECISIONS)
    assert review.closing is None


def test_what_the_next_plan_took_over_was_not_done(store: Store) -> None:
    """A task that the plan of the next year carries over needs no decision, and is undone all the same, closed or not."""
    school = store.snapshot().tasks.query("task == 'school'")
    store.append("tasks", school.assign(year=2025, due=date(2025, 6, 30)), Upload.new("办公室"))
    review = review_year(store.snapshot(), 2024)
    assert ([*review.taken_over.index], review.undone) == (["school"], 3)
    close_2024(store, {task: decision for task, decision in DECISIONS.items() if task != "school"})
    # The park was done after all.
    assert review_year(store.snapshot(), 2024).undone == 2


def test_what_was_closed_stands(closed: Store) -> None:
    """Verdict, value and figures of December stay as they were closed; what is revised or comes later stands beside them."""
    before = in_december(closed, "output")
    assert (before["closed"], before["status"], before["actual"]) == (True, "slow", 2312.3)
    report_value(closed, "output", 2712.3)
    after = in_december(closed, "output")
    same = ("status", "actual", "state", "target", "completion", "gap", "gap_points", "pace", "remaining")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert after["revised_actual"] == 2712.3
    assert board(closed.snapshot(), None, DECEMBER).year_of("output")["actual"][12] == 2312.3
    report_value(closed, "premises", 31.0)
    late = in_december(closed, "premises")
    assert (late["status"], late["actual"], late["revised_actual"]) == ("slow", 27.0, 31.0)


def test_a_value_that_is_withdrawn_was_still_closed(closed: Store) -> None:
    """A closed number does not go with the upload it came from."""
    log = closed.snapshot().log["observations"]
    upload = log.loc[(log["indicator"] == "output") & (log["period"] == "2024-12"), "upload"].iloc[0]
    withdraw_rows(closed, str(upload), "经发局")
    assert in_december(closed, "output")["actual"] == 2312.3


def test_a_revised_target_changes_no_closed_verdict(closed: Store) -> None:
    """A plan that is lowered afterwards makes nothing of the closed year reached."""
    row = closed.snapshot().plans.query("indicator == 'output' and year == 2024").assign(target=2000.0)
    closed.append("plans", row, Upload.new("经发局"))
    after = in_december(closed, "output")
    assert (after["status"], after["target"]) == ("slow", 2500.0)


def test_only_december_is_closed(closed: Store) -> None:
    """Other months of the year, and the same month of others, follow the newest values."""
    report_value(closed, "output", 600.0, "2024-03")
    march = board(closed.snapshot(), None, Period(2024, 3)).indicators
    assert not march["closed"].any()
    assert march.at["output", "actual"] == 600.0
    assert march["revised_actual"].isna().all()
    assert not board(closed.snapshot(), None, Period(2025, 3)).indicators["closed"].any()


def test_tasks_are_right_in_both_years(closed: Store) -> None:
    """Done stands in its year; carried over is missed in the old and due in the new year; cancelled counts up to the year's end."""
    assert tasks_of(closed, 2024, 12) == {
        "park": "done", "school": "carried", "road": "done", "three_years": "in_progress"
    }  # fmt: skip
    assert tasks_of(closed, 2024, 11)["bridge"] == "overdue"
    assert tasks_of(closed, 2025, 3) == {"school": "in_progress", "three_years": "in_progress"}
    tasks = closed.snapshot().tasks.set_index("task")
    assert tasks.loc["park", ["state", "done_on", "evidence"]].tolist() == [
        DONE, date(2024, 12, 20), "竣工验收备案表"
    ]  # fmt: skip
    assert tasks.loc["school", ["state", "due", "due_basis", "year"]].tolist() == [
        UNDER_WAY, date(2025, 6, 30), "2024年年终结转", 2025
    ]  # fmt: skip
    assert tasks.loc["bridge", ["state", "done_on", "evidence"]].tolist() == [
        CANCELLED, date(2024, 12, 31), "规划调整，不再实施"
    ]  # fmt: skip


def test_a_task_that_is_done_afterwards_was_missed(closed: Store) -> None:
    """A closed verdict of a task stands, whatever day is reported later."""
    row = closed.snapshot().tasks.query("task == 'school'").assign(state=DONE, done_on=date(2024, 12, 1))
    closed.append("tasks", row, Upload.new("教育局"))
    assert tasks_of(closed, 2024, 12)["school"] == "carried"


def test_what_is_decided_is_not_asked_again(store: Store) -> None:
    """The draft of the next year proposes undone tasks only as long as the year before is not closed."""
    assert {task.task for task in begin_draft(store.snapshot(), 2025).tasks} == set(DECISIONS)
    close_2024(store)
    assert begin_draft(store.snapshot(), 2025).tasks == ()


def test_closings_say_all_of_the_year(closed: Store) -> None:
    """One row for each indicator and task, and nothing of an earlier month passed off as the year's number."""
    rows = closed.snapshot().closings.set_index("subject")
    assert rows["status"].to_dict() == {
        "output": "slow", "projects": "achieved", "gdp": "slow", "patents": "slow", "premises": "slow",
        "park": "done", "school": "carried", "road": "done", "three_years": "in_progress", "bridge": "cancelled",
    }  # fmt: skip
    assert rows["actual"].dropna().to_dict() == {"output": 2312.3, "projects": 56, "gdp": 7.7, "patents": 380}
    assert set(rows["note"]) == {"党工委会议审定"}


def test_a_closing_is_an_upload_and_an_edition(closed: Store) -> None:
    """上报记录 lists it as one with all its changes in words; the edition shows December as it was closed."""
    (entry,) = list_uploads(closed).to_dict("records")
    assert (entry["file"], entry["table"], entry["by"], entry["note"]) == (
        "2024年年终", "closings", "办公室", "党工委会议审定"
    )  # fmt: skip
    changes = differences_of_upload(closed, str(entry["upload"]), first=50).set_index("name")
    assert changes.at["规上工业总产值", "new"] == "略慢"
    assert {"已取消", f"{CANCELLED}，2024-12-31"} <= set(changes.loc[["过江通道"], "new"])
    found = closing_of(closed.snapshot(), 2024)
    assert found is not None
    assert (found.by, found.note) == ("办公室", "党工委会议审定")
    edition = edition_of(closed.snapshot(), found)
    assert edition is not None
    assert (edition.name, edition.through) == ("2024年年终", DECEMBER)
    report_value(closed, "output", 2712.3)
    _, frozen = open_edition(closed, edition.id)
    shown = board(frozen, None, DECEMBER).row("output")
    assert (shown["closed"], shown["revised_actual"] != shown["revised_actual"]) == (True, True)


def test_reopened_all_is_as_before(store: Store) -> None:
    """One click takes verdicts, decisions and edition back, and the year can be closed again."""
    before = state(store)
    close_2024(store)
    reopen_year(store, OFFICE, 2024)
    assert state(store) == before
    assert list_editions(store.snapshot()) == ()
    assert [entry["stands"] for entry in list_uploads(store).to_dict("records")] == [False]
    again = close_2024(store)
    assert closing_of(store.snapshot(), 2024) == again
    assert [edition.name for edition in list_editions(store.snapshot())] == ["2024年年终"]


def test_withdrawn_like_any_upload(closed: Store) -> None:
    """上报记录 opens and closes the year as well; closed anew beside an old edition it gets a numbered one."""
    found = closing_of(closed.snapshot(), 2024)
    assert found is not None
    withdraw_upload(closed, found.upload, OFFICE)
    assert closing_of(closed.snapshot(), 2024) is None
    restore_upload(closed, found.upload, OFFICE)
    assert closing_of(closed.snapshot(), 2024) == found
    withdraw_upload(closed, found.upload, OFFICE)
    close_2024(closed)
    assert {edition.name for edition in list_editions(closed.snapshot())} == {"2024年年终", "2024年年终（2）"}


def test_administrators_only(closed: Store) -> None:
    """A department can neither close nor reopen a year."""
    with pytest.raises(NotAllowedError, match=r"经发局.*管理员"):
        reopen_year(closed, ECONOMY, 2024)
    with pytest.raises(NotAllowedError, match=r"经发局.*管理员"):
        close_year(closed, ECONOMY, 2025, {}, "", date(2026, 1, 5))


@pytest.mark.parametrize(
    ("year", "today", "message"),
    [
        (2023, AFTER_THE_YEAR, "没有2023年的计划，不能关账；有计划的年份：2024年、2025年"),
        (2024, date(2024, 12, 31), "2024年还没有过完，2025年1月1日起才能关账"),
        (2025, date(2026, 1, 1), "2025年12月的数一个也没有报送"),
    ],
)
def test_years_that_cannot_be_closed(open_year: Store, year: int, today: date, message: str) -> None:
    """A year without a plan, one that is not over, or one without a number of December is refused in words."""
    with pytest.raises(ClosingError, match=message):
        close_year(open_year, OFFICE, year, {}, "", today)


def test_a_closed_year_is_not_closed_twice(closed: Store) -> None:
    """Whoever comes second is told who was first."""
    with pytest.raises(ClosingError, match="2024年已由办公室关账"):
        close_2024(closed)
    reopen_year(closed, OFFICE, 2024)
    with pytest.raises(ClosingError, match="2024年没有关账"):
        reopen_year(closed, OFFICE, 2024)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"park": None, "school": None}, "还有2项任务没有决定：“机器人产业园”、“教育联盟”"),
        ({"road": Decision("done", date(2024, 8, 8), "有")}, "road不是2024年未完成的任务"),
        ({"park": Decision("done", text="验收表")}, "“机器人产业园”没有完成日期"),
        ({"park": Decision("done", date(2025, 1, 23), "验收表")}, "2025年1月23日还没有到，应不晚于2025年1月22日"),
        ({"park": Decision("done", date(2024, 12, 20), " ")}, "“机器人产业园”没有佐证材料"),
        ({"school": Decision("carried")}, "“教育联盟”没有新的时限"),
        ({"school": Decision("carried", date(2024, 12, 31))}, "的新时限2024年12月31日不对，应在2024年12月31日以后"),
        ({"bridge": Decision("cancelled")}, "“过江通道”没有取消的原因"),
    ],
)  # fmt: skip
def test_all_tasks_are_decided_on(
    open_year: Store, changes: dict[str, Decision | None], message: str
) -> None:
    """A decision that is missing, of another task, or that cannot be is named; nothing is written."""
    decisions = {task: decision for task, decision in (DECISIONS | changes).items() if decision is not None}
    with pytest.raises(ClosingError, match=message):
        close_2024(open_year, decisions)
    assert open_year.snapshot().closings.empty


def test_closed_with_its_edition_or_not_at_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the edition cannot be frozen, nothing of the closing counts."""
    before = state(store)

    def full(*_: object, **__: object) -> None:
        raise StoreWriteError("磁盘已满")  # noqa: EM101 - one word of a test

    monkeypatch.setattr(closing_module, "freeze_edition", full)
    with pytest.raises(StoreWriteError, match="磁盘已满"):
        close_2024(store)
    assert state(store) == before


def test_demonstration_verdicts_are_marked(store_with_demo: Store) -> None:
    """Verdicts on simulated numbers are simulated, and go with them."""
    december = store_with_demo.snapshot().log["observations"].query("period == '2024-09'")
    december = december[december["indicator"] != "li_auto_deliveries"].assign(period="2024-12")
    store_with_demo.append("observations", december, Upload.new(""))
    review = review_year(store_with_demo.snapshot(), 2024)
    decisions = {task: Decision("carried", date(2025, 6, 30)) for task in review.tasks.index}
    close_2024(store_with_demo, decisions)
    snapshot = store_with_demo.snapshot()
    origins = snapshot.closings.set_index("subject")["origin"]
    assert set(origins[origins.index.isin(december["indicator"])]) == {"演示"}
    assert in_december(store_with_demo, "new_projects")["closed"]
    carried = snapshot.tasks.set_index("task").loc[list(decisions)]
    assert set(carried["origin"]) == {"报送"}
    assert set(carried["state"]) == {""}
    report_value(store_with_demo, "new_projects", 51.0)
    real = in_december(store_with_demo, "new_projects")
    assert (real["closed"], real["actual"], real["status"]) == (False, 51.0, "achieved")


def test_an_edition_that_was_withdrawn_is_not_linked(closed: Store) -> None:
    """The year stays closed when somebody withdraws its edition."""
    found = closing_of(closed.snapshot(), 2024)
    assert found is not None
    edition = edition_of(closed.snapshot(), found)
    assert edition is not None
    withdraw_edition(closed, edition.id, OFFICE)
    assert edition_of(closed.snapshot(), found) is None
    with pytest.raises(EditionError, match="已由办公室撤销"):
        open_edition(closed, edition.id)
    reopen_year(closed, OFFICE, 2024)


def test_a_closed_year_is_in_the_units_of_today(closed: Store) -> None:
    """Its verdicts stand; a unit that changes later takes their numbers with it, and is no revision of them."""
    before = in_december(closed, "output")
    content = file("规上工业总产值,产业提档,万元,累计", heading="指标名称,六提,单位,类型")
    commit_upload(closed, ask(closed, content), confirmed=True)
    now = in_december(closed, "output")
    numbers = ["actual", "target", "gap"]
    assert [now[name] for name in numbers] == pytest.approx([before[name] * 10_000 for name in numbers])
    same = ["status", "completion", "gap_points", "pace", "closed", "revised_actual"]
    assert {name: now[name] for name in same} == pytest.approx(
        {name: before[name] for name in same}, nan_ok=True
    )
    store_values(closed, "output", {"2024-12": 24_000_000.0})
    assert in_december(closed, "output")["revised_actual"] == 24_000_000.0
