"""The speaker's notes: what is said of a screen, and the verdict at the last meeting."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from indicators.evaluation.board import board
from indicators.follow_up.answers import Answer, record_answer
from indicators.meeting.editions import freeze_edition
from indicators.meeting.screens import Screen
from indicators.meeting.speaker_notes import last_meeting, speaker_notes
from indicators.period import Period
from indicators.uploads.commit import commit_upload
from tests.reports import ADMINISTRATOR, output, previewed

if TYPE_CHECKING:
    from indicators.store.store import Store

AUGUST, SEPTEMBER = Period(2024, 8), Period(2024, 9)
ITEM = Screen("item:industrial_output", "item", "…", "industry", ("industrial_output",))


@pytest.fixture
def store(store: Store) -> Store:
    """Plan and public figures, 规上工业总产值 of August and September 2024."""
    commit_upload(store, previewed(store, output(1450, 1700, first=8)), confirmed=True)
    return store


def notes(store: Store, screen: Screen = ITEM, through: Period = SEPTEMBER) -> list[str]:
    """The notes of a screen on the tables as they are."""
    tables = store.snapshot()
    return speaker_notes(tables, board(tables, None, through), screen, last_meeting(store, through))


def test_verdict_at_the_last_meeting(store: Store) -> None:
    """The verdict that was shown there, whatever was reported since; 1450/2500 - 8/12 is 8.7 points behind."""
    freeze_edition(store, "8月调度会", AUGUST, ADMINISTRATOR)
    commit_upload(store, previewed(store, output(1600, first=8)), confirmed=True)
    assert "上次会议（2024年1—8月）：■ 滞后，慢8.7个百分点" in notes(store)


def test_no_meeting_before(store: Store) -> None:
    """Without a meeting before no note names one; this month frozen again is no meeting before."""
    freeze_edition(store, "9月调度会", SEPTEMBER, ADMINISTRATOR)
    assert not [line for line in notes(store) if "上次会议" in line]


def test_the_newest_before_this_one(store: Store) -> None:
    """Of several the newest, and of an edition only what was frozen before it."""
    first = freeze_edition(store, "8月调度会", AUGUST, ADMINISTRATOR)
    commit_upload(store, previewed(store, output(1600, first=8)), confirmed=True)
    second = freeze_edition(store, "8月补充会", AUGUST, ADMINISTRATOR)
    now, then = last_meeting(store, SEPTEMBER), last_meeting(store, SEPTEMBER, before=second.at)
    assert now is not None
    assert then is not None
    assert [shown.row("industrial_output")["actual"] for shown in (now, then)] == [1600, 1450]
    assert last_meeting(store, SEPTEMBER, before=first.at) is None
    assert last_meeting(store, AUGUST) is None


def test_what_the_unit_answered(store: Store) -> None:
    """Reason, measure and deadline in full, though the screen cuts them short."""
    reason = "两家重点企业停产检修，" * 12
    answer = Answer(reason, "专班驻点", date(2024, 10, 31))
    record_answer(store, ADMINISTRATOR, "industrial_output", SEPTEMBER, answer)
    lines = notes(store)
    assert {f"原因：{reason}", "措施：专班驻点", "时限：2024年10月31日"} <= set(lines)
    assert lines[0].startswith("规上工业总产值：1—9月1,700.00亿元")


def test_a_task(store: Store) -> None:
    """Its verdict now and then."""
    freeze_edition(store, "8月调度会", AUGUST, ADMINISTRATOR)
    lines = notes(store, Screen("tasks", "tasks", "…", None, ("qianhuang_handover",)))
    assert lines[:2] == ["前黄项目交付：○ 待报送", "上次会议（2024年1—8月）：○ 待报送"]
