"""What the responsible unit answers for an indicator or a task that lags: reason, measure, deadline, person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.access import require_reportable
from indicators.frames import records
from indicators.labels import is_missing
from indicators.store import REPORTED, Upload

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from indicators.access import Reporter
    from indicators.period import Period
    from indicators.store import Snapshot, Store

LONGEST: Final = 300
LONGEST_NAME: Final = 30
_PARTS: Final = ("reason", "measure", "deadline", "person")


class AnswerError(ValueError):
    """The answer cannot be taken; the message is Chinese and says what would be right."""


@dataclass(frozen=True)
class Answer:
    """Why it lags (原因), what is done about it (措施), by when (时限), and who sees to it (责任人)."""

    reason: str = ""
    measure: str = ""
    deadline: date | None = None
    person: str = ""


@dataclass(frozen=True)
class Filled:
    """Who filled in a part of an answer, and when (UTC)."""

    by: str
    at: datetime


def newest_answer(snapshot: Snapshot, subject: str, through: Period) -> Answer:
    """The last answer for a subject up to a month, of the same year; blank without one."""
    rows = snapshot.follow_ups
    year = rows["period"].str[:4] == str(through.year)
    rows = rows[(rows["subject"] == subject) & year & (rows["period"] <= through.key)]
    if rows.empty:
        return Answer()
    return answer_of_row(rows.sort_values("period").iloc[-1].to_dict())


def answer_of_row(row: Mapping[Any, Any]) -> Answer:
    """The answer that a row of the table holds."""
    deadline = None if is_missing(row["deadline"]) else row["deadline"]
    return Answer(row["reason"], row["measure"], deadline, row["person"] or "")


def who_filled_in(snapshot: Snapshot, subject: str, through: Period) -> dict[str, Filled]:
    """Who gave each part of a month's answer as it stands: ``reason``, ``measure``, ``deadline``, ``person``; none for a blank part.

    A form is saved as a whole. A part that somebody saves unchanged stays with whom it came from.
    """
    rows = snapshot.log["follow_ups"]
    rows = rows[rows["deed"].fillna("") == ""]
    filled: dict[str, Filled] = {}
    before: dict[str, object] = {}
    for row in records(rows[(rows["subject"] == subject) & (rows["period"] == through.key)]):
        for part in _PARTS:
            if is_missing(row[part]) or not row[part]:
                filled.pop(part, None)
            elif part not in filled or row[part] != before[part]:
                filled[part] = Filled(str(row["reported_by"]), row["reported_at"].to_pydatetime())
            before[part] = row[part]
    return filled


def record_answer(store: Store, reporter: Reporter, subject: str, through: Period, answer: Answer) -> None:
    """Store an answer for the month looked at.

    Raises:
        NotAllowedError: the subject is not the reporter's.
        AnswerError: there is no such subject, the answer is empty, or one of its texts is too long.
        StoreWriteError: nothing was written.
    """
    now = store.snapshot()
    lift = lift_of(now, subject)
    require_reportable(pd.DataFrame({"subject": [subject], "lift": lift}), reporter, now)
    reason, measure = answer.reason.strip(), answer.measure.strip()
    if not reason and not measure:
        msg = "原因和措施不能都为空，请至少填写一项。"
        raise AnswerError(msg)
    for what, text in (("原因", reason), ("措施", measure)):
        if len(text) > LONGEST:
            msg = f"{what}有{len(text)}个字，超过{LONGEST}个字，会上放不下，请精简。"
            raise AnswerError(msg)
    person = answer.person.strip()
    if len(person) > LONGEST_NAME:
        msg = f"责任人有{len(person)}个字，超过{LONGEST_NAME}个字，请只写姓名和职务。"
        raise AnswerError(msg)
    row = {
        "subject": subject, "lift": lift, "period": through.key, "reason": reason, "measure": measure,
        "deadline": answer.deadline, "person": person, "origin": REPORTED,
    }  # fmt: skip
    store.append("follow_ups", pd.DataFrame([row]), Upload.new(reporter.name))


def lift_of(snapshot: Snapshot, subject: str) -> str:
    """The lift of an indicator or a task.

    Raises:
        AnswerError: there is no such subject.
    """
    lifts = {
        **snapshot.catalogue.set_index("indicator")["lift"],
        **snapshot.tasks.set_index("task")["lift"],
    }
    if subject not in lifts:
        msg = f"没有编号为“{subject}”的指标或任务。"
        raise AnswerError(msg)
    return str(lifts[subject])
