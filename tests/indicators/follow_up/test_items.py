"""The items of 督办: when they begin, in which state they are, and that only the office ends them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.access import NotAllowedError, Reporter
from indicators.evaluation import board
from indicators.follow_up import (
    ANSWERED,
    AWAITING,
    CLOSE,
    CLOSED,
    COMMENT,
    OVERDUE,
    PROPOSED,
    REOPEN,
    Answer,
    AnswerError,
    Decision,
    items,
    record_answer,
    record_decision,
)
from indicators.period import Period
from indicators.store import REPORTED
from indicators.store.upload import Upload

if TYPE_CHECKING:
    from indicators.follow_up import Item
    from indicators.store.store import Store

OFFICE = Reporter("督查室", "administrator", None)
SCIENCE = Reporter("科技局", "department", frozenset({"innovation"}))
# Before and after October 25th, until when what September began is to be answered.
EARLY, LATE = date(2024, 10, 20), date(2024, 10, 26)
SEPTEMBER = Period(2024, 9)


def report(store: Store, **months: float) -> None:
    """Report 瞪羚企业: m8=70 is August; with 58 at the last year's end, and the plan's target, 70 is behind."""
    rows = [{"period": "2023-12", "value": 58.0}]
    rows += [{"period": f"2024-{int(month[1:]):02}", "value": value} for month, value in months.items()]
    frame = pd.DataFrame(rows).assign(indicator="gazelles", lift="innovation", origin=REPORTED)
    store.append("observations", frame, Upload.new("科技局"))


def item(store: Store, through: Period = SEPTEMBER, today: date = EARLY) -> Item | None:
    """The item of 瞪羚企业."""
    snapshot = store.snapshot()
    found = items(snapshot, board(snapshot, None, through), today)
    return next((one for one in found if one.subject == "gazelles"), None)


def state(store: Store, through: Period = SEPTEMBER, today: date = EARLY) -> str:
    """Its state."""
    found = item(store, through, today)
    return found.state if found else ""


def answer(store: Store, text: str = "评审推迟", deadline: date | None = None) -> None:
    """The unit answers for September."""
    record_answer(store, SCIENCE, "gazelles", SEPTEMBER, Answer(text, "上门辅导", deadline, "李科长"))


def decide(store: Store, deed: str, text: str = "", through: Period = SEPTEMBER) -> None:
    """The office does something about it."""
    record_decision(store, OFFICE, "gazelles", through, Decision(deed, text))


BEHIND, AHEAD = 58.0, 500.0


def test_since_when_and_how_the_gap_went(store: Store) -> None:
    """Months that lag in a row count, one without a verdict neither counts nor ends them; the course has each month's gap."""
    report(store, m6=AHEAD, m7=BEHIND, m9=BEHIND)
    found = item(store)
    assert found is not None
    assert (found.since.key, found.months) == ("2024-07", 3)
    assert len(found.course) == 9
    gap = board(store.snapshot(), None, SEPTEMBER).row("gazelles")["gap_points"]
    assert found.course[-1] == pytest.approx(gap)
    assert found.course[0] is None


def test_answered_or_not(store: Store) -> None:
    """Nobody has answered: waited for until the answer day, overdue from the day after it; then answered."""
    report(store, m8=AHEAD, m9=BEHIND)
    assert state(store, today=date(2024, 10, 25)) == AWAITING
    assert state(store, today=LATE) == OVERDUE
    answer(store)
    assert state(store, today=LATE) == ANSWERED
    found = item(store)
    assert found is not None
    assert found.answer == Answer("评审推迟", "上门辅导", None, "李科长")


@pytest.mark.parametrize(("day", "in_time"), [("2024-10-25T15:59", True), ("2024-10-25T16:01", False)])
def test_in_time(store: Store, day: str, in_time: bool) -> None:  # noqa: FBT001 - a parameter of a test
    """The first answer is in time on China's answer day, a second later it is not; a later answer changes nothing."""
    report(store, m9=BEHIND)
    row = {
        "subject": "gazelles",
        "lift": "innovation",
        "period": "2024-09",
        "reason": "评审推迟",
        "origin": REPORTED,
    }
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    store.append("follow_ups", pd.DataFrame([row]), replace(Upload.new("科技局"), at=at))
    answer(store)
    found = item(store, today=LATE)
    assert found is not None
    assert found.was_in_time is in_time


