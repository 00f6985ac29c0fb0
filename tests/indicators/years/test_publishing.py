"""A draft published: all or nothing, checked like a file, taken back as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indicators.access import NotAllowedError
from indicators.labels import UNDER_WAY
from indicators.period import Period
from indicators.plan_year import counted_tasks, planned_indicators
from indicators.store.uploaded_files import UploadedFiles
from indicators.uploads import differences_of_upload, list_uploads, restore_upload, withdraw_upload
from indicators.years.announcement import announcement
from indicators.years.draft import (
    ADDED,
    CARRIED,
    LEFT,
    DraftTarget,
    DraftTask,
    begin_draft,
    read_draft,
    set_target,
)
from indicators.years.publishing import PublishingError, publish_draft, review_draft
from indicators.years.saved_drafts import DRAFT, PUBLISHED, save_draft, saved_draft
from tests.reports import ADMINISTRATOR, ECONOMY, state_of

if TYPE_CHECKING:
    from indicators.store.snapshot import Snapshot
    from indicators.store.store import Store
    from indicators.store.upload import Upload
    from indicators.years.draft import Draft

DAY = date(2025, 1, 22)
NEW = DraftTarget(
    name="发明专利授权", lift="innovation", unit="件", kind="count", entered="400", confirmed_by="科技局"
)


def filled(snapshot: Snapshot) -> Draft:
    """Two targets of old indicators, a new one, one task carried over and one added; all else is left."""
    draft = begin_draft(snapshot, 2025)
    draft = replace(
        draft, title="政府工作报告", document="〔2025〕1号", announced="2025-01-20", text="力争突破2700亿元。",
        tasks=tuple(replace(task, what=LEFT) for task in draft.tasks),
    )  # fmt: skip
    draft = set_target(draft, "industrial_output", "力争突破2700亿元", "经发局")
    draft = set_target(draft, "gazelles", "90", "科技局", "挑战90家")
    draft = draft.with_target(NEW)
    carried = next(task for task in draft.tasks if task.task == "qianhuang_handover")
    draft = draft.with_task(replace(carried, what=CARRIED, due="2025-06-30", due_basis="结转自2024年"))
    return draft.with_task(DraftTask(title="新园区开工", lift="space", what=ADDED, due="2025-09-30"))


def publish(store: Store, draft: Draft, today: date = DAY) -> Upload:
    """Publish with all questions confirmed."""
    return publish_draft(store, draft=draft, reporter=ADMINISTRATOR, today=today, confirmed=True)


def problems(store: Store, draft: Draft) -> str:
    """Why a draft cannot be published."""
    return "；".join(review_draft(store.snapshot(), draft, ADMINISTRATOR, DAY).problems)


def test_the_year_is_there(store: Store) -> None:
    """The published plan counts: its indicators with their own words and the announcement's day, the rest is unlisted."""
    publish(store, filled(store.snapshot()))
    snapshot = store.snapshot()
    plans = snapshot.plans[snapshot.plans["year"] == 2025].set_index("indicator")
    assert plans["target"].to_dict() == {
        "industrial_output": 2700, "gazelles": 90, plans.index[plans["target"] == 400][0]: 400,
    }  # fmt: skip
    assert plans.loc["industrial_output", ["comparator", "wording"]].tolist() == ["above", "力争突破2700亿元"]
    assert plans.loc["gazelles", ["comparator", "wording"]].tolist() == ["at_least", "挑战90家"]
    assert set(plans["announced"]) == {date(2025, 1, 20)}
    assert planned_indicators(snapshot, Period(2025, 3)) == frozenset(plans.index)
    assert len(planned_indicators(snapshot, Period(2024, 12))) == 14
    known = announcement(snapshot, 2025)
    assert known is not None
    assert (known.title, known.document, known.announced) == ("政府工作报告", "〔2025〕1号", "2025-01-20")


def test_words_with_a_number_in_characters(store: Store) -> None:
    """A target typed as 突破两千八百亿元 keeps these words, and nobody is asked whether they say its number."""
    draft = set_target(filled(store.snapshot()), "industrial_output", "突破两千八百亿元", "经发局")
    assert not [q for q in review_draft(store.snapshot(), draft, ADMINISTRATOR, DAY).questions if "原文" in q]
    publish(store, draft)
    plans = store.snapshot().plans
    row = plans[(plans["indicator"] == "industrial_output") & (plans["year"] == 2025)].iloc[0]
    assert (row["target"], row["comparator"], row["wording"]) == (2800, "above", "突破两千八百亿元")


