"""Demonstration data: the same everywhere, marked in every row, about no person, with something of every kind."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.catalogue import load
from indicators.evaluation.board import board
from indicators.period import Period
from indicators.plan_year import counted_tasks
from indicators.store.demo import count_demo, demo_rows, demo_switches, switch_demo, with_demo
from indicators.store.schemas import DEMO, KEYS, REPORTED, SCHEMAS
from indicators.store.upload import Upload

if TYPE_CHECKING:
    from indicators.store.store import Store

KIND = {indicator.indicator: indicator for indicator in load().indicators}
# 经发局, 科技局, 组织部 …: the endings of what an office is called; nobody's surname and first name end so.
BUREAU = r"^[一-龥]{2,6}[局部]$"


@pytest.fixture(scope="module")
def values() -> pd.DataFrame:
    """The simulated values with year and month."""
    rows = demo_rows()["observations"]
    return rows.assign(year=rows["period"].str[:4].astype(int), month=rows["period"].str[5:].astype(int))


def ytd(values: pd.DataFrame, *kinds: str) -> list[pd.Series]:
    """Each indicator's values of one year in the order of months."""
    rows = values[values["indicator"].map(lambda name: KIND[name].kind in kinds)]
    years = rows.sort_values("month").groupby(["indicator", "year"])["value"]
    return [year for _, year in years]


def test_the_same_every_time() -> None:
    """Two makings are equal to the last digit, and a known number is where it was."""
    first, second = demo_rows(), demo_rows()
    for table, rows in first.items():
        pd.testing.assert_frame_equal(rows, second[table])
    output = first["observations"].set_index(["indicator", "period"])["value"]
    assert output["industrial_output", "2024-09"] == 1796.46
    assert output["gdp_growth", "2024-09"] == 7.5


def test_span(values: pd.DataFrame) -> None:
    """Values run from January 2023 to September 2024 without a hole; what is published late starts in February."""
    assert (values["period"].min(), values["period"].max()) == ("2023-01", "2024-09")
    months = values.groupby(["indicator", "year"])["month"].agg(list)
    assert months["gazelles", 2023] == list(range(1, 13))
    assert months["gazelles", 2024] == list(range(1, 10))
    assert months["industrial_output", 2024] == list(range(2, 10))
    assert months["gdp_growth", 2024] == [3, 6, 9]
    for span in months:
        assert len({after - before for before, after in pairwise(span)}) <= 1


def test_every_row_is_marked() -> None:
    """Every row of every table is 演示 and says that it was generated; plans are never simulated."""
    tables = demo_rows()
    assert set(tables) == {"observations", "tasks", "catalogue"}
    for name, rows in tables.items():
        assert set(rows["origin"]) == {DEMO}
        assert rows["source"].str.contains("演示").all()
        assert set(rows.columns) <= set(SCHEMAS[name].names)
        assert not rows.duplicated(list(KEYS[name])).any()


def test_no_person_is_named() -> None:
    """A responsible unit is a bureau; no lead official and no reporter is made up."""
    tables = demo_rows()
    for name in ("tasks", "catalogue"):
        assert tables[name]["responsible_unit"].str.match(BUREAU).all()
    for rows in tables.values():
        for column in {"lead_official", "reported_by"} & set(rows.columns):
            assert not rows[column].fillna("").astype(bool).any()


def test_public_figures_are_left_alone(values: pd.DataFrame) -> None:
    """What is published is not simulated: no value of 理想汽车 deliveries."""
    assert "li_auto_deliveries" not in set(values["indicator"])
    assert set(values["indicator"]) < set(KIND)


def test_something_of_every_kind(simulated: Store) -> None:
    """September shows every verdict an audience must have seen: ahead, slow, behind, old, never reported, over."""
    now = board(simulated.snapshot(), None, Period(2024, 9))
    simulated = now.indicators[now.indicators["origin"] == DEMO]
    wanted = {"achieved", "on_schedule", "slow", "behind", "stale", "withheld"}
    assert set(simulated["status"]) == wanted
    assert (simulated["gap_points"] > 1).any()
    assert now.row("new_premises_area")["status"] == "stale"
    assert now.row("local_parts_share")["status"] == "awaiting"
    assert {"done", "in_progress", "overdue", "awaiting"} <= set(now.tasks["status"])


