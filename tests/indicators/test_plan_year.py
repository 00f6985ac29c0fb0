"""Years: which indicators and which tasks a month counts, on real tables."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from indicators.labels import CANCELLED, DONE, UNDER_WAY
from indicators.period import Period
from indicators.plan_year import counted_tasks, plan_years, planned_indicators, year_in_force
from indicators.store.schemas import REPORTED
from indicators.store.store import Store
from indicators.store.upload import Upload

if TYPE_CHECKING:
    from pathlib import Path

NEW_YEAR = datetime(2025, 1, 20, 2, tzinfo=UTC)


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    """Tables without any row."""
    store = Store(tmp_path)
    store.create({})
    return store


def plan(store: Store, *indicators: str, at: datetime = NEW_YEAR, year: int = 2025, **cells: Any) -> None:
    """Targets of a year as they come in at a moment."""
    rows = [
        {"indicator": name, "lift": "industry", "year": year, "target": 1.0} | cells for name in indicators
    ]
    append(store, "plans", rows, at)


def task(store: Store, name: str, due: date, at: datetime = NEW_YEAR, **cells: Any) -> None:
    """A row of a task as it is reported at a moment, under way by default."""
    row = {"task": name, "lift": "city", "title": name, "due": due, "due_basis": f"{due}", "state": UNDER_WAY}
    append(store, "tasks", [row | cells], at)


def append(store: Store, table: str, rows: list[dict[str, Any]], at: datetime) -> None:
    """Rows of one report."""
    store.append(table, pd.DataFrame(rows).assign(origin=REPORTED), Upload(f"{at:%Y%m%d%H}", "经发局", at))


def planned(store: Store, year: int, month: int) -> set[str]:
    """The indicators that count in a month."""
    return set(planned_indicators(store.snapshot(), Period(year, month)))


def counted(store: Store, year: int, month: int = 12) -> dict[str, str]:
    """The tasks that count in a month, and when they are due there."""
    rows = counted_tasks(store.snapshot(), Period(year, month))
    assert [str(due) for due in rows["due"]] == rows["due_basis"].tolist()
    return {str(name): str(due) for name, due in zip(rows["task"], rows["due"], strict=True)}


def test_a_month_counts_what_its_year_plans(empty: Store) -> None:
    """Indicators come and go with the years; a year without a plan waits for all that is in the catalogue."""
    rows = [
        {"indicator": name, "lift": "industry", "name": name} for name in ("output", "revenue", "patents")
    ]
    append(empty, "catalogue", rows, NEW_YEAR)
    assert planned(empty, 2024, 12) == {"output", "revenue", "patents"}
    plan(empty, "output", "revenue", year=2024)
    plan(empty, "output", "patents", year=2025)
    assert planned(empty, 2024, 1) == planned(empty, 2024, 12) == {"output", "revenue"}
    assert planned(empty, 2025, 3) == {"output", "patents"}
    assert planned(empty, 2026, 1) == {"output", "revenue", "patents"}


@pytest.mark.parametrize(
    ("came", "first_month"),
    [
        (datetime(2025, 6, 20, 2, tzinfo=UTC), 6),
        # 18 June is the day by which May is to be reported, in China's time.
        (datetime(2025, 6, 18, 15, 59, tzinfo=UTC), 5),
        (datetime(2025, 6, 18, 16, 1, tzinfo=UTC), 6),
        (datetime(2025, 2, 17, 2, tzinfo=UTC), 1),
        (datetime(2025, 12, 30, 2, tzinfo=UTC), 12),
        (datetime(2026, 1, 18, 2, tzinfo=UTC), 12),
    ],
)
def test_what_is_added_later_changes_no_month_before(empty: Store, came: datetime, first_month: int) -> None:
    """Added while the year runs, an indicator counts from the first month whose numbers were not due yet."""
    plan(empty, "output", "revenue")
    plan(empty, "patents", at=came)
    counts = {month: planned(empty, 2025, month) - {"output", "revenue"} for month in range(1, 13)}
    assert counts == {month: {"patents"} if month >= first_month else set() for month in range(1, 13)}


def test_a_revision_is_no_addition(empty: Store) -> None:
    """What was in the plan from the beginning stays in all its months when its target is revised."""
    plan(empty, "output", "revenue")
    plan(empty, "output", at=datetime(2025, 9, 2, tzinfo=UTC), target=2.0)
    assert planned(empty, 2025, 1) == {"output", "revenue"}


def test_a_year_that_is_over_is_filled_in_whole(empty: Store) -> None:
    """What is entered when a year is over belongs to all of it, unless its document has a date."""
    plan(empty, "output", year=2024, at=datetime(2026, 11, 2, tzinfo=UTC))
    plan(empty, "revenue", year=2024, at=datetime(2026, 11, 9, tzinfo=UTC))
    plan(empty, "patents", year=2024, at=datetime(2026, 11, 9, tzinfo=UTC), announced=date(2024, 8, 20))
    assert planned(empty, 2024, 1) == planned(empty, 2024, 12) == {"output", "revenue", "patents"}
    plan(empty, "output", year=2024, at=datetime(2026, 11, 10, tzinfo=UTC), announced=date(2024, 1, 30))
    assert planned(empty, 2024, 7) == {"output", "revenue"}
    assert planned(empty, 2024, 8) == {"output", "revenue", "patents"}


def test_the_date_of_the_document_counts(empty: Store) -> None:
    """Departments that hand in one announcement on different days plan the same year."""
    announced = date(2025, 1, 26)
    plan(empty, "output", announced=announced)
    plan(empty, "revenue", at=datetime(2025, 10, 9, tzinfo=UTC), announced=announced)
    assert planned(empty, 2025, 1) == {"output", "revenue"}


@pytest.mark.parametrize(
    ("retired", "last_month"),
    [
        (date(2025, 6, 1), 6),
        (date(2025, 6, 30), 6),
        (date(2025, 5, 31), 5),
        (date(2024, 12, 31), 0),
        (date(2026, 1, 1), 12),
    ],
)
@pytest.mark.parametrize("year_has_plan", [True, False])
def test_a_retired_indicator(empty: Store, retired: date, last_month: int, *, year_has_plan: bool) -> None:
    """It counts up to the month of its last day, and in none after it, whether a plan names it or there is none."""
    rows = [
        {"indicator": name, "lift": "industry", "name": name, "retired": None} for name in ("output", "old")
    ]
    append(empty, "catalogue", rows, NEW_YEAR)
    if year_has_plan:
        plan(empty, "output", "old")
    before = {month: planned(empty, 2025, month) for month in range(1, 13)}
    append(empty, "catalogue", [rows[1] | {"retired": retired}], datetime(2025, 9, 9, tzinfo=UTC))
    assert {month: planned(empty, 2025, month) for month in range(1, last_month + 1)} == {
        month: before[month] for month in range(1, last_month + 1)
    }
    assert all(planned(empty, 2025, month) == {"output"} for month in range(last_month + 1, 13))


def test_the_plan_in_force(empty: Store) -> None:
    """Until the new plan is there, the last one is worked on."""
    assert (plan_years(empty.snapshot()), year_in_force(empty.snapshot(), 2024)) == ((), None)
    plan(empty, "output", year=2024)
    plan(empty, "output", year=2026)
    years = {year: year_in_force(empty.snapshot(), year) for year in range(2023, 2028)}
    assert years == {2023: None, 2024: 2024, 2025: 2024, 2026: 2026, 2027: 2026}


def test_a_task_stays_until_the_next_plan(empty: Store) -> None:
    """A task that was not done stands in the new year until its plan is there, and in the old one for good."""
    plan(empty, "output", year=2024)
    task(empty, "park", date(2024, 6, 30), year=2024)
    task(empty, "three_years", date(2026, 12, 31), year=2024)
    assert set(counted(empty, 2025, 3)) == {"park", "three_years"}
    plan(empty, "output", year=2025)
    assert set(counted(empty, 2025, 3)) == {"three_years"}
    assert set(counted(empty, 2024)) == {"park", "three_years"}


def test_a_task_counts_from_the_year_it_was_announced_in(empty: Store) -> None:
    """A task of the new plan changes nothing of the year before; one that was stored without a year was always there."""
    task(empty, "bridge", date(2025, 6, 30), year=2025)
    task(empty, "old", date(2025, 6, 30))
    assert [set(counted(empty, year)) for year in (2024, 2025)] == [{"old"}, {"old", "bridge"}]


def test_a_task_that_is_carried_over(empty: Store) -> None:
    """In the year it was missed it keeps its due date; from the year it is carried into the new one counts."""
    plan(empty, "output", year=2024)
    plan(empty, "output", year=2025)
    task(empty, "park", date(2024, 9, 30), year=2024)
    task(empty, "park", date(2026, 3, 31), year=2025, at=datetime(2025, 1, 22, tzinfo=UTC))
    dues = {year: counted(empty, year) for year in (2024, 2025, 2026)}
    assert dues == {
        2024: {"park": "2024-09-30"}, 2025: {"park": "2026-03-31"}, 2026: {"park": "2026-03-31"}
    }  # fmt: skip


def test_a_task_whose_date_is_moved_within_its_year(empty: Store) -> None:
    """A date that is moved without a new year is a correction: the newest counts."""
    task(empty, "park", date(2024, 4, 30), year=2024)
    task(empty, "park", date(2024, 10, 31), year=2024, at=datetime(2025, 1, 22, tzinfo=UTC))
    assert counted(empty, 2024) == {"park": "2024-10-31"}


@pytest.mark.parametrize("state", [DONE, CANCELLED])
def test_what_has_ended_is_no_task_of_later_years(empty: Store, state: str) -> None:
    """Done or cancelled, a task counts in the year it ended in, not in those after it."""
    task(empty, "three_years", date(2026, 12, 31), year=2024, state=state, done_on=date(2025, 5, 20))
    task(empty, "no_day", date(2024, 12, 31), year=2024, state=DONE)
    assert set(counted(empty, 2024)) == {"three_years", "no_day"}
    assert set(counted(empty, 2025, 4)) == {"three_years"}
    assert counted(empty, 2026) == {}


def test_a_cancelled_task_counts_up_to_its_day(empty: Store) -> None:
    """It is neither done nor late from then on; a month before shows it as it was. Without a day it counts nowhere."""
    task(empty, "park", date(2024, 12, 31), year=2024, state=CANCELLED, done_on=date(2024, 8, 31))
    task(empty, "bridge", date(2024, 12, 31), year=2024, state=CANCELLED)
    assert [set(counted(empty, 2024, month)) for month in (7, 8, 9)] == [{"park"}, set(), set()]
