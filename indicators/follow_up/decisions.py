"""What the office does about an item: it comments on the answer, closes the item (销号), opens it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from indicators.evaluation import board
from indicators.follow_up.answers import LONGEST, AnswerError, lift_of
from indicators.follow_up.entries import CLOSE, COMMENT, DEEDS, REOPEN
from indicators.follow_up.items import CLOSED, items
from indicators.store import REPORTED, Change, Upload

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.period import Period
    from indicators.store import Snapshot, Store


@dataclass(frozen=True)
class Decision:
    """What the office did: ``comment``, ``close`` or ``reopen``, and its words."""

    deed: str
    text: str = ""


def record_decision(
    store: Store, reporter: Reporter, subject: str, through: Period, decision: Decision
) -> None:
    """Store what the office did about an item in the month looked at.

    Raises:
        NotAllowedError: the reporter is no administrator.
        AnswerError: there is no such subject, a comment is empty, a text too long, or the item is closed, or open, already.
        StoreWriteError: nothing was written.
    """
    deed, text = decision.deed, decision.text.strip()
    reporter.require_administrator(f"{DEEDS[deed]}督办事项")
    if deed == COMMENT and not text:
        msg = "批示不能为空，请填写内容。"
        raise AnswerError(msg)
    if len(text) > LONGEST:
        msg = f"内容有{len(text)}个字，超过{LONGEST}个字，请精简。"
        raise AnswerError(msg)
    upload = Upload.new(reporter.name)

    def decide(snapshot: Snapshot) -> Change:
        lift = lift_of(snapshot, subject)
        # The day makes no difference to what is closed.
        found = items(snapshot, board(snapshot, None, through), through.end)
        is_closed = any(item.subject == subject and item.state == CLOSED for item in found)
        if (deed == CLOSE and is_closed) or (deed == REOPEN and not is_closed):
            msg = "这一事项已经销号，不必再销。" if is_closed else "这一事项没有销号，不必重开。"
            raise AnswerError(msg)
        row = {
            "subject": subject,
            "lift": lift,
            "period": through.key,
            "deed": deed,
            "text": text,
            "origin": REPORTED,
        }
        return Change(pd.DataFrame([row]), upload)

    store.update("follow_ups", decide)
