"""Tables of an indicator for the screen and for download."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.frames import as_csv, records
from indicators.history import observations_table, plan_versions, plans_table, values_by_year
from indicators.period import Period
from indicators.store.schemas import DEMO
from indicators.uploads.commit import commit_upload, withdraw_upload
from tests.reports import ADMINISTRATOR, ECONOMY, output, previewed
from tests.upload_helpers import formula_tables

if TYPE_CHECKING:
    from indicators.store.store import Store

OUTPUT = "industrial_output"
DECEMBER = Period(2024, 12)


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_download_runs_no_formula(store: Store, start: str) -> None:
    """Source, note and reporter of a downloaded history begin with an apostrophe."""
    snapshot = formula_tables(store, start)
    table = observations_table(snapshot, str(snapshot.catalogue["indicator"].iloc[-1]), DECEMBER)
    assert table["报送人"].tolist() == [f"{start}局"]
    cells = as_csv(table).decode("utf-8-sig").replace("\n", ",").split(",")
    assert {f"'{start}3", f"'{start}4.csv", f"'{start}局"} <= set(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_newest_value_is_current(store: Store) -> None:
    """The newest revision of a period comes first and is the one that counts."""
    for value in (700, 710):
        commit_upload(store, previewed(store, output(value)), confirmed=True)
    table = observations_table(store.snapshot(), OUTPUT, DECEMBER)
    table = table[table["期间"] == "2024-09"]
    assert table[["数值", "现行"]].to_numpy().tolist() == [[710, "是"], [700, "否"]]


def test_real_values_hide_simulated_ones(simulated: Store, store: Store) -> None:
    """Simulated values are listed only while there is no real one."""
    assert set(observations_table(simulated.snapshot(), "gazelles", DECEMBER)["数据性质"]) == {DEMO}
    commit_upload(store, previewed(store, output(700)), confirmed=True)
    assert DEMO not in set(observations_table(store.snapshot(), OUTPUT, DECEMBER)["数据性质"])


def test_plan_of_a_year(seeded: Store) -> None:
    """The year's target is called 全年; each version has its wording and its origin."""
    table = plans_table(seeded.snapshot(), OUTPUT, DECEMBER)
    assert "全年" in set(table["阶段"])
    assert table["目标"].notna().all()


def test_values_stop_at_the_month(simulated: Store) -> None:
    """One row a year, months 1 to 12, nothing after the month looked at."""
    table = values_by_year(simulated.snapshot(), "li_auto_deliveries", Period(2024, 9))
    assert list(table.columns) == list(range(1, 13))
    assert table.loc[2024, 10:].isna().all()


@pytest.mark.parametrize(
    ("through", "newest"),
    [(Period(2024, 9), "2024-09"), (Period(2024, 1), "2024-01"), (Period(2023, 12), "2023-12")],
)
def test_what_came_later_is_not_listed(simulated: Store, through: Period, newest: str) -> None:
    """The history of values and of plans ends with the month looked at."""
    snapshot = simulated.snapshot()
    assert observations_table(snapshot, "li_auto_deliveries", through)["期间"].iloc[0] == newest
    years = plans_table(snapshot, "li_auto_deliveries", through)["年度"].tolist()
    assert years == ([2024] if through.year == 2024 else [])


def revise(store: Store, target: str, note: str) -> str:
    """Revise the target of 规上工业总产值; the upload's id."""
    preview = previewed(store, f"指标,单位,2024年目标\n规上工业总产值,亿元,{target}".encode(), ECONOMY)
    return commit_upload(store, preview, confirmed=True, note=note).upload


def test_versions_of_a_plan(store: Store) -> None:
    """The original comes first; each revision has its author and its reason."""
    revise(store, "突破2600亿元", "年中调整")
    revise(store, "2550", "再次调整")
    versions = records(plan_versions(store, "industrial_output", 2024))
    assert [(v["target"], v["by"], v["reason"]) for v in versions] == [
        (2500.0, "系统", ""),
        (2600.0, "经发局", "年中调整"),
        (2550.0, "经发局", "再次调整"),
    ]
    assert versions[1]["wording"] == "突破2600亿元"
    assert plan_versions(store, "industrial_output", 2025).empty


def test_a_withdrawn_revision_is_none(store: Store) -> None:
    """What was taken back stands no more among the versions."""
    upload = revise(store, "2600", "年中调整")
    withdraw_upload(store, upload, ADMINISTRATOR)
    assert plan_versions(store, "industrial_output", 2024)["target"].tolist() == [2500.0]