def test_sums_never_fall(values: pd.DataFrame) -> None:
    """Since January only adds up: no flow and no count is lower than the month before, or below 0."""
    years = ytd(values, "flow", "count")
    assert years
    for year in years:
        assert year.is_monotonic_increasing
        assert (year >= 0).all()


def test_rounded_as_an_office_reports(values: pd.DataFrame) -> None:
    """Counts and enterprises are whole; nothing has more decimals than its catalogue row."""
    assert not values["value"].isna().any()
    assert {kind.decimals for kind in KIND.values() if kind.kind == "count"} == {0}
    for name, rows in values.groupby("indicator"):
        decimals = KIND[str(name)].decimals
        assert (rows["value"] == rows["value"].round(decimals)).all()


def test_a_task_is_done_on_a_day_or_not_at_all() -> None:
    """A finished task has its day, an unfinished one has none."""
    tasks = demo_rows()["tasks"]
    assert ((tasks["state"] == "已完成") == tasks["done_on"].notna()).all()
    assert set(tasks["state"]) == {"已完成", "进行中"}


def test_switched_off_and_on(store_with_demo: Store) -> None:
    """Off leaves no simulated row, on brings all of them back, and who did it is known."""
    before = count_demo(store_with_demo.snapshot())
    assert demo_switches(store_with_demo) == []
    expected = with_demo(store_with_demo.snapshot(), on=False)
    removed, added = switch_demo(store_with_demo, "经济运行科", on=False)
    now = store_with_demo.snapshot()
    assert (removed > 0, added, set(count_demo(now).values())) == (True, 0, {0})
    for table, rows in now.log.items():
        pd.testing.assert_frame_equal(rows, expected.log[table], check_dtype=False)
    assert switch_demo(store_with_demo, "管理员", on=True) == (0, removed)
    assert count_demo(store_with_demo.snapshot()) == before
    switches = demo_switches(store_with_demo)
    assert [(switch["by"], switch["on"]) for switch in switches] == [("管理员", True), ("经济运行科", False)]


def test_looked_at_before(store: Store) -> None:
    """What would be shown is known before it is put in, without the tables being touched."""
    versions = store.snapshot().versions
    after = count_demo(with_demo(store.snapshot(), on=True))
    assert store.snapshot().versions == versions
    switch_demo(store, "管理员", on=True)
    assert count_demo(store.snapshot()) == after


def test_carried_over_stays_carried_over(store_with_demo: Store) -> None:
    """A task that was carried over into the next year keeps its new date when demonstration data is put in afterwards."""
    store = store_with_demo
    task = store.snapshot().tasks.query("task == 'robot_park'")
    carried = task.assign(year=2025, due=date(2025, 6, 30), origin=REPORTED)
    store.append("tasks", carried, Upload.new("办公室"))
    switch_demo(store, "管理员", on=True)
    due = {
        year: counted_tasks(store.snapshot(), Period(year, 3)).set_index("task")["due"]
        for year in (2024, 2025)
    }
    assert (due[2024]["robot_park"], due[2025]["robot_park"]) == (date(2024, 12, 31), date(2025, 6, 30))


def test_no_value_in_an_old_unit(store_with_demo: Store) -> None:
    """An indicator that has another unit by now gets no simulated value: it would be ten thousand times off."""
    store = store_with_demo
    row = store.snapshot().catalogue.set_index("indicator", drop=False).loc[["industrial_output"]]
    store.append("catalogue", row.assign(unit="万元", origin=REPORTED), Upload.new("区办"))
    looked_at = with_demo(store.snapshot(), on=True)
    switch_demo(store, "区办", on=True)
    for snapshot in (looked_at, store.snapshot()):
        simulated = snapshot.observations[snapshot.observations["origin"] == DEMO]["indicator"]
        assert "industrial_invoicing" in set(simulated)
        assert "industrial_output" not in set(simulated)
