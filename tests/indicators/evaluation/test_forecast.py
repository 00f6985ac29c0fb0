"""The year end: what must hold of any projection, and 理想汽车 as it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from indicators.evaluation.board import Board, board
from indicators.evaluation.forecast import YEARS, project
from indicators.period import Period
from indicators.wording import outlook_text

if TYPE_CHECKING:
    from indicators.store.snapshot import Snapshot
    from indicators.store.store import Store

NAN = float("nan")
ENDS = ["year_end_low", "year_end", "year_end_high"]


def history(*years: list[float], at: int) -> np.ndarray:
    """Months' own values of the newest years as stored values, one indicator; this year known up to ``at``."""
    months = np.full((YEARS, 12), NAN)
    months[YEARS - len(years) :] = years
    stored = months.cumsum(axis=1)
    stored[-1, at:] = NAN
    return stored[None]


def end(
    values: np.ndarray, at: int, phases: list[float] | None = None, month: int | None = None, **changes: Any
) -> dict[str, Any]:
    """One indicator's answer."""
    row = {
        "kind": "flow", "decimals": 0, "direction": "more", "comparator": "at_least", "target": 120.0, "status": "on_schedule",
        "actual": values[0, -1, at - 1], "actual_month": float(at),
    } | changes  # fmt: skip
    path = pd.DataFrame([phases or [NAN] * 12], columns=range(1, 13))
    ends, paths = project(pd.DataFrame([row]), values, path, month=month or at)
    return ends.iloc[0].to_dict() | {name: path.iloc[0] for name, path in paths.items()}


EVEN = [10.0] * 12
SEASONAL = [5.0, 5.0, 8.0, 9.0, 10.0, 11.0, 10.0, 10.0, 11.0, 12.0, 14.0, 15.0]
months = st.lists(st.floats(1, 1000), min_size=12, max_size=12)


@pytest.mark.parametrize("year", [EVEN, SEASONAL])
@pytest.mark.parametrize("at", [2, 6, 11])
def test_a_year_like_the_last_ends_like_it(year: list[float], at: int) -> None:
    """The same months as the year before lead to the same year end, whatever the season."""
    ended = end(history(year, year, year, at=at), at)
    assert ended["year_end"] == pytest.approx(sum(year), rel=0.06)


@settings(deadline=None, max_examples=40)
@given(past=months, this=months, at=st.integers(1, 11))
def test_never_a_bare_point(past: list[float], this: list[float], at: int) -> None:
    """The interval holds the point and has a width; what is reported already cannot be lost; months only rise."""
    values = history(past, this, at=at)
    ended = end(values, at)
    low, middle, high = (ended[name] for name in ENDS)
    assert values[0, -1, at - 1] < low < middle < high
    assert 0 <= ended["chance"] <= 1
    assert ended["expected"].loc[:at].isna().all()
    assert ended["expected"].loc[at + 1 :].is_monotonic_increasing
    assert ended["expected"][12] == middle


@settings(deadline=None, max_examples=40)
@given(past=months, this=months, at=st.integers(1, 11), factor=st.sampled_from([0.001, 10.0, 1e4]))
def test_the_unit_does_not_matter(past: list[float], this: list[float], at: int, factor: float) -> None:
    """A series ten times as large ends ten times as large, with the same chance."""
    one = end(history(past, this, at=at), at, target=5000.0)
    other = end(history(past, this, at=at) * factor, at, target=5000.0 * factor)
    for name in ENDS:
        assert other[name] == pytest.approx(one[name] * factor, rel=1e-6)
    assert other["chance"] == pytest.approx(one["chance"], abs=1e-6)


@settings(deadline=None, max_examples=40)
@given(past=months, this=months, at=st.integers(1, 11), target=st.floats(1, 20_000), more=st.floats(0, 5_000))
def test_a_higher_target_is_never_likelier(
    past: list[float], this: list[float], at: int, target: float, more: float
) -> None:
    """The chance falls as the target rises; staying under a cap is the rest of it."""
    values = history(past, this, at=at)
    chance = end(values, at, target=target)["chance"]
    assert end(values, at, target=target + more)["chance"] <= chance + 1e-12
    assert end(values, at, target=target, direction="less")["chance"] == pytest.approx(1 - chance)


