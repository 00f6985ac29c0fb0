"""督办: what the responsible unit answers for an indicator or a task that lags: reason, measure, deadline.

Rows of ``follow_ups``, appended like everything else: the newest answer for a subject and month counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from indicators.labels import is_missing
from indicators.store import REPORTED, Upload

if TYPE_CHECKING:
    from datetime import date

    from indicators.access import Reporter
    from indicators.period import Period
    from indicators.store import Snapshot, Store

LONGEST: Final = 300


class AnswerError(ValueError):
    """The answer cannot be taken; the message is Chinese and says what would be right."""


@dataclass(frozen=True)
class Answer:
    """Attributes: reason: why it lags (原因). measure: what is done about it (措施). deadline: by when (时限)."""

    reason: str = ""
    measure: str = ""
    deadline: date | None = None


def newest_answer(snapshot: Snapshot, subject: str, through: Period) -> Answer:
    """What was last answered for this subject up to this month of the year; blank where nothing was."""
    rows = snapshot.follow_ups
    year = rows["period"].str[:4] == str(through.year)
    rows = rows[(rows["subject"] == subject) & year & (rows["period"] <= through.key)]
    if rows.empty:
        return Answer()
    last = rows.sort_values("period").iloc[-1]
    deadline = None if is_missing(last["deadline"]) else last["deadline"]
    return Answer(str(last["reason"]), str(last["measure"]), deadline)


def record_answer(store: Store, reporter: Reporter, subject: str, through: Period, answer: Answer) -> None:
    """Keep an answer for the month looked at.

    Raises:
        NotAllowedError: the subject's lift is not the reporter's.
        AnswerError: there is no such subject, the answer says nothing, or one of its texts is too long.
        StoreWriteError: nothing was written.
    """
    lift = _lift_of(store.snapshot(), subject)
    reporter.require({lift})
    reason, measure = answer.reason.strip(), answer.measure.strip()
    if not reason and not measure:
        msg = "原因和措施不能都为空，请至少填写一项。"
        raise AnswerError(msg)
    for what, text in (("原因", reason), ("措施", measure)):
        if len(text) > LONGEST:
            msg = f"{what}有{len(text)}个字，超过{LONGEST}个字，会上放不下，请精简。"
            raise AnswerError(msg)
    row = {
        "subject": subject, "lift": lift, "period": through.key, "reason": reason, "measure": measure,
        "deadline": answer.deadline, "origin": REPORTED,
    }  # fmt: skip
    store.append("follow_ups", pd.DataFrame([row]), Upload.new(reporter.name))


def _lift_of(snapshot: Snapshot, subject: str) -> str:
    for table, key in ((snapshot.catalogue, "indicator"), (snapshot.tasks, "task")):
        found = table.loc[table[key] == subject, "lift"]
        if len(found):
            return str(found.iloc[0])
    msg = f"没有编号为“{subject}”的指标或任务。"
    raise AnswerError(msg)