def test_not_while_figures_may_be_missing(store: Store) -> None:
    """While a table that figures come from is damaged no plan is published: it was compared with a lack."""
    draft = filled(store.snapshot())
    next(Path(store.root).glob("observations/_delta_log/*.json")).write_bytes(b"{broken")
    with pytest.raises(PublishingError, match="数据表 observations 无法读取"):
        publish(store, draft)
    assert 2025 not in set(store.snapshot().plans["year"])


def test_tasks_of_the_year(store: Store) -> None:
    """In 2025 the tasks carried over and added count, and those that go on by themselves; 2024 stays as it was."""
    before = due_days(store)
    publish(store, filled(store.snapshot()))
    after = counted_tasks(store.snapshot(), Period(2025, 3)).set_index("task")
    assert set(after["title"]) == {
        "前黄项目交付", "新园区开工", "安全生产治本攻坚三年行动收官", "特色专科全区第一、全市一流",
    }  # fmt: skip
    assert after.loc["qianhuang_handover", "due"] == date(2025, 6, 30)
    assert due_days(store) == before


def due_days(store: Store) -> dict[str, date]:
    """When each task that counts in December 2024 is due there."""
    rows = counted_tasks(store.snapshot(), Period(2024, 12))
    return dict(zip(rows["task"], rows["due"], strict=True))


def test_reported_state_is_kept(store_with_demo: Store) -> None:
    """A carried task keeps what was reported of it; what was simulated stays behind."""
    snapshot = store_with_demo.snapshot()
    assert snapshot.tasks.set_index("task").loc["qianhuang_handover", "origin"] == "演示"
    publish(store_with_demo, filled(snapshot))
    row = store_with_demo.snapshot().tasks.set_index("task").loc["qianhuang_handover"]
    assert (row["origin"], row["state"], row["responsible_unit"]) == ("报送", "", "")
    assert row["state"] != UNDER_WAY


def test_one_upload_taken_back_and_restored(store: Store) -> None:
    """It is one upload with its draft as file; withdrawn, everything is as before, and restored it is back."""
    draft = filled(store.snapshot())
    save_draft(store, ADMINISTRATOR, draft, opened=draft)
    before = state_of(store)
    upload = publish(store, draft)
    published = state_of(store)
    assert [entry["file"] for entry in list_uploads(store).to_dict("records")] == ["2025年计划"]
    # A task that is carried over is three of them: its due date, what that rests on, its plan year.
    assert len(differences_of_upload(store, upload.id, first=50)) == 1 + 1 + 3 + 1 + 3
    file = UploadedFiles(store).read(upload.id)
    assert file is not None
    assert file[0] == "2025年计划.json"
    assert read_draft(file[1].decode()) == draft
    withdraw_upload(store, upload.id, ADMINISTRATOR)
    assert state_of(store) == before
    assert saved_state(store) == DRAFT
    restore_upload(store, upload.id, ADMINISTRATOR)
    assert {t: rows for t, rows in state_of(store).items() if t != "joint_uploads"} == {
        t: rows for t, rows in published.items() if t != "joint_uploads"
    }
    assert saved_state(store) == PUBLISHED


def saved_state(store: Store) -> str:
    """The state of the draft of 2025."""
    saved = saved_draft(store.snapshot(), 2025)
    assert saved is not None
    return saved.state


def test_administrators_only(store: Store) -> None:
    """A department publishes nothing."""
    with pytest.raises(NotAllowedError, match="经发局"):
        publish_draft(store, draft=filled(store.snapshot()), reporter=ECONOMY, today=DAY, confirmed=True)
    assert set(store.snapshot().plans["year"]) == {2024}


def test_questions_are_confirmed(store: Store) -> None:
    """What publishing leaves out must be confirmed first."""
    draft = filled(store.snapshot())
    with pytest.raises(PublishingError, match="12项没有目标"):
        publish_draft(store, draft=draft, reporter=ADMINISTRATOR, today=DAY, confirmed=False)
    assert set(store.snapshot().plans["year"]) == {2024}


def test_what_is_dropped_is_no_question(store: Store) -> None:
    """An indicator that is not to be in the plan is not asked about, and does not come into it."""
    draft = filled(store.snapshot())
    kept = {"industrial_output", "gazelles"}
    draft = replace(draft, targets=tuple(replace(t, listed=t.key in kept) for t in draft.targets))
    review = review_draft(store.snapshot(), draft, ADMINISTRATOR, DAY)
    assert (review.counts["plans"], review.counts["catalogue"]) == (2, 0)
    assert [question for question in review.questions if "没有目标" in question] == []


