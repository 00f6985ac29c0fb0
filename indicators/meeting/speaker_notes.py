"""The speaker's notes on each screen: the verdict now and at the last meeting, what lies ahead, what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from indicators.evaluation import board
from indicators.follow_up import newest_answer
from indicators.labels import day_label
from indicators.meeting.diff_wording import verdict
from indicators.meeting.editions import list_editions, open_edition
from indicators.meeting.saving import EditionError
from indicators.wording import headline, needed_sentence, outlook_text

if TYPE_CHECKING:
    from datetime import datetime

    from indicators.evaluation import Board
    from indicators.meeting.screens import Screen
    from indicators.period import Period
    from indicators.store import Snapshot, Store


def last_meeting(store: Store, through: Period, before: datetime | None = None) -> Board | None:
    """The board of the newest edition of an earlier month; None without one, or where it cannot be read any more.

    An edition of the same month is this meeting, frozen again. ``before`` is when what is shown now was frozen.
    """
    for edition in list_editions(store.snapshot()):
        if edition.through.key < through.key and (before is None or edition.at < before):
            try:
                return board(open_edition(store, edition.id)[1], None, edition.through)
            except EditionError:
                return None
    return None


def speaker_notes(snapshot: Snapshot, zone: Board, screen: Screen, last: Board | None = None) -> list[str]:
    """Lines for the speaker's window, in the order of speaking; ``last`` is the meeting before."""
    lines: list[str] = []
    for subject in screen.subjects:
        if subject in zone.indicators.index:
            row = zone.row(subject)
            lines.append(headline(row))
            ahead, definition = [needed_sentence(row), outlook_text(row)], row["definition"]
        else:
            task = pd.Series(zone.tasks.loc[subject])
            lines.append(f"{task['title']}：{verdict('tasks', task)}")
            ahead, definition = [], ""
        if screen.kind in {"item", "tasks"}:
            answer = newest_answer(snapshot, subject, zone.through)
            labelled = {
                "原因": answer.reason, "措施": answer.measure, "时限": day_label(answer.deadline, ""),
                "责任人": answer.person, "口径": definition,
            }  # fmt: skip
            lines += [_last_verdict(last, subject), *ahead]
            lines += [f"{label}：{text}" for label, text in labelled.items() if text]
    return [line for line in lines if line]


def _last_verdict(last: Board | None, subject: str) -> str:
    """上次会议（2024年1—8月）：■ 滞后，慢30.7个百分点; empty where it was not shown there."""
    if last is None:
        return ""
    tables = {"indicators": last.indicators, "tasks": last.tasks}
    verdicts = [
        verdict(kind, pd.Series(rows.loc[subject])) for kind, rows in tables.items() if subject in rows.index
    ]
    return f"上次会议（{last.through}）：{verdicts[0]}" if verdicts else ""
