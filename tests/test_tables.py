"""docs/tables.md: its list of columns is whole, and its SQL gives the board's numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from indicators.period import Period
from indicators.store import REPORTED, Store, Upload, restore_rows, update_together, withdraw_rows
from indicators.store.schemas import KEYS, SCHEMAS
from tests.closed_years import close_2024, report_value
from tests.store_helpers import copied, value_of
from tests.tables_page import PAGE, assert_equal, code, statements

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

LATER = [Period(2024, month) for month in (2, 3, 8, 9, 12)]


def assert_same_as_board(
    store: Store, months: list[Period], how: tuple[str, ...] = ("python duckdb",)
) -> None:
    """What DuckDB says of these months is what the product says."""
    names: dict[str, Any] = {"root": store.root}
    for kind in how:
        exec(code(kind), names)  # noqa: S102 - the page's own text is what is tested
    database: DuckDBPyConnection = names["database"]
    for month in months:
        for statement in statements(month):
            # As the page says: each is computed once.
            database.execute(statement.replace("temp view", "temp table")).fetchall()
        assert_equal(database.table("board").df(), store.snapshot(), month)


def commit(store: Store, table: str, *rows: dict[str, Any]) -> str:
    """Rows that a bureau reports; returns the upload's id."""
    upload = Upload.new("经发局")
    store.append(table, pd.DataFrame(rows).assign(origin=REPORTED), upload)
    return upload.id


def value(indicator: str, period: str, number: float | None) -> dict[str, Any]:
    """A reported value."""
    return {"indicator": indicator, "lift": "industry", "period": period, "value": number}


def target(indicator: str, number: float | None, period: str = "") -> dict[str, Any]:
    """A target of 2024, or a phase of it."""
    lift = {"indicator": indicator, "lift": "industry", "year": 2024, "period": period, "target": number}
    return lift | {"comparator": "at_least"}


def test_every_column_is_named() -> None:
    """The page lists each table with its key and every column."""
    text = PAGE.read_text(encoding="utf-8")
    lines = (re.findall(r"`(\w+)`", line) for line in text.splitlines() if line.startswith("| `"))
    listed = {names[0]: names for names in lines}
    for table, schema in SCHEMAS.items():
        own = [
            name for name in schema.names if name not in SCHEMAS["joint_uploads"].names or name == "tables"
        ]
        assert [name for name in own if name not in listed[table]] == [], table
        assert f"| `{table}` **{', '.join(KEYS[table])}** |" in text
    assert [name for name in SCHEMAS["joint_uploads"].names if f"| `{name}` |" not in text] == ["tables"]


@pytest.mark.parametrize("how", [("python duckdb",), ("python duckdb", "python files")])
def test_seed_and_demonstration(simulated: Store, how: tuple[str, ...]) -> None:
    """Both ways of opening the tables give the board, in every month of the year and in those around it."""
    assert_same_as_board(
        simulated, [Period(2024, 9), Period(2024, 1), Period(2023, 12), Period(2025, 3)], how
    )


def test_corrected_and_withdrawn(store_with_demo: Store) -> None:
    """Real values before 演示 ones, the newest before older ones; a blank is no value; what is withdrawn is gone, or back."""
    store = store_with_demo
    gone = commit(
        store, "observations", value("gazelles", "2024-09", 70.0), value("gazelles", "2023-12", 58.0)
    )
    commit(store, "observations", value("gazelles", "2024-08", 66.0), value("new_projects", "2024-08", None))
    back = commit(store, "observations", value("gazelles", "2024-08", 69.0))
    commit(store, "observations", value("industrial_output", "2024-09", 1820.5))
    commit(store, "observations", value("industrial_output", "2024-09", None))
    withdraw_rows(store, gone, "经发局")
    withdraw_rows(store, back, "经发局")
    restore_rows(store, back, "经发局")
    assert_same_as_board(store, LATER)