def test_the_middle_is_as_likely_as_not() -> None:
    """A target at the projected middle has a chance of one half, at the ends of the interval nine and one in ten."""
    values = history(SEASONAL, [v * 1.1 for v in SEASONAL], at=6)
    ended = end(values, 6)
    for name, chance in zip(ENDS, (0.9, 0.5, 0.1), strict=True):
        assert end(values, 6, target=ended[name])["chance"] == pytest.approx(chance, abs=0.005)


def test_little_history_widens_or_is_said() -> None:
    """Without a past year three months are the least; the interval is then wider than with one, and two say nothing."""
    alone = end(history(SEASONAL, at=6), 6)
    known = end(history(SEASONAL, SEASONAL, SEASONAL, at=6), 6)
    assert alone["year_end_high"] / alone["year_end_low"] > known["year_end_high"] / known["year_end_low"]
    two = end(history(EVEN, at=2), 2)
    assert np.isnan(two["year_end"])
    assert two["forecast_basis"] == "insufficient"


def width(ended: dict[str, Any]) -> float:
    """How far apart the interval's ends are, as a ratio."""
    return float(ended["year_end_high"] / ended["year_end_low"])


def test_nothing_seen_is_not_nothing_unsure() -> None:
    """Three even months without a past, or only totals of past years, promise no even year: the interval stays wide."""
    assert width(end(history(EVEN, at=3), 3)) > 1.15
    assert width(end(history(EVEN, EVEN, at=3), 3)) < 1.05
    totals = history(EVEN, EVEN, EVEN, at=6)
    totals[0, :-1, :-1] = NAN
    assert end(totals, 2)["forecast_basis"] == "insufficient"
    assert width(end(totals, 6)) > 1.05 > width(end(history(EVEN, EVEN, EVEN, at=6), 6))


@pytest.mark.parametrize("kind", ["flow", "count"])
def test_one_value_says_nothing_of_the_months(kind: str) -> None:
    """January to September in one number, the usual first report: no month is known, so none is projected."""
    alone = history(EVEN, at=9)
    alone[0, -1, :8] = NAN
    assert end(alone, 9, kind=kind)["forecast_basis"] == "insufficient"
    alone[0, -1, [2, 5]] = 30.0, 60.0
    assert end(alone, 9, kind=kind)["forecast_basis"] == ("level" if kind == "flow" else "steps")


def test_what_never_moves_is_not_certain() -> None:
    """Nothing but zeros, or a level that stays: no interval without a width, so no projection at all."""
    assert end(history([0.0] * 12, at=9), 9, decimals=2)["forecast_basis"] == "insufficient"
    level = np.full((1, YEARS, 12), NAN)
    level[0, -2, -1] = level[0, -1, 2] = level[0, -1, 5] = level[0, -1, 8] = 0.5
    assert end(level, 9, kind="stock", decimals=2)["forecast_basis"] == "insufficient"


def test_a_level_that_is_no_count_is_not_spread_as_one() -> None:
    """0.5 to 0.63 万亩 in nine months: what is measured strays as it did, not by whole pieces, and never below nothing."""
    level = np.full((1, YEARS, 12), NAN)
    level[0, -2, -1], level[0, -1, [2, 5, 8]] = 0.5, (0.5, 0.55, 0.63)
    ended = end(level, 9, kind="stock", decimals=2, target=1.0)
    assert 0.6 < ended["year_end_low"] < 0.673 < ended["year_end_high"] < 0.75
    pieces = end(level, 9, kind="stock", decimals=0, target=1.0)
    assert 0 <= pieces["year_end_low"] < ended["year_end_low"]


