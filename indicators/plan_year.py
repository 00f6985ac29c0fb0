"""The plan year: which indicators and which tasks a month counts.

A month belongs to the plan of its year. ``docs/reference.md``, "Years", has the rules in words.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd

from indicators.caching import cached_on_owner
from indicators.labels import CANCELLED, DONE
from indicators.period import LOCAL_ZONE, Period
from indicators.store import DEMO
from indicators.thresholds import settings_of

if TYPE_CHECKING:
    from indicators.store import Snapshot

_DECEMBER: Final = 12


def plan_years(snapshot: Snapshot) -> tuple[int, ...]:
    """The years that have a plan, oldest first."""
    return tuple(sorted(map(int, snapshot.plans["year"].unique())))


def year_in_force(snapshot: Snapshot, year: int) -> int | None:
    """The year whose plan is worked on: its own, or while that is not there the newest one before it."""
    return max((planned for planned in plan_years(snapshot) if planned <= year), default=None)


@cached_on_owner
def planned_indicators(snapshot: Snapshot, through: Period) -> frozenset[str]:
    """The indicators that count in a month; all in use while the year has no plan at all.

    What is added to a plan while its year runs counts from the first month whose numbers were not due yet when it came:
    added on 20 June, it is counted from June on, and the months up to May stay as they were shown.
    """
    retired = retired_indicators(snapshot, through)
    came = _came_into_plan(snapshot, through.year)
    if came.empty:
        return frozenset(snapshot.catalogue["indicator"]) - retired
    due_day = settings_of(snapshot).report.due_day
    year_closed = _due_day(Period(through.year, _DECEMBER), due_day)
    # What came with the plan itself counts all year, as does what is filled in when the year is over.
    whole_year = (came == came.min()) | (came > year_closed)
    return frozenset(came.index[whole_year | (came <= _due_day(through, due_day))]) - retired


@cached_on_owner
def retired_indicators(snapshot: Snapshot, through: Period) -> frozenset[str]:
    """The indicators that were in use only up to an earlier month, whatever a plan says."""
    last_days = pd.to_datetime(snapshot.catalogue["retired"])
    in_earlier_month = last_days < pd.Timestamp(through.year, through.month, 1)
    return frozenset(snapshot.catalogue.loc[in_earlier_month, "indicator"])


def _came_into_plan(snapshot: Snapshot, year: int) -> pd.Series:
    """The day each indicator came into a year's plan: its document's date, or else the day of the report."""
    log = snapshot.log["plans"]
    rows = log[log["year"] == year]
    reported = rows["reported_at"].dt.tz_convert(LOCAL_ZONE).dt.tz_localize(None).dt.normalize()
    came: pd.Series = pd.to_datetime(rows["announced"]).fillna(reported).groupby(rows["indicator"]).min()
    return came


def _due_day(month: Period, day: int) -> pd.Timestamp:
    """The day by which a month's numbers are to be reported."""
    year, following = divmod(month.year * _DECEMBER + month.month, _DECEMBER)
    return pd.Timestamp(date(year, following + 1, day))


@cached_on_owner
def counted_tasks(snapshot: Snapshot, through: Period) -> pd.DataFrame:
    """The tasks that count in a month, with their newest state and the due date that they have in its year."""
    # A simulated state says nothing of dates, whenever it was put in.
    log = snapshot.log["tasks"].sort_values("origin", key=lambda origins: origins != DEMO, kind="stable")
    # A task without a year was stored before tasks had one.
    announced = (
        log[log["year"].fillna(0) <= through.year].drop_duplicates("task", keep="last").set_index("task")
    )
    tasks = snapshot.tasks[snapshot.tasks["task"].isin(announced.index)]
    dates = announced.loc[tasks["task"], ["due", "due_basis"]].set_axis(tasks.index)
    tasks = tasks.assign(due=dates["due"], due_basis=dates["due_basis"])
    due, ended_on = pd.to_datetime(tasks["due"]), pd.to_datetime(tasks["done_on"])
    ended = tasks["state"].isin([DONE, CANCELLED])
    left_behind = due.dt.year < (year_in_force(snapshot, through.year) or 0)
    earlier = ended & (ended_on.fillna(due).dt.year < through.year)
    cancelled = (tasks["state"] == CANCELLED) & ~(ended_on > pd.Timestamp(through.end))
    return tasks[~left_behind & ~earlier & ~cancelled].reset_index(drop=True)
