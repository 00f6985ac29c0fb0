"""What each responsible unit has: on schedule, lagging, answered in time, reported on time, with the counts it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from indicators.follow_up.calendar import due_day
from indicators.period import LOCAL_ZONE, Period
from indicators.store import PUBLIC, REPORTED
from indicators.uploads import due_in_month

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from indicators.evaluation import Board
    from indicators.follow_up.items import Item
    from indicators.store import Snapshot

# Nothing is compared of fewer than three: units, or times of one of them.
FEWEST: Final = 3
_GOOD: Final = ("on_schedule", "achieved", "done")
_LAGGING: Final = ("slow", "behind", "overdue")


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def ratio(self) -> float | None:
        """The share; None where it rests on fewer than three."""
        return self.part / self.whole if self.whole >= FEWEST else None


@dataclass(frozen=True)
class UnitRecord:
    """One responsible unit.

    Attributes:
        unit: its name.
        unit_origin: 演示 for a simulated one.
        on_schedule: its indicators and tasks that are on schedule or done, of those with such a verdict.
        lagging: those slow, behind or overdue.
        answered: items answered in time, of those that were answered or had to be by now.
        reported: values reported on time, of those due this year by now.
    """

    unit: str
    unit_origin: str
    on_schedule: Share
    lagging: int
    answered: Share
    reported: Share


def unit_records(
    snapshot: Snapshot, shown: Board, found: Sequence[Item], today: date
) -> tuple[UnitRecord, ...]:
    """Every unit that answers for something: by its reports on time where three or more can be compared, else by the catalogue."""
    tasks = shown.tasks.assign(unit_origin=shown.tasks["origin"])
    columns = ["responsible_unit", "unit_origin", "status"]
    judged = pd.concat([shown.indicators[columns], tasks[columns]])
    judged = judged[judged["responsible_unit"].fillna("") != ""]
    on_time = reports_on_time(snapshot, shown.through, today)
    records = []
    for unit, rows in judged.groupby("responsible_unit", sort=False):
        good, lagging = (int(rows["status"].isin(words).sum()) for words in (_GOOD, _LAGGING))
        asked = [
            item.was_in_time
            for item in found
            if item.responsible_unit == unit and item.was_in_time is not None
        ]
        own = on_time[on_time["responsible_unit"] == unit]["on_time"]
        records.append(
            UnitRecord(
                str(unit), str(rows["unit_origin"].iloc[0]), Share(good, good + lagging), lagging,
                Share(sum(asked), len(asked)), Share(int(own.sum()), len(own)),
            )
        )  # fmt: skip
    if sum(record.reported.ratio is not None for record in records) >= FEWEST:
        records.sort(
            key=lambda record: -1.0 if record.reported.ratio is None else record.reported.ratio, reverse=True
        )
    return tuple(records)


def reports_on_time(snapshot: Snapshot, through: Period, today: date) -> pd.DataFrame:
    """Every value that had to be reported this year by now, up to a month, and whether it first came on time.

    What was published or came with the tables is nobody's report; nor was anything due of an indicator before the
    catalogue had it.

    Returns:
        Columns ``indicator``, ``responsible_unit``, ``period``, ``on_time``.
    """
    log = snapshot.log["observations"]
    log = log[log["value"].notna()]
    public = set(zip(log["indicator"], log["period"], log["origin"], strict=True))
    reported = log[log["origin"] == REPORTED].drop_duplicates(["indicator", "period"])
    first = dict(
        zip(
            zip(reported["indicator"], reported["period"], strict=True),
            map(_day, reported["reported_at"]),
            strict=True,
        )
    )
    known = {
        indicator: _day(at)
        for indicator, at in snapshot.log["catalogue"].groupby("indicator")["reported_at"].min().items()
    }
    found = []
    for month in (Period(through.year, number) for number in range(1, through.month + 1)):
        last = due_day(snapshot, month)
        if last >= today:
            break
        for row in due_in_month(snapshot, month).itertuples():
            key = (row.indicator, month.key)
            if known[row.indicator] <= last and (*key, PUBLIC) not in public:
                found.append((*key, row.responsible_unit, key in first and first[key] <= last))
    return pd.DataFrame(found, columns=["indicator", "period", "responsible_unit", "on_time"])


def _day(moment: pd.Timestamp) -> date:
    return moment.tz_convert(LOCAL_ZONE).date()
