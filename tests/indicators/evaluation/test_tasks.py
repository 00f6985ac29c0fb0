"""Tasks: which verdict one has on a day, and how many are planned and done by month."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from indicators.evaluation.tasks import judge_tasks, tasks_by_month
from indicators.period import Period
from indicators.settings import Settings, TaskSettings

TODAY = date(2024, 9, 30)
SEPTEMBER = Period(2024, 9)


def tasks(*rows: dict[str, Any]) -> pd.DataFrame:
    """Tasks as a snapshot holds them, due in December and reported as going on by default."""
    default = {
        "lift": "safety",
        "title": "任务",
        "due": date(2024, 12, 31),
        "state": "进行中",
        "done_on": None,
    }
    default |= {"responsible_unit": "", "origin": "报送"}
    return pd.DataFrame([default | {"task": f"task_{i}"} | row for i, row in enumerate(rows)])


def judged(*rows: dict[str, Any], day: date = TODAY, rules: Settings | None = None) -> pd.DataFrame:
    """The tasks with their verdicts."""
    return judge_tasks(tasks(*rows), day, rules or Settings())


@pytest.mark.parametrize(
    ("due", "status", "days"),
    [
        (date(2024, 9, 18), "overdue", -12),
        (date(2024, 9, 29), "overdue", -1),
        (date(2024, 9, 30), "due_soon", 0),
        (date(2024, 10, 30), "due_soon", 30),
        (date(2024, 10, 31), "in_progress", 31),
    ],
)
def test_open_task(due: date, status: str, days: int) -> None:
    """An open task is overdue by the days since it was due, 临期 in the 30 days before, else in progress."""
    row = judged({"due": due}).iloc[0]
    assert (row["status"], row["days"]) == (status, days)


def test_days_of_due_soon_are_a_setting() -> None:
    """A customer who warns 60 days ahead is warned 60 days ahead."""
    rules = Settings(tasks=TaskSettings(due_soon_days=60))
    assert judged({"due": date(2024, 11, 29)}, rules=rules).iloc[0]["status"] == "due_soon"


@pytest.mark.parametrize("due", [date(2024, 4, 30), date(2024, 10, 10), date(2024, 12, 31)])
@pytest.mark.parametrize("state", ["", None])
def test_unreported_task_is_awaiting(due: date, state: object) -> None:
    """A task nobody reported on is awaiting whatever its date: silence is neither overdue nor in progress."""
    assert judged({"due": due, "state": state}).iloc[0]["status"] == "awaiting"


def test_done_task() -> None:
    """A task is done from its day on, also with its date left out, and even if it came late."""
    rows = [{"done_on": date(2024, 9, 30)}, {"due": date(2024, 4, 30), "done_on": date(2024, 6, 1)}]
    assert set(judged(*rows, {"state": "已完成"})["status"]) == {"done"}


def test_done_later_is_not_done_yet() -> None:
    """Looking at April, what was handed over in May was overdue."""
    row = {"due": date(2024, 4, 15), "state": "已完成", "done_on": date(2024, 5, 20)}
    assert judged(row, day=date(2024, 4, 30)).iloc[0][["status", "days"]].tolist() == ["overdue", -15]
    assert judged(row, day=date(2024, 5, 31)).iloc[0]["status"] == "done"


def test_tasks_are_in_the_order_of_their_dates() -> None:
    """The task due first is listed first."""
    order = judged({"task": "late"}, {"task": "early", "due": date(2024, 3, 1)}).index
    assert order.tolist() == ["early", "late"]


def test_planned_against_done_by_month() -> None:
    """Planned and done add up over the year: planned through December, done no further than the month looked at."""
    months = tasks_by_month(
        tasks(
            {"due": date(2024, 4, 30), "done_on": date(2024, 6, 3)},
            {"due": date(2024, 6, 30), "done_on": date(2024, 2, 29)},
            {"due": date(2024, 9, 30)},
            {"done_on": date(2024, 10, 1)},
        ),
        SEPTEMBER,
    )
    assert months["planned"].tolist() == [0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 3, 4]
    assert months["done"].dropna().tolist() == [0, 1, 1, 1, 1, 2, 2, 2, 2]


def test_task_of_another_year_is_not_counted() -> None:
    """A three-year task counts neither against its first year nor for it, and last year's task not at all."""
    done_early = {"due": date(2026, 12, 31), "done_on": date(2024, 3, 1)}
    months = tasks_by_month(tasks({}, done_early, {"due": date(2023, 12, 31)}), SEPTEMBER)
    assert months.loc[12, "planned"] == 1
    assert months.loc[9, "done"] == 0


def test_done_is_unknown_while_nobody_reports() -> None:
    """Without any report the chart has no line of done tasks, instead of one at 0."""
    assert tasks_by_month(tasks({"state": ""}, {"state": None}), SEPTEMBER)["done"].isna().all()
    assert tasks_by_month(tasks({"state": "进行中"}, {"state": None}), SEPTEMBER)["done"][9] == 0


def test_report_on_another_years_task_says_nothing_of_this_year() -> None:
    """A report on a task of 2026 alone leaves unknown how many tasks of 2024 are done."""
    months = tasks_by_month(tasks({"state": ""}, {"due": date(2026, 12, 31)}), SEPTEMBER)
    assert months["done"].isna().all()


def test_chart_and_list_agree() -> None:
    """As many tasks are done in the month looked at as have the verdict 已完成."""
    rows = [{"state": "已完成"}, {"done_on": date(2024, 9, 2)}]
    listed = (judged(*rows)["status"] == "done").sum()
    assert tasks_by_month(tasks(*rows), SEPTEMBER)["done"][9] == listed