def test_quarters_stray_as_one() -> None:
    """Three months that were reported together have one step among them: as few, the interval is wider."""
    quarterly = np.full((1, YEARS, 12), NAN)
    quarterly[0, -2, -1], quarterly[0, -1, [2, 5, 8]] = 10.0, (13.0, 19.0, 22.0)
    monthly = quarterly.copy()
    monthly[0, -1, :9] = [11, 12, 13, 15, 17, 19, 20, 21, 22]
    few, many = (end(values, 9, kind="stock", decimals=2) for values in (quarterly, monthly))
    assert few["year_end"] == many["year_end"]
    assert few["year_end_high"] - few["year_end"] == pytest.approx(
        3**0.5 * (many["year_end_high"] - many["year_end"])
    )


def test_without_a_past_year_the_level_counts() -> None:
    """No season is known, so what the year brought so far is carried on."""
    assert end(history(SEASONAL, at=6), 6)["forecast_basis"] == "level"


def test_other_years_say_how_sure_a_season_is() -> None:
    """Two past years that agree on the season make a narrower interval than two that do not."""
    early = SEASONAL[::-1]
    agreed = end(history(SEASONAL, SEASONAL, SEASONAL, at=6), 6)
    assert width(end(history(early, SEASONAL, SEASONAL, at=6), 6)) > 1.05 * width(agreed)


def test_months_reported_together_err_together() -> None:
    """Even months within uneven quarters: who reports quarters only knows a third of what a reporter of months does."""
    quarters = np.random.default_rng(1).uniform(8, 12, (4, 4))
    full = history(*quarters.repeat(3, axis=1).tolist(), at=9)
    gaps = full.copy()
    gaps[0, :, [0, 1, 3, 4, 6, 7, 9, 10]] = NAN
    assert np.log(width(end(gaps, 9))) > 1.5 * np.log(width(end(full, 9)))


@settings(deadline=None, max_examples=40)
@given(
    past=st.lists(st.integers(0, 9), min_size=12, max_size=12),
    this=st.lists(st.integers(0, 9), min_size=12, max_size=12),
    at=st.integers(1, 11),
    kind=st.sampled_from(["count", "stock", "flow"]),
)
def test_never_a_bare_point_of_steps_either(past: list[int], this: list[int], at: int, kind: str) -> None:
    """Counts, stocks and flows with empty months stand between the ends of an interval, which has a width."""
    assume(any((*past, *this[:at])))
    values = history([float(v) for v in past], [float(v) for v in this], at=at)
    if kind == "stock":
        values[0, -1] += values[0, -2, -1]
    ended = end(values, at, kind=kind)
    low, middle, high = (ended[name] for name in ENDS)
    assert low <= middle <= high
    assert low < high
    assert ended["expected"].loc[:at].isna().all()


def test_phases_stand_in_for_the_past() -> None:
    """Without a past year the plan's own phases are the season: a plan that asks for most at the end is believed."""
    steep = list(np.array([1, 1, 1, 2, 2, 2, 3, 3, 3, 10, 10, 10], dtype=float).cumsum())
    values = history([1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 3.0, 3.0, 3.0] + [NAN] * 3, at=9)
    assert end(values, 9, phases=steep)["year_end"] == pytest.approx(48, rel=0.03)
    assert end(values, 9)["year_end"] < 30


@pytest.mark.parametrize(
    "changes",
    [{"kind": "rate"}, {"kind": "mean"}, {"status": "stale"}, {"status": "awaiting"}, {"month": 12}],
    ids=["rate", "mean", "stale", "awaiting", "december"],
)
def test_where_no_projection_belongs(changes: dict[str, Any]) -> None:
    """None of a rate, from old data, without data, or in December, whatever is still to be reported."""
    ended = end(history(EVEN, EVEN, at=9), 9, **changes)
    assert np.isnan([ended[name] for name in (*ENDS, "chance")]).all()
    assert ended["forecast_basis"] == ""
    assert ended["expected"].isna().all()


def test_december_is_over() -> None:
    """With December's value the year end is known, not projected."""
    assert np.isnan(end(history(EVEN, EVEN, at=12), 12)["year_end"])