def test_a_clock_goes_wrong(store_with_demo: Store) -> None:
    """What is committed later is newer, whatever day its clock said."""
    store, rows = store_with_demo, pd.DataFrame([value("gazelles", "2024-09", 70.0)]).assign(origin=REPORTED)
    for number, day in ((70.0, datetime(2036, 1, 5, tzinfo=UTC)), (72.0, datetime(2024, 10, 8, tzinfo=UTC))):
        store.append("observations", rows.assign(value=number), replace(Upload.new("经发局"), at=day))
    assert value_of(store) == 72.0
    assert_same_as_board(store, LATER[3:4])


def test_plans(store_with_demo: Store) -> None:
    """A revised target, phases by month and quarter of every kind, one that is taken back, one that comes while the year runs."""
    store = store_with_demo
    commit(store, "plans", target("industrial_output", 2600.0), target("industrial_output", 900.0, "2024Q2"))
    commit(store, "plans", target("industrial_output", 950.0, "2024-06"), target("gazelles", 70.0, "2024-08"))
    commit(store, "plans", target("new_projects", 10.0, "2024Q1"), target("new_projects", 27.0, "2024Q3"))
    commit(store, "plans", target("new_projects", 31.0, "2024-08"), target("new_projects", 33.0, "2024-09"))
    commit(store, "plans", target("new_projects", 35.0, "2024Q3"))
    commit(store, "plans", target("gdp_growth", 5.0, "2024Q1"), target("gdp_growth", 9.5, "2024Q3"))
    commit(store, "plans", target("projects_3bn", 1.0, "2024-10"), target("projects_3bn", None, "2024-10"))
    commit(store, "plans", target("reserved_land", 0.2, "2024-02"), target("unicorns", None))
    commit(store, "plans", target("late", 4.0) | {"announced": pd.Timestamp(2024, 9, 2)})
    late = {"indicator": "late", "lift": "city", "kind": "count", "direction": "less", "frequency": "month"}
    commit(store, "catalogue", late | {"position": 99, "unit": "起", "name": "新增指标", "decimals": 0})
    commit(store, "observations", value("late", "2024-08", 3.0), value("late", "2024-09", 3.0))
    assert_same_as_board(store, LATER)


def test_thresholds(store_with_demo: Store) -> None:
    """Thresholds changed in the browser count before the file's, until they are put back."""
    store = store_with_demo
    changed = {"status.slow_pace": 0.97, "status.slow_rate_points": -0.2, "tolerance.gdp_growth": 0.9}
    changed |= {"status.stale_cycles": 3.0, "tolerance.industrial_invoicing": 5.0, "report.due_day": 3.0}
    commit(store, "observations", value("gdp_growth", "2024-12", 7.5))
    commit(store, "thresholds", *({"setting": name, "value": number} for name, number in changed.items()))
    assert_same_as_board(store, LATER)
    commit(store, "thresholds", {"setting": "status.slow_pace", "value": None})
    assert_same_as_board(store, LATER[3:4])


def test_several_tables_at_once(store_with_demo: Store) -> None:
    """An upload to several tables counts when it is whole; of one that was broken off nothing does."""
    store = store_with_demo
    rows = {
        "observations": pd.DataFrame([value("gazelles", "2024-09", 71.0)]).assign(origin=REPORTED),
        "plans": pd.DataFrame([target("gazelles", 80.0)]).assign(origin=REPORTED),
    }
    update_together(store, Upload.new("办公室").as_joint(), lambda _: rows)
    broken_off = Upload.new("办公室").as_joint()
    store.append("plans", rows["plans"].assign(target=500.0), broken_off)
    store.append("observations", rows["observations"].assign(value=1.0), broken_off)
    assert store.snapshot().plans.set_index("indicator")["target"]["gazelles"] == 80.0
    assert_same_as_board(store, LATER[3:4])


def test_closed_year(tmp_path: Path, open_year: Store) -> None:
    """December of a closed year stays as it was closed, whatever is revised later."""
    store = copied(open_year, tmp_path)
    close_2024(store)
    report_value(store, "output", 2500.5)
    report_value(store, "premises", 31.0)
    commit(store, "plans", target("output", 2400.0), target("projects", 60.0))
    assert_same_as_board(store, [Period(2024, 11), Period(2024, 12), Period(2025, 3)])
