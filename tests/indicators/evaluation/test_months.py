"""Which months can be looked at, and which one opens, on real tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from indicators.evaluation.board import board
from indicators.evaluation.months import default_month, months
from indicators.period import Period
from indicators.store.schemas import REPORTED
from indicators.store.store import Store
from indicators.store.upload import Upload

if TYPE_CHECKING:
    from pathlib import Path

SEPTEMBER, OCTOBER, DECEMBER = (Period(2024, month) for month in (9, 10, 12))
EARLY, LATE = date(2024, 11, 5), date(2030, 1, 5)  # the days on which somebody looks
SIX = ["unicorns", "new_projects", "gdp_growth", "projects_3bn", "industrial_output", "reserved_land"]


def report(store: Store, table: str = "observations", **cells: Any) -> None:
    """One row as an office reports it."""
    row = {"lift": "innovation", "origin": REPORTED} | cells
    store.append(table, pd.DataFrame([row]), Upload.new("经发局"))


def test_default_month(simulated: Store, seeded: Store, tmp_path: Path) -> None:
    """The dashboard opens well reported: September with demonstration, else the newest value, else December."""
    assert (default_month(simulated.snapshot()), default_month(seeded.snapshot())) == (SEPTEMBER, DECEMBER)
    (empty := Store(tmp_path)).create({})
    assert default_month(empty.snapshot()) == DECEMBER


def test_default_month_needs_more_than_half(store: Store) -> None:
    """Half of the 14 planned indicators is not enough; blanks and unplanned indicators do not help."""
    report(store, "catalogue", indicator="accidents", lift="safety", name="生产安全事故")
    report(store, indicator="accidents", lift="safety", period="2024-10", value=1)
    report(store, indicator="gazelles", period="2024-10", value=None)
    # With the published deliveries these are seven.
    for name in SIX:
        report(store, indicator=name, period="2024-10", value=1)
    assert default_month(store.snapshot()) == DECEMBER
    report(store, indicator="gazelles", period="2024-10", value=70)
    assert default_month(store.snapshot()) == OCTOBER


def test_months_to_choose_from(simulated: Store) -> None:
    """The picker holds every month of the plan's year up to the newest value, newest first, whenever it is looked at."""
    keys = [period.key for period in months(simulated.snapshot(), EARLY)]
    assert keys == [period.key for period in months(simulated.snapshot(), LATE)]
    assert keys == sorted(keys, reverse=True)
    assert [key for key in keys if key >= "2024-01"] == [f"2024-{month:02d}" for month in range(12, 0, -1)]


def test_a_new_plan_can_be_looked_at(store_with_demo: Store) -> None:
    """As soon as the next year's plan is announced its January can be chosen, without a value; a far one waits."""
    for name in ("gazelles", "unicorns"):
        report(store_with_demo, "plans", indicator=name, year=2025, target=90)
    report(store_with_demo, "plans", indicator="gazelles", year=2027, target=120)
    now = store_with_demo.snapshot()
    assert [month.key for month in months(now, EARLY)][:2] == ["2025-01", "2024-12"]
    assert board(now, None, Period(2025, 1)).indicator_counts == {"awaiting": 2}
    assert default_month(now) == SEPTEMBER


def test_what_is_not_reported_yet_can_be_looked_at(store_with_demo: Store) -> None:
    """Months of a planned year open as they come, without a value: what is overdue there is to be seen; none beyond its plan."""
    report(store_with_demo, "plans", indicator="gazelles", year=2025, target=90)
    now = store_with_demo.snapshot()
    newest = {day: months(now, day)[0].key for day in (date(2025, 1, 2), date(2025, 4, 30), LATE)}
    assert newest == {date(2025, 1, 2): "2025-01", date(2025, 4, 30): "2025-04", LATE: "2025-12"}
    assert default_month(now) == SEPTEMBER


def test_the_month_that_opens_can_be_chosen(store: Store) -> None:
    """A new year's first value may come before its plan: the picker holds its month and the one the dashboard opens with."""
    report(store, indicator="li_auto_deliveries", lift="industry", period="2025-01", value=2.9927)
    assert default_month(store.snapshot()) in months(store.snapshot(), EARLY)
    assert months(store.snapshot(), EARLY)[0] == Period(2025, 1)


def test_the_year_turns_with_the_tables(store_with_demo: Store) -> None:
    """January opens once more than half of what its own year plans is in, whatever last year planned."""
    for name in SIX[:2]:
        report(store_with_demo, "plans", indicator=name, year=2025, target=1)
    report(store_with_demo, indicator=SIX[0], period="2025-01", value=1)
    assert default_month(store_with_demo.snapshot()) == SEPTEMBER
    report(store_with_demo, indicator=SIX[1], period="2025-01", value=1)
    assert default_month(store_with_demo.snapshot()) == Period(2025, 1)


def test_a_plan_without_any_value(tmp_path: Path) -> None:
    """Before the first value the dashboard opens at the end of the newest plan, whatever the settings say."""
    (bare := Store(tmp_path)).create({})
    for year in (2025, 2026):
        report(bare, "plans", indicator="gazelles", year=year, target=90)
    assert default_month(bare.snapshot()) == Period(2026, 12)
    assert months(bare.snapshot(), EARLY)[0] == Period(2026, 12)
