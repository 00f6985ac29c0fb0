"""Tasks with their verdicts, and what must be followed up (督办), worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from indicators.evaluation.progress import MONTHS
from indicators.labels import DONE

if TYPE_CHECKING:
    from datetime import date

    from indicators.period import Period
    from indicators.settings import Settings

# What comes first on the agenda. Within one rank gap and chance lead together: see ``_lag_points``.
_RANK = {"behind": 0, "overdue": 1, "slow": 2, "stale": 3, "awaiting": 4, "due_soon": 5}


def judge_tasks(tasks: pd.DataFrame, day: date, rules: Settings) -> pd.DataFrame:
    """Every task's verdict as of the end of ``day``.

    Returns:
        ``tasks`` indexed by ``task`` in the order of their due dates, with ``status`` (a code of
        ``wording.TASK_STATUS``) and ``days``: left until the due date, negative when over.
        Without any report there is no verdict: a task nobody reported on is awaiting, not overdue.
    """
    tasks = tasks.set_index("task")
    at = pd.Timestamp(day)
    due, done_on = pd.to_datetime(tasks["due"]), pd.to_datetime(tasks["done_on"])
    days = (due - at).dt.days
    reported = tasks["state"].fillna("") != ""
    done = (done_on <= at) | (done_on.isna() & (tasks["state"] == DONE))
    status = np.select(
        [done, ~reported, days < 0, days <= rules.tasks.due_soon_days],
        ["done", "awaiting", "overdue", "due_soon"],
        default="in_progress",
    )
    return tasks.assign(status=status, days=days).sort_values(["due", "lift"], kind="stable")


def tasks_by_month(tasks: pd.DataFrame, through: Period) -> pd.DataFrame:
    """Planned-done against actually-done by month, cumulative counts over the year of ``through``.

    Only tasks due in that year are planned, so that a three-year task does not count against its first year.
    While nobody has reported on any of them, ``done`` is unknown (NaN), not 0.
    """
    due, done_on = pd.to_datetime(tasks["due"]), pd.to_datetime(tasks["done_on"])
    ends = [pd.Timestamp(through.year, month, 1) + pd.offsets.MonthEnd(0) for month in MONTHS]
    this_year = due.dt.year == through.year
    state = tasks["state"].fillna("")
    reported = bool((this_year & (state != "")).any())
    # Done without a day: nobody knows since when, so it counts in the month looked at only.
    undated = this_year & done_on.isna() & (state == DONE)
    planned = [int((this_year & (due <= end)).sum()) for end in ends]
    done = [
        int(((this_year & (done_on <= end)) | (undated & (month == through.month))).sum())
        if month <= through.month and reported
        else np.nan
        for month, end in zip(MONTHS, ends, strict=True)
    ]
    return pd.DataFrame({"planned": planned, "done": done}, index=pd.Index(MONTHS, name="month"))


def follow_ups(
    indicators: pd.DataFrame, tasks: pd.DataFrame, asked: pd.DataFrame, through: Period
) -> pd.DataFrame:
    """What must be followed up, worst first, with reason, measure and deadline where they are on record.

    Returns:
        Columns ``subject`` (indicator or task), ``what``, ``lift``, ``name``, ``status``, ``gap_points``,
        ``days``, ``chance``, ``responsible_unit``, ``unit_origin``, ``origin``, ``reason``, ``measure``, ``deadline``.
    """
    columns = [
        "lift", "name", "status", "gap_points", "days", "chance", "responsible_unit", "unit_origin", "origin",
    ]  # fmt: skip
    of_tasks = tasks.rename(columns={"title": "name"}).assign(
        gap_points=np.nan, chance=np.nan, unit_origin=tasks["origin"]
    )
    parts = [
        indicators.assign(days=np.nan)[columns].assign(what="indicator"),
        of_tasks[columns].assign(what="task"),
    ]
    agenda = pd.concat(parts).rename_axis("subject").reset_index()
    agenda = agenda[agenda["status"].isin(list(_RANK))]
    agenda = agenda.assign(rank=agenda["status"].map(_RANK), lag=_lag_points(agenda))
    agenda = agenda.sort_values(["rank", "lag", "days"], ascending=[True, False, True], kind="stable")
    said = asked[asked["period"] == through.key].set_index("subject")[["reason", "measure", "deadline"]]
    agenda = agenda.drop(columns=["rank", "lag"]).reset_index(drop=True)
    # Not a join: pandas cannot join two empty columns of text.
    return agenda.assign(**said.reindex(agenda["subject"]).set_axis(agenda.index))


def _lag_points(agenda: pd.DataFrame) -> pd.Series:
    """How far an item lags, 百分点, the heavier the less likely its target still is.

    Gap x (1 + chance of missing): 10 points behind with 90 % to miss (19.0) come before 12 behind with 20 % (14.4).
    Without a projection (rates) nothing is known of the rest of the year: half.
    """
    missing = 1 - agenda["chance"].fillna(0.5)
    return -agenda["gap_points"] * (1 + missing)
