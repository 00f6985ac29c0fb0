"""Tasks with their verdicts, and what must be followed up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from indicators.evaluation.agenda import follow_ups, judge_tasks, tasks_by_month
from indicators.period import Period
from indicators.settings import Settings, TaskSettings

TODAY = date(2024, 9, 30)
SEPTEMBER = Period(2024, 9)
NAN = float("nan")


def tasks(*rows: dict[str, Any]) -> pd.DataFrame:
    """Tasks as a snapshot holds them, due in December and reported as going on unless told otherwise."""
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


def test_tasks_stand_in_the_order_of_their_dates() -> None:
    """The task due first stands first."""
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


def agenda(
    asked: pd.DataFrame | None = None,
    chances: dict[str, float] | None = None,
    gaps: dict[str, float] | None = None,
) -> pd.DataFrame:
    """What must be followed up of indicators and tasks of every status."""
    given = {
        "slow": ("slow", -3.0), "behind": ("behind", -8.0), "worst": ("behind", -32.3), "stale": ("stale", NAN),
        "awaiting": ("awaiting", NAN), "good": ("on_schedule", 2.0), "achieved": ("achieved", 9.0),
        "unplanned": ("unplanned", NAN), "withheld": ("withheld", NAN),
    }  # fmt: skip
    indicators = pd.DataFrame.from_dict(given, orient="index", columns=["status", "gap_points"]).assign(
        lift="industry", name="指标", responsible_unit="", unit_origin="公开", origin="公开", chance=NAN
    )
    indicators.loc[list(gaps or {}), "gap_points"] = list((gaps or {}).values())
    indicators.loc[list(chances or {}), "chance"] = list((chances or {}).values())
    days = [5, 20, -3, -40, 90]
    dues = [{"task": f"days_{n}", "due": date.fromordinal(TODAY.toordinal() + n)} for n in days]
    columns = ["subject", "period", "reason", "measure", "deadline"]
    asked = pd.DataFrame(columns=columns) if asked is None else asked
    return follow_ups(indicators, judged(*dues, {"task": "done", "done_on": TODAY}), asked, SEPTEMBER)


def test_worst_first() -> None:
    """Behind by the larger gap, overdue by the most days, slow, stale, awaiting, due soon; nothing that goes well."""
    assert agenda()["subject"].tolist() == [
        "worst", "behind", "days_-40", "days_-3", "slow", "stale", "awaiting", "days_5", "days_20",
    ]  # fmt: skip


def test_gap_and_chance_together() -> None:
    """10 points behind with 90 % to miss weigh 19.0, 12 behind with 20 % weigh 14.4: the hopeless one leads."""
    gaps = {"behind": -10.0, "worst": -12.0}
    assert agenda(gaps=gaps)["subject"].tolist()[:2] == ["worst", "behind"]
    hopeless = agenda(chances={"behind": 0.1, "worst": 0.8}, gaps=gaps)
    assert hopeless["subject"].tolist()[:2] == ["behind", "worst"]


def test_what_was_asked_stands_beside_it() -> None:
    """Reason, measure and deadline of the month looked at stand on their subject's line, no other month's."""
    asked = pd.DataFrame(
        [
            {"subject": "worst", "period": "2024-09", "reason": "原因", "measure": "措施", "deadline": TODAY},
            {"subject": "behind", "period": "2024-08", "reason": "旧", "measure": "旧", "deadline": TODAY},
        ]
    )
    lines = agenda(asked).set_index("subject")[["reason", "measure", "deadline"]]
    assert lines.loc["worst"].tolist() == ["原因", "措施", TODAY]
    assert lines.drop(index="worst").isna().all(axis=None)