def test_counts_come_whole_and_by_chance() -> None:
    """A count ends in whole numbers, never below what there is; where nothing came in a year, hope is small, not nil."""
    some = end(
        history([1, 0, 2, 1, 0, 1, 2, 0, 1, 1, 0, 1], [0, 1, 1, 0, 2, 1] + [0] * 6, at=6), 6, kind="count"
    )
    assert all(some[name] == int(some[name]) >= 5 for name in ENDS)
    none = end(history([0.0] * 12, [0.0] * 12, at=9), 9, kind="count", target=1.0)
    assert 0.01 < none["chance"] < 0.3
    assert end(history([1.0] * 12, [1.0] * 12, at=9), 9, kind="count", target=9.0)["chance"] == 1


def test_stock_rises_from_last_december() -> None:
    """A stock goes on rising as in the last twelve months; without last December's level there is no projection."""
    values = np.full((1, YEARS, 12), NAN)
    values[0, -2] = np.arange(101, 113)
    values[0, -1, :9] = np.arange(113, 122)
    assert end(values, 9, kind="stock")["year_end"] == pytest.approx(124)
    values[0, -2] = NAN
    assert end(values, 9, kind="stock")["forecast_basis"] == "insufficient"


def test_gaps_are_bridged() -> None:
    """January missing, or quarters only: what lies between two known months is shared out."""
    full, gaps = history(EVEN, EVEN, EVEN, at=9), history(EVEN, EVEN, EVEN, at=9)
    gaps[0, :, [0, 1, 3, 4, 6, 7, 9, 10]] = NAN
    assert end(gaps, 9)["year_end"] == pytest.approx(end(full, 9)["year_end"], rel=1e-9)


def test_all_at_once_is_each_alone() -> None:
    """Other indicators change nothing."""
    random = np.random.default_rng(4)
    many = np.concatenate([history(*random.uniform(1, 9, (4, 12)).tolist(), at=7) for _ in range(20)])
    row = {
        "kind": "flow",
        "decimals": 0,
        "direction": "more",
        "comparator": "at_least",
        "target": 60.0,
        "status": "slow",
    }
    rows = pd.DataFrame([row | {"actual": v[-1, 6], "actual_month": 7.0} for v in many])
    rows.loc[::3, "kind"] = "count"
    path = pd.DataFrame(NAN, rows.index, range(1, 13))
    together, _ = project(rows, many, path, month=7)
    for i in rows.index:
        alone, _ = project(rows.loc[[i]], many[[i]], path.loc[[i]], month=7)
        pd.testing.assert_frame_equal(alone, together.loc[[i]])


@pytest.fixture(scope="module")
def tables(simulated: Store) -> Snapshot:
    """The seed with demonstration data."""
    return simulated.snapshot()


@pytest.fixture(scope="module")
def september(tables: Snapshot) -> Board:
    """The whole zone."""
    return board(tables, None, Period(2024, 9))


def test_what_really_happened(tables: Snapshot) -> None:
    """理想汽车 delivered 50.05 万辆 in 2024: four of five intervals hold it, and 80 was never in sight."""
    rows = [
        board(tables, "industry", Period(2024, month)).row("li_auto_deliveries") for month in range(2, 12)
    ]
    held = [row["year_end_low"] < 50.0508 < row["year_end_high"] for row in rows]
    assert sum(held) >= 8
    assert max(row["chance"] for row in rows) < 0.05


def test_never_among_actuals(tables: Snapshot, september: Board) -> None:
    """What is projected has columns of its own: no actual after the newest month, none stored, none in December."""
    after = september.series[september.series.index.get_level_values(-1) > 9]
    assert after["actual"].isna().all()
    assert after["expected"].notna().any()
    before = september.series[september.series.index.get_level_values(-1) <= 9]
    assert before[["expected", "expected_low", "expected_high"]].isna().all(axis=None)
    december = board(tables, None, Period(2024, 12))
    assert december.series[["expected", "expected_low", "expected_high"]].isna().all(axis=None)
    assert december.indicators[[*ENDS, "chance"]].isna().all(axis=None)
    assert not any(outlook_text(december.row(name)) for name in december.indicators.index)
