"""Tasks: their verdicts at the end of a day, and how many are planned and done by month."""

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


def judge_tasks(tasks: pd.DataFrame, day: date, rules: Settings) -> pd.DataFrame:
    """Every task's verdict at the end of ``day``.

    Returns:
        ``tasks`` by due date, index ``task``, with ``status`` (a code of ``wording.TASK_STATUS``) and ``days`` left,
        negative when over. A task nobody reported on is awaiting, not overdue.
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
    """Tasks planned and done by month, cumulative counts over the year of ``through``.

    Only tasks due in that year are planned, so that a three-year task does not count against its first year.
    While nobody has reported on any of them, ``done`` is unknown (NaN), not 0.
    """
    tasks = tasks[pd.to_datetime(tasks["due"]).dt.year == through.year]
    due, done_on = pd.to_datetime(tasks["due"]), pd.to_datetime(tasks["done_on"])
    state = tasks["state"].fillna("")
    ends = pd.date_range(f"{through.year}-01-01", periods=MONTHS[-1], freq="ME").to_numpy()
    # Done without a day: nobody knows since when, so it counts only in the month looked at.
    undated = (done_on.isna() & (state == DONE)).sum()
    planned, done = ((days.to_numpy()[:, None] <= ends).sum(axis=0) for days in (due, done_on))
    done[through.month - 1] += undated
    months = pd.DataFrame({"planned": planned, "done": done}, index=pd.Index(MONTHS, name="month"))
    months["done"] = months["done"].where((months.index <= through.month) & (state != "").any())
    return months
