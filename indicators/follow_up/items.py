"""The items of 督办: what lags or lagged this year, since when, how its gap went, and what became of it.

An item begins with the first month that lags. Only the office closes it: what is back on schedule proposes to be closed.
A month after the closing that lags again begins a new item.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.caching import cached_on_owner
from indicators.evaluation import board
from indicators.follow_up.calendar import due_day
from indicators.follow_up.entries import ANSWER, closing_entry, entries_of_year
from indicators.frames import records
from indicators.period import LOCAL_ZONE, Period
from indicators.thresholds import settings_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from indicators.evaluation import Board
    from indicators.follow_up.answers import Answer
    from indicators.follow_up.entries import Entry
    from indicators.store import Snapshot

OVERDUE, AWAITING, ANSWERED, PROPOSED, CLOSED = "overdue", "awaiting", "answered", "proposed", "closed"
# State of an item -> what a screen calls it; what asks for most stands first.
ITEM_STATES: Final[Mapping[str, str]] = {
    OVERDUE: "超时未答复", AWAITING: "待答复", ANSWERED: "已答复", PROPOSED: "建议销号", CLOSED: "已销号",
}  # fmt: skip
_LAGGING: Final = frozenset({"slow", "behind", "overdue"})
_ON_SCHEDULE: Final = frozenset({"on_schedule", "achieved", "done"})


@dataclass(frozen=True)
class Item:
    """One indicator or task that is followed up.

    Attributes:
        subject: the indicator or task.
        what: ``indicator`` or ``task``.
        lift: it belongs to.
        name: of it.
        responsible_unit: in charge; empty while none is named.
        unit_origin: 演示 for a simulated unit.
        state: a code of ``ITEM_STATES``.
        since: the first month of those in a row that lag.
        months: how many those are; a month without a verdict counts for neither side.
        course: for each month up to the one looked at the gap in points (of the target, where it is no percentage); None
            where there is none, and for tasks.
        answer: the newest one since the item began; None without one.
        entries: all that was done about it this year, oldest first.
        answer_due: until when it is, or was, to be answered.
        was_in_time: whether the first answer came until then; None while that is open.
        deadline_passed: it still lags after the deadline that the unit named.
    """

    subject: str
    what: str
    lift: str
    name: str
    responsible_unit: str
    unit_origin: str
    state: str
    since: Period
    months: int
    course: tuple[float | None, ...]
    answer: Answer | None
    entries: tuple[Entry, ...]
    answer_due: date
    was_in_time: bool | None
    deadline_passed: bool

    @property
    def is_lagging(self) -> bool:
        """Whether it is neither closed nor back on schedule."""
        return self.state not in {PROPOSED, CLOSED}


@cached_on_owner
def items(snapshot: Snapshot, shown: Board, today: date) -> tuple[Item, ...]:
    """Every item of a board's year up to its month: overdue answers first, then passed deadlines, then as on the agenda."""
    statuses, gaps = _year(snapshot, shown.through)
    found = [
        _item(
            snapshot,
            shown,
            row | {"statuses": statuses[row["subject"]], "course": gaps.get(row["subject"], [])},
            today,
        )
        for row in _subjects(shown)
    ]
    places = {subject: place for place, subject in enumerate(shown.follow_ups["subject"])}
    order = list(ITEM_STATES)
    return tuple(
        sorted(
            filter(None, found),
            key=lambda item: (
                item.state != OVERDUE, not item.deadline_passed,
                order.index(item.state) if not item.is_lagging else 0, places.get(item.subject, len(places)),
            ),
        )
    )  # fmt: skip


def _subjects(shown: Board) -> list[dict[str, Any]]:
    columns = ["lift", "name", "responsible_unit", "unit_origin", "status"]
    indicators = shown.indicators[columns].assign(what="indicator")
    tasks = shown.tasks.rename(columns={"title": "name"}).assign(unit_origin=shown.tasks["origin"])
    both = pd.concat([indicators, tasks[columns].assign(what="task")])
    return records(both.rename_axis("subject").reset_index())


@cached_on_owner
def _year(snapshot: Snapshot, through: Period) -> tuple[dict[str, list[str]], dict[str, list[float | None]]]:
    """Subject -> its status, and its gap, in each month up to ``through``."""
    boards = [board(snapshot, None, Period(through.year, month)) for month in range(1, through.month + 1)]
    statuses = pd.concat(
        [pd.concat([one.indicators["status"], one.tasks["status"]]) for one in boards], axis=1
    )
    # A gap in the indicator's own unit, as of a mean, is compared as a share of its target.
    points = [
        one.indicators["gap_points"].fillna(one.indicators["gap"] / one.indicators["target"].abs() * 100)
        for one in boards
    ]
    gaps = pd.concat(points, axis=1).astype(object)
    gaps = gaps.where(gaps.notna(), None)
    return (
        {str(subject): list(row) for subject, row in zip(statuses.index, statuses.to_numpy(), strict=True)},
        {str(subject): list(row) for subject, row in zip(gaps.index, gaps.to_numpy(), strict=True)},
    )


def _item(snapshot: Snapshot, shown: Board, row: dict[str, Any], today: date) -> Item | None:
    through = shown.through
    entries = entries_of_year(snapshot, through).get(row["subject"], ())
    closing = closing_entry(entries)
    closed_at = int(closing.period[5:7]) if closing else 0
    run = _last_run(row["statuses"], after=closed_at)
    is_closed = not run
    run = run or _last_run(row["statuses"], after=0)
    if not run or (is_closed and closing is None):
        return None
    since = Period(through.year, run[0])
    answers = [entry for entry in entries if entry.deed == ANSWER]
    if not is_closed:
        answers = [entry for entry in answers if int(entry.period[5:7]) > closed_at]
    answer = answers[-1].answer if answers else None
    due = answer_due_day(snapshot, since)
    if is_closed:
        state = CLOSED
    elif _is_back(row["statuses"]):
        state = PROPOSED
    elif answer is not None:
        state = ANSWERED
    else:
        state = OVERDUE if today > due else AWAITING
    first = answers[0].at.astimezone(LOCAL_ZONE).date() if answers else None
    unit = row["responsible_unit"]
    return Item(
        row["subject"], row["what"], row["lift"], row["name"], unit if isinstance(unit, str) else "", row["unit_origin"],
        state, since, len(run), tuple(row["course"]), answer, entries, due,
        was_in_time=first <= due if first else False if today > due else None,
        deadline_passed=bool(state == ANSWERED and answer and answer.deadline and answer.deadline < today),
    )  # fmt: skip


def _last_run(statuses: Sequence[str], *, after: int) -> list[int]:
    """The last months in a row that lag, of those after a month; those without a verdict do not end it."""
    run: list[int] = []
    ended = False
    for month, status in enumerate(statuses, start=1):
        if month <= after:
            continue
        if status in _LAGGING:
            run = [month] if ended else [*run, month]
            ended = False
        elif status in _ON_SCHEDULE:
            ended = True
    return run


def _is_back(statuses: Sequence[str]) -> bool:
    """Whether the last verdict is on schedule; where there is none now, it is an earlier month's."""
    verdicts = [status for status in statuses if status in _LAGGING | _ON_SCHEDULE]
    return bool(verdicts) and verdicts[-1] in _ON_SCHEDULE


def answer_due_day(snapshot: Snapshot, month: Period) -> date:
    """Until when an item is to be answered that began with a month: for September on October 25th, as the settings say."""
    return due_day(snapshot, month).replace(day=settings_of(snapshot).report.answer_day)