def test_unconfirmed_proposals_refuse(store: Store) -> None:
    """A target that nobody confirmed is not published."""
    draft = filled(store.snapshot())
    draft = draft.with_target(replace(draft.target("gazelles"), confirmed_by=""))
    assert "1项目标待确认：瞪羚企业累计认定" in problems(store, draft)
    with pytest.raises(PublishingError, match="待确认"):
        publish(store, draft)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"title": ""}, "没有公告标题"),
        ({"announced": "2025年1月"}, "公告日期“2025年1月”不对"),
        ({"targets": ()}, "2025年还没有一项目标"),
        ({"tasks": (DraftTask(title="新园区开工", lift="space", what=ADDED),)}, "“新园区开工”的时限“”不对"),
        (
            {"tasks": (DraftTask(title="新园区开工", lift="space", what=ADDED, due="2024-09-30"),)},
            "早于2025年",
        ),
        ({"tasks": (DraftTask(title="新园区开工", what=ADDED, due="2025-09-30"),)}, "没有写明属于哪一提"),
        (
            {"tasks": (DraftTask(title="前黄项目交付", lift="space", what=ADDED, due="2025-09-30"),)},
            "请改用结转",
        ),
    ],
)
def test_what_is_missing(store: Store, change: dict[str, object], problem: str) -> None:
    """What the plan lacks is named with what would be right."""
    assert problem in problems(store, replace(filled(store.snapshot()), **change))


def test_checks_of_files(store: Store) -> None:
    """A target ten thousand times last year's, and a new indicator whose name is taken, are refused as in a file."""
    draft = set_target(filled(store.snapshot()), "industrial_output", "27000000", "经发局")
    assert "疑为单位错误" in problems(store, draft)
    taken = filled(store.snapshot()).with_target(replace(NEW, name="瞪羚"))
    assert "瞪羚" in problems(store, taken)


def test_decided_on_the_newest_tables(store: Store) -> None:
    """Published over a plan that somebody else brought meanwhile, its revisions are asked about first."""
    draft = filled(store.snapshot())
    publish(store, draft)
    changed = set_target(begin_draft(store.snapshot(), 2025), "industrial_output", "2800", "经发局")
    questions = review_draft(store.snapshot(), changed, ADMINISTRATOR, DAY).questions
    assert any("由2,700亿元调整为2,800亿元" in question for question in questions)
    publish(store, changed)
    with pytest.raises(PublishingError, match="没有要发布的改动"):
        publish(store, begin_draft(store.snapshot(), 2025))


def test_words_can_be_corrected(store: Store) -> None:
    """The plan's own words change without its number, as a revision with the announcement's day."""
    publish(store, filled(store.snapshot()))
    draft = set_target(begin_draft(store.snapshot(), 2025), "gazelles", "90", "科技局", "力争达到90家")
    publish(store, draft)
    plans = store.snapshot().plans
    row = plans[(plans["year"] == 2025) & (plans["indicator"] == "gazelles")].iloc[0]
    assert (row["target"], row["wording"]) == (90, "力争达到90家")


def test_number_and_words_that_differ_are_asked_about(store: Store) -> None:
    """A number that is not the one in the plan's own words is a question."""
    draft = set_target(filled(store.snapshot()), "gazelles", "95", "科技局", "挑战90家")
    questions = review_draft(store.snapshot(), draft, ADMINISTRATOR, DAY).questions
    assert [question for question in questions if "挑战90家" in question]


def test_many_tasks_are_one_question(store: Store) -> None:
    """All tasks that are carried over are confirmed at once: each was decided on in the draft."""
    draft = filled(store.snapshot())
    tasks = tuple(replace(task, what=CARRIED, due="2025-12-31") for task in draft.tasks if task.task)
    review = review_draft(store.snapshot(), replace(draft, tasks=tasks), ADMINISTRATOR, DAY)
    assert review.counts["tasks"] == len(tasks) == 19
    assert len([question for question in review.questions if "结转" in question]) == 1


def test_carried_once(store: Store) -> None:
    """A task that is carried over already does not wait for a decision again."""
    publish(store, filled(store.snapshot()))
    tasks = {task.task for task in begin_draft(store.snapshot(), 2025).tasks}
    assert len(tasks) == 18
    assert "qianhuang_handover" not in tasks


def test_later_day_keeps_earlier_months(store: Store) -> None:
    """An indicator that comes into a running plan counts from the month that its announcement's day is in time for."""
    publish(store, filled(store.snapshot()))
    added = set_target(begin_draft(store.snapshot(), 2025), "new_projects", "60", "招商局")
    publish(store, replace(added, announced="2025-06-20"), date(2025, 6, 21))
    snapshot = store.snapshot()
    days = snapshot.plans[snapshot.plans["year"] == 2025].set_index("indicator")["announced"]
    assert (days["new_projects"], days["industrial_output"]) == (date(2025, 6, 20), date(2025, 1, 20))
    assert "new_projects" not in planned_indicators(snapshot, Period(2025, 5))
    assert "new_projects" in planned_indicators(snapshot, Period(2025, 6))
