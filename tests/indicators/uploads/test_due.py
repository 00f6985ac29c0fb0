"""Which month is due next, and how much of it each unit in charge has to report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from indicators.frames import records
from indicators.period import Period
from indicators.store.schemas import REPORTED
from indicators.store.upload import Upload
from indicators.uploads.due import due_by_unit, month_to_report

if TYPE_CHECKING:
    from indicators.store.store import Store


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2024, 10, 1), Period(2024, 9)),
        (date(2024, 10, 18), Period(2024, 9)),
        (date(2024, 10, 19), Period(2024, 10)),
        (date(2024, 12, 31), Period(2024, 12)),
        (date(2025, 1, 18), Period(2024, 12)),
        (date(2025, 1, 19), Period(2025, 1)),
        (date(2024, 2, 29), Period(2024, 2)),
    ],
)
def test_month_due_next(seeded: Store, day: date, month: Period) -> None:
    """Until the 18th it is the month before, from the 19th on the current one, over the turn of the year as well."""
    assert month_to_report(seeded.snapshot(), day) == month


def named(store: Store, **units: str) -> None:
    """Name the units in charge of these indicators."""
    catalogue = store.snapshot().catalogue
    rows = catalogue[catalogue["indicator"].isin(units)]
    rows = rows.assign(responsible_unit=rows["indicator"].map(units), origin=REPORTED)
    store.append("catalogue", rows, Upload.new("管理员"))


def counts(store: Store, through: Period) -> dict[str, tuple[int, int]]:
    """What is due and what is in, by unit."""
    rows: list[dict[str, Any]] = records(due_by_unit(store.snapshot(), through))
    return {row["responsible_unit"]: (row["due"], row["reported"]) for row in rows}


def test_what_nobody_is_in_charge_of(store: Store) -> None:
    """Where no unit is named all of it stands in one line; a month without GDP has one indicator less than one with it."""
    september, august = counts(store, Period(2024, 9)), counts(store, Period(2024, 8))
    assert set(september) == set(august) == {""}
    quarterly = store.snapshot().catalogue["frequency"].eq("quarter").sum()
    assert september[""][0] - august[""][0] == quarterly > 0


def test_by_unit(store: Store) -> None:
    """Each unit's own are counted, in the catalogue's order, and what nobody answers for comes last."""
    due = counts(store, Period(2024, 9))[""][0]
    named(store, unicorns="科技局", gazelles="科技局", li_auto_deliveries="经发局")
    now = counts(store, Period(2024, 9))
    assert [*now] == ["经发局", "科技局", ""]
    assert now == {"经发局": (1, 1), "科技局": (2, 0), "": (due - 3, 0)}
    row = {
        "indicator": "gazelles",
        "lift": "innovation",
        "period": "2024-09",
        "value": 60.0,
        "origin": REPORTED,
    }
    store.append("observations", pd.DataFrame([row]), Upload.new("科技局"))
    assert counts(store, Period(2024, 9))["科技局"] == (2, 1)
    assert counts(store, Period(2024, 8))["科技局"] == (2, 0)


def test_simulated_units(store_with_demo: Store) -> None:
    """A simulated unit is known as one, next to the same unit named for real."""
    assert set(due_by_unit(store_with_demo.snapshot(), Period(2024, 9))["unit_origin"]) == {"演示"}
    named(store_with_demo, unicorns="科技局")
    rows = due_by_unit(store_with_demo.snapshot(), Period(2024, 9))
    assert set(rows.loc[rows["responsible_unit"] == "科技局", "unit_origin"]) == {"演示", "报送"}