def test_deadline_passed(store: Store) -> None:
    """What still lags after the deadline that the unit named says so, from the day after it."""
    report(store, m9=BEHIND)
    answer(store, deadline=EARLY)
    found, later = item(store, today=EARLY), item(store, today=LATE)
    assert found is not None
    assert later is not None
    assert (found.deadline_passed, later.deadline_passed) == (False, True)


def test_never_closes_by_itself(store: Store) -> None:
    """Back on schedule it proposes to be closed; only the office closes it, and opens it again."""
    report(store, m8=BEHIND, m9=AHEAD)
    answer(store)
    assert state(store) == PROPOSED
    decide(store, CLOSE)
    assert state(store) == CLOSED
    decide(store, REOPEN, "核实后再销")
    assert state(store) == PROPOSED
    found = item(store)
    assert found is not None
    assert [(entry.deed, entry.by) for entry in found.entries] == [
        ("answer", "科技局"), ("close", "督查室"), ("reopen", "督查室"),
    ]  # fmt: skip


def test_lags_again_after_it_was_closed(store: Store) -> None:
    """A later month that lags again begins a new item, which the old answer does not answer; the office closes it in its turn."""
    report(store, m8=BEHIND)
    record_answer(store, SCIENCE, "gazelles", Period(2024, 8), Answer("评审推迟"))
    decide(store, CLOSE, through=Period(2024, 8))
    assert state(store, Period(2024, 8)) == CLOSED
    report(store, m9=BEHIND)
    found = item(store)
    assert found is not None
    assert (found.state, found.since.key, found.answer) == (AWAITING, "2024-09", None)
    decide(store, CLOSE)
    assert state(store) == CLOSED


def test_nothing_is_overwritten(store: Store) -> None:
    """Each entry is kept, with its author; what the office says replaces no answer."""
    report(store, m9=BEHIND)
    answer(store)
    decide(store, COMMENT, "措施要具体")
    answer(store, "评审推迟至10月")
    found = item(store)
    assert found is not None
    assert [entry.text or (entry.answer and entry.answer.reason) for entry in found.entries] == [
        "评审推迟", "措施要具体", "评审推迟至10月",
    ]  # fmt: skip
    assert found.state == ANSWERED


def test_the_office_alone_decides(store: Store) -> None:
    """A department neither comments nor closes, not even its own item."""
    report(store, m9=BEHIND)
    for deed in (COMMENT, CLOSE):
        with pytest.raises(NotAllowedError):
            record_decision(store, SCIENCE, "gazelles", SEPTEMBER, Decision(deed, "好"))
    assert store.snapshot().log["follow_ups"].empty


@pytest.mark.parametrize(
    ("deed", "text", "message"),
    [(COMMENT, " ", "批示不能为空"), (REOPEN, "", "没有销号"), (COMMENT, "长" * 301, "超过300个字")],
)
def test_refused(store: Store, deed: str, text: str, message: str) -> None:
    """An empty comment, one too long, or reopening what is open: refused in Chinese, nothing stored."""
    report(store, m9=BEHIND)
    with pytest.raises(AnswerError, match=message):
        decide(store, deed, text)
    assert store.snapshot().log["follow_ups"].empty


def test_closed_twice(store: Store) -> None:
    """Of two who close the same item the second is told that it is closed."""
    report(store, m9=BEHIND)
    decide(store, CLOSE)
    with pytest.raises(AnswerError, match="已经销号"):
        decide(store, CLOSE)


def test_most_urgent_first(store_with_demo: Store) -> None:
    """Overdue answers stand before what is answered, closed items last."""
    store = store_with_demo
    for subject in ("li_auto_deliveries", "unicorns"):
        record_answer(store, OFFICE, subject, SEPTEMBER, Answer("原因"))
    record_decision(store, OFFICE, "unicorns", SEPTEMBER, Decision(CLOSE))
    snapshot = store.snapshot()
    found = items(snapshot, board(snapshot, None, SEPTEMBER), LATE)
    states = list(dict.fromkeys(one.state for one in found))
    assert states[0] == OVERDUE
    assert states[-1] == CLOSED
    assert states.index(ANSWERED) < states.index(PROPOSED)
