"""督办: answers are kept per subject and month, by whoever answers for the lift."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from indicators.access import NotAllowedError, Reporter
from indicators.evaluation.board import board
from indicators.follow_up.answers import (
    LONGEST,
    Answer,
    AnswerError,
    newest_answer,
    record_answer,
    who_filled_in,
)
from indicators.period import Period
from tests.store_helpers import in_charge

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


def test_units_answer_for_their_own(store: Store) -> None:
    """A unit answers for the indicators and tasks that it is in charge of, in whatever lift, and for nothing else."""
    in_charge(store, gdp_growth="经发局", robot_park="经发局", new_projects="招商局")
    economy = Reporter("经发局", "department", frozenset(), frozenset({"经发局"}))
    for subject in ("gdp_growth", "robot_park"):
        record_answer(store, economy, subject, SEPTEMBER, ANSWER)
    with pytest.raises(NotAllowedError, match="“新签产业项目”由招商局负责，“经发局”不能上报"):
        record_answer(store, economy, "new_projects", SEPTEMBER, ANSWER)
    assert set(store.snapshot().follow_ups["subject"]) == {"gdp_growth", "robot_park"}


def filled_by(store: Store, through: Period = SEPTEMBER) -> dict[str, str]:
    """Who filled in each part of the answer for 理想汽车."""
    filled = who_filled_in(store.snapshot(), "li_auto_deliveries", through)
    return {part: who.by for part, who in filled.items()}


def test_who_filled_in_what(store: Store) -> None:
    """Each part belongs to whoever wrote it as it stands, at the time it was saved; a blank one to nobody."""
    other = Reporter("督查室", "administrator", None)
    assert filled_by(store) == {}
    record_answer(store, ECONOMY, "li_auto_deliveries", SEPTEMBER, Answer("新车型上市晚", "每周调度"))
    assert filled_by(store) == {"reason": "经发局", "measure": "经发局"}
    first = who_filled_in(store.snapshot(), "li_auto_deliveries", SEPTEMBER)
    changed = Answer("新车型上市晚", "每日调度", date(2024, 11, 30))
    record_answer(store, other, "li_auto_deliveries", SEPTEMBER, changed)
    assert filled_by(store) == {"reason": "经发局", "measure": "督查室", "deadline": "督查室"}
    now = who_filled_in(store.snapshot(), "li_auto_deliveries", SEPTEMBER)
    assert now["reason"] == first["reason"]
    assert now["measure"].at > first["measure"].at
    assert filled_by(store, OCTOBER) == {}


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (Answer("", "每周调度"), {"measure": "经发局"}),
        (Answer("停产检修"), {"reason": "督查室"}),
        (Answer("新车型上市晚于计划", "每周调度", date(2024, 12, 30)), {"reason": "经发局", "measure": "经发局", "deadline": "督查室"}),
    ],
)  # fmt: skip
def test_what_the_second_leaves(store: Store, second: Answer, expected: dict[str, str]) -> None:
    """What the second leaves as it is stays the first one's, what they clear is nobody's, what they change is theirs."""
    record_answer(store, ECONOMY, "li_auto_deliveries", SEPTEMBER, ANSWER)
    record_answer(store, Reporter("督查室", "administrator", None), "li_auto_deliveries", SEPTEMBER, second)
    assert filled_by(store) == expected


def test_filled_in_again(store: Store) -> None:
    """A part that was cleared and comes back is whoever's who brought it back."""
    other = Reporter("督查室", "administrator", None)
    record_answer(store, ECONOMY, "li_auto_deliveries", SEPTEMBER, ANSWER)
    record_answer(store, ECONOMY, "li_auto_deliveries", SEPTEMBER, Answer(measure="每周调度"))
    record_answer(store, other, "li_auto_deliveries", SEPTEMBER, ANSWER)
    assert filled_by(store) == {"reason": "督查室", "measure": "经发局", "deadline": "督查室"}
