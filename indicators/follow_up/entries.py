"""The log of an item: what its unit answered and what the office said to it, nothing overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indicators.caching import cached_on_owner
from indicators.follow_up.answers import Answer, answer_of_row
from indicators.frames import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from indicators.period import Period
    from indicators.store import Snapshot

ANSWER: Final = "answer"
COMMENT, CLOSE, REOPEN = "comment", "close", "reopen"
# What somebody did -> what a screen calls it.
DEEDS: Final[Mapping[str, str]] = {ANSWER: "答复", COMMENT: "批示", CLOSE: "销号", REOPEN: "重开"}


@dataclass(frozen=True)
class Entry:
    """What somebody did about an item.

    Attributes:
        deed: a code of ``DEEDS``.
        by: who.
        at: when (UTC).
        period: the month that was looked at, as 2024-09.
        text: the office's words.
        answer: the whole answer as it then stood; None for what the office did.
    """

    deed: str
    by: str
    at: datetime
    period: str
    text: str
    answer: Answer | None


@cached_on_owner
def entries_of_year(snapshot: Snapshot, through: Period) -> Mapping[str, tuple[Entry, ...]]:
    """Subject -> what was done about it in the year up to a month, oldest first."""
    rows = snapshot.log["follow_ups"]
    rows = rows[(rows["period"].str[:4] == str(through.year)) & (rows["period"] <= through.key)]
    entries: dict[str, list[Entry]] = {}
    for row in records(rows):
        deed = row["deed"] or ANSWER
        answer = answer_of_row(row) if deed == ANSWER else None
        at = row["reported_at"].to_pydatetime()
        entry = Entry(deed, str(row["reported_by"]), at, str(row["period"]), row["text"] or "", answer)
        entries.setdefault(str(row["subject"]), []).append(entry)
    return {subject: tuple(done) for subject, done in entries.items()}


def closing_entry(entries: Iterable[Entry]) -> Entry | None:
    """The entry that closed the item, unless it was opened again."""
    decided = [entry for entry in entries if entry.deed in {CLOSE, REOPEN}]
    return decided[-1] if decided and decided[-1].deed == CLOSE else None


def is_closed_in(snapshot: Snapshot, subject: str, month: Period) -> bool:
    """Whether what lags in a month was closed; where that was in an earlier month, a new item has begun."""
    closing = closing_entry(entries_of_year(snapshot, month).get(subject, ()))
    return closing is not None and closing.period == month.key
