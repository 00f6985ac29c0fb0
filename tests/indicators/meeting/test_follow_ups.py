"""督办: answers are kept per subject and month, by whoever answers for the lift."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from indicators.access import NotAllowedError, Reporter
from indicators.evaluation.board import board
from indicators.meeting.follow_ups import LONGEST, Answer, AnswerError, newest_answer, record_answer
from indicators.period import Period

if TYPE_CHECKING:
    from indicators.store.store import Store

ECONOMY = Reporter("经发局", "department", frozenset({"industry"}))
SEPTEMBER, OCTOBER = Period(2024, 9), Period(2024, 10)
ANSWER = Answer("新车型上市晚于计划", "每周调度", date(2024, 12, 31))


def test_answer_is_next_to_what_lags(store: Store) -> None:
    """The unit's answer is on the agenda of its month, and its row says who gave it."""
    record_answer(store, ECONOMY, "li_auto_deliveries", SEPTEMBER, ANSWER)
    item = board(store.snapshot(), None, SEPTEMBER).follow_ups.set_index("subject").loc["li_auto_deliveries"]
    assert (item["reason"], item["measure"], item["deadline"]) == (
        "新车型上市晚于计划",
        "每周调度",
        date(2024, 12, 31),
    )
    row = store.snapshot().follow_ups.iloc[0]
    assert (row["lift"], row["reported_by"], row["origin"]) == ("industry", "经发局", "报送")


def test_newest_answer_counts_and_is_offered_next_month(store: Store) -> None:
    """A second answer replaces the first; next month's form begins with it; another year's does not."""
    assert newest_answer(store.snapshot(), "li_auto_deliveries", SEPTEMBER) == Answer()
    record_answer(store, ECONOMY, "li_auto_deliveries", SEPTEMBER, ANSWER)
    record_answer(store, ECONOMY, "li_auto_deliveries", SEPTEMBER, Answer("产能爬坡"))
    for month in (SEPTEMBER, OCTOBER):
        assert newest_answer(store.snapshot(), "li_auto_deliveries", month) == Answer("产能爬坡")
    assert newest_answer(store.snapshot(), "li_auto_deliveries", Period(2024, 8)) == Answer()
    assert newest_answer(store.snapshot(), "li_auto_deliveries", Period(2025, 1)) == Answer()


@pytest.mark.parametrize(
    ("subject", "answer", "message"),
    [
        ("li_auto_deliveries", Answer(" ", "\n"), "不能都为空"),
        ("li_auto_deliveries", Answer("长" * (LONGEST + 1)), f"超过{LONGEST}个字"),
        ("nobody", ANSWER, "没有编号为“nobody”的指标或任务"),
    ],
)
def test_refused(store: Store, subject: str, answer: Answer, message: str) -> None:
    """An empty answer, one too long for the screen, or one for nothing known: refused in Chinese, nothing stored."""
    with pytest.raises(AnswerError, match=message):
        record_answer(store, ECONOMY, subject, SEPTEMBER, answer)
    assert store.snapshot().follow_ups.empty


def test_only_for_ones_own_lift(store: Store) -> None:
    """A department answers for its own lifts' indicators and tasks alone."""
    for subject in ("unicorns", "orthopaedics_centre"):
        with pytest.raises(NotAllowedError):
            record_answer(store, ECONOMY, subject, SEPTEMBER, ANSWER)
    assert store.snapshot().follow_ups.empty
