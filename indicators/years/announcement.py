"""What a plan year rests on: its announcement, as it was published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.frames import plain_records

if TYPE_CHECKING:
    from datetime import datetime

    from indicators.store import Snapshot


@dataclass(frozen=True)
class Announcement:
    """The announcement of a plan year.

    Attributes:
        year: the plan year.
        title: of the article or document.
        document: where it stands: its number, the paper, the meeting; empty where not known.
        announced: the day, as ISO text; None where not known.
        text: all of it; empty where only the plan was uploaded.
        by: who published it here.
        at: when, in UTC.
    """

    year: int
    title: str
    document: str
    announced: str | None
    text: str
    by: str
    at: datetime


def announcement(snapshot: Snapshot, year: int) -> Announcement | None:
    """The announcement of a year's plan; None where the plan came without one."""
    rows = snapshot.announcements
    rows = rows[rows["year"] == year]
    if rows.empty:
        return None
    (row,) = plain_records(rows)
    at = rows["reported_at"].iloc[0].to_pydatetime()
    return Announcement(
        year, row["title"] or "", row["document"] or "", row["announced"], row["text"] or "",
        row["reported_by"] or "", at,
    )  # fmt: skip
