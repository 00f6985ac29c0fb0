"""What came of a plan year, and whether it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from indicators.caching import cached_on_owner
from indicators.evaluation import MONTHS, board
from indicators.labels import DONE
from indicators.period import Period
from indicators.years.undone_tasks import tasks_taken_over, undone_tasks

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd

    from indicators.store import Snapshot

_FINAL: Final = "正式"


@dataclass(frozen=True)
class Closing:
    """A year that is closed.

    Attributes:
        year: of the plan.
        upload: the id that its rows carry, by which it is taken back.
        by: who closed it.
        at: when (UTC).
        note: what they added.
    """

    year: int
    upload: str
    by: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, eq=False)
class YearReview:
    """What came of a plan year.

    Attributes:
        year: of the plan.
        indicators: those of the plan as the board has them in December, with ``result``: reached, missed, or open where
            the final number is not there.
        tasks: those to be decided on, as the board has them in December.
        decided: the rows of those that were decided on when the year was closed.
        taken_over: those that are not decided on, for a later year's plan has them already.
        closing: None while the year is not closed.
    """

    year: int
    indicators: pd.DataFrame
    tasks: pd.DataFrame
    decided: pd.DataFrame
    taken_over: pd.DataFrame
    closing: Closing | None

    @property
    def undone(self) -> int:
        """Number of tasks that the year left undone."""
        return len(self.tasks) + len(self.taken_over) + int((self.decided["state"] != DONE).sum())

    @property
    def counts(self) -> dict[str, int]:
        """Result -> number of indicators."""
        return {str(result): int(count) for result, count in self.indicators["result"].value_counts().items()}


def december(year: int) -> Period:
    """The month at which a year is reviewed and closed."""
    return Period(year, MONTHS[-1])


@cached_on_owner
def review_year(snapshot: Snapshot, year: int) -> YearReview:
    """The results of a year as they are known now; where it is closed, as they were closed."""
    found = board(snapshot, None, december(year))
    rows = found.indicators
    final = (rows["actual_month"] == MONTHS[-1]) & (rows["state"] == _FINAL)
    results = np.select([~final, rows["status"] == "achieved"], ["open", "reached"], "missed")
    closing, log = closing_of(snapshot, year), snapshot.log["tasks"]
    decided = log[log["upload"] == closing.upload] if closing else log.iloc[:0]
    undone = undone_tasks(snapshot, found.tasks, year) if closing is None else found.tasks.iloc[:0]
    taken_over = tasks_taken_over(snapshot, found.tasks, year)
    taken_over = taken_over[~taken_over.index.isin(decided["task"])]
    return YearReview(year, rows.assign(result=results), undone, decided, taken_over, closing)


def closing_of(snapshot: Snapshot, year: int) -> Closing | None:
    """Who closed a year, and when; None while it is open."""
    rows = snapshot.closings[snapshot.closings["year"] == year]
    if rows.empty:
        return None
    row = rows.iloc[0]
    at = row["reported_at"].to_pydatetime()
    return Closing(year, str(row["upload"]), str(row["reported_by"]), at, str(row["note"]))
