"""Plan to date, completion, gap, pace, 同比 and verdicts, with the numbers that were published or worked by hand."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.evaluation.progress import MONTHS, judge, plan_path, year_on_year
from indicators.settings import Settings, StatusSettings

NAN = float("nan")
KINDS = ["flow", "count", "stock", "rate", "mean"]
DEFAULT = {
    "kind": "flow", "direction": "more", "comparator": "at_least", "frequency": "month", "target": 80.0,
    "baseline": NAN, "actual": NAN, "actual_month": NAN, "tolerance": 0.0,
}  # fmt: skip
CAP = {"direction": "less", "comparator": "at_most"}
CHOICES = {
    "kind": KINDS, "direction": ["more", "less"], "comparator": ["at_least", "above"],
    "frequency": ["month", "quarter", "year"], "tolerance": [0.0, 0.3], "actual_month": [1.0, 6.0, 9.0, 12.0],
}  # fmt: skip
AMOUNTS = st.one_of(st.just(NAN), st.integers(-20, 2000).map(lambda n: n / 10))
AMOUNT_NAMES = ["target", "baseline", "plan_to_date", "actual", "last_year", "growth"]
CELLS = {name: st.sampled_from(choices) for name, choices in CHOICES.items()}
ROWS = st.fixed_dictionaries(CELLS | dict.fromkeys(AMOUNT_NAMES, AMOUNTS))
PHASES = st.lists(AMOUNTS, min_size=12, max_size=12)


def plan(kind: str, target: float, baseline: float = NAN, phases: Any = None) -> pd.Series:
    """What one indicator's plan asks for, months 1..12."""
    rows = pd.DataFrame([{"kind": kind, "target": target, "baseline": baseline}])
    return plan_path(rows, pd.DataFrame([phases or {}], columns=MONTHS, dtype=float)).loc[0]


def verdict(month: int, *, rules: Settings | None = None, **changes: Any) -> pd.Series:
    """One indicator's verdict at the end of a month, reported for that month by default."""
    row = DEFAULT | {"actual_month": month if "actual" in changes else NAN} | changes
    at = month if np.isnan(row["actual_month"]) else int(row["actual_month"])
    rows = pd.DataFrame([{"plan_to_date": plan(row["kind"], row["target"], row["baseline"])[at]} | row])
    return judge(rows, month=month, rules=rules or Settings()).loc[0]


def test_guangzhou_is_ahead_by_3_4_points() -> None:
    """36.7 % of the year by April is 36.7 - 4/12 = 快 3.4 个百分点, as Guangzhou published it."""
    april = verdict(4, target=100.0, actual=36.7)
    assert (round(april["gap_points"], 1), april["status"]) == (3.4, "on_schedule")


def test_li_auto_in_september() -> None:
    """34.1812 of 80 by September: completion .427, plan 60, gap -32.3 points, pace .570."""
    september = verdict(9, target=80.0, actual=34.1812)
    assert plan("flow", 80.0)[9] == 60.0
    numbers = september[["completion", "gap_points", "pace"]].tolist()
    assert numbers == pytest.approx([0.4273, -32.27, 0.5697], rel=2e-4)
    assert september["status"] == "behind"


def test_half_a_project_is_no_project() -> None:
    """0 of 1 project in September is on schedule, for floor(1 x 9/12) is 0; in December it is behind."""
    assert verdict(9, kind="count", target=1.0, actual=0.0)["status"] == "on_schedule"
    assert verdict(12, kind="count", target=1.0, actual=0.0)["status"] == "behind"
    assert plan("count", 50.0).tolist() == [4, 8, 12, 16, 20, 25, 29, 33, 37, 41, 45, 50]


def test_exact_numbers_are_compared() -> None:
    """16.6 % in February is below 2/12, and so is 16.666666 %, though a rounded gap reads 0.0."""
    assert {verdict(2, target=100.0, actual=value)["status"] for value in (16.6, 16.666666)} == {"slow"}


def test_noise_of_binary_floats_costs_no_verdict() -> None:
    """Exactly 7/12 of 2.4 is on schedule, 7.1 is 1.0 below 8.1, and 0.7 + 0.1 + 0.2 projects are one."""
    assert verdict(7, target=2.4, actual=1.4)["status"] == "on_schedule"
    assert verdict(7, kind="rate", target=8.1, actual=7.1)["status"] == "slow"
    assert plan("count", 3.0, phases={3: 0.7 + 0.1 + 0.2})[3] == 1


def test_thresholds_of_pace() -> None:
    """Pace 1 is on schedule, exactly 0.90 still slow, and a real 0 is judged like any number."""
    words = {60.0: "on_schedule", 59.9999: "slow", 54.0: "slow", 53.9999: "behind", 0.0: "behind"}
    assert {actual: verdict(9, actual=actual)["status"] for actual in words} == words


def test_thresholds_are_settings() -> None:
    """A customer who calls 0.95 the limit of 略慢 gets 滞后 below it."""
    strict = Settings(status=StatusSettings(slow_pace=0.95, slow_rate_points=-0.5))
    assert verdict(9, rules=strict, actual=56.0)["status"] == "behind"
    assert verdict(9, rules=strict, kind="rate", target=8.0, actual=7.4)["status"] == "behind"


def test_rates() -> None:
    """A rate is compared with its target in 百分点, slow down to -1.0, achieved only once the year is over."""
    expected = {(9, 8.0): "on_schedule", (9, 7.9): "slow", (9, 7.0): "slow", (9, 6.9): "behind"}
    expected |= {(11, 9.9): "on_schedule", (12, 8.0): "achieved", (12, 7.9): "slow"}
    rows = {case: verdict(case[0], kind="rate", target=8.0, actual=case[1]) for case in expected}
    assert {case: row["status"] for case, row in rows.items()} == expected
    assert rows[9, 7.0]["gap_points"] == pytest.approx(-1.0)
    assert rows[9, 7.0][["completion", "pace"]].isna().all()


def test_less_is_better() -> None:
    """Of 12 accidents at most, 8 by September are good: gap and pace turn round, and only December settles it."""
    reported = ((9, 8.0), (9, 12.0), (12, 11.0))
    rows = [verdict(month, kind="count", target=12.0, actual=a, **CAP) for month, a in reported]
    assert [row["gap_points"] for row in rows] == pytest.approx([100 / 12, -25.0, 100 / 12])
    assert [row["pace"] for row in rows] == pytest.approx([9 / 8, 3 / 4, 12 / 11])
    assert [row["status"] for row in rows] == ["on_schedule", "behind", "achieved"]


def test_rate_where_less_is_better() -> None:
    """A share below its cap is good, 1.0 above it still slow."""
    rows = [verdict(9, kind="rate", target=30.0, actual=actual, **CAP) for actual in (29.0, 31.0, 31.1)]
    assert [row["status"] for row in rows] == ["on_schedule", "slow", "behind"]


@pytest.mark.parametrize(
    ("kind", "baseline", "phases", "expected"),
    [
        ("flow", NAN, {6: 30.0}, {3: 15.0, 6: 30.0, 9: 55.0, 12: 80.0}),
        ("flow", NAN, {12: 90.0}, {6: 45.0, 12: 90.0}),
        ("stock", 60.0, {6: 66.0}, {3: 63.0, 6: 66.0, 9: 73.0, 12: 80.0}),
        ("stock", NAN, {6: 66.0}, {3: NAN, 6: 66.0, 9: 73.0, 12: 80.0}),
        ("count", NAN, {6: 5.0}, {1: 0.0, 3: 2.0, 6: 5.0, 7: 17.0}),
        ("rate", NAN, {1: 5.0, 7: 6.5}, {1: 5.0, 6: 5.0, 7: 6.5, 12: 6.5}),
        ("mean", NAN, {1: 40.0, 7: 35.0}, {1: 40.0, 6: 40.0, 7: 35.0, 12: 35.0}),
    ],
)
def test_phases_win(kind: str, baseline: float, phases: dict[int, float], expected: dict[int, float]) -> None:
    """Between given phases flow and stock run straight, a count is floored, rate and mean take the last one begun."""
    path = plan(kind, 80.0, baseline=baseline, phases=phases)
    assert path[list(expected)].tolist() == pytest.approx(list(expected.values()), nan_ok=True)


@given(st.sampled_from(KINDS), st.dictionaries(st.integers(1, 12), st.integers(0, 9999), min_size=1))
def test_given_phases_stand_as_given(kind: str, phases: dict[int, int]) -> None:
    """In the month a phase is given for, the plan is the phase, whatever twelfths would say."""
    path = plan(kind, 5000.0, baseline=10.0, phases=phases)
    assert path[list(phases)].to_dict() == phases


def test_stock() -> None:
    """From 60 last December to 75, September asks for 71.25; without that 60 no verdict until the year's end."""
    assert plan("stock", 75.0, baseline=60.0)[9] == 71.25
    rows = [verdict(month, kind="stock", target=75.0, actual=70.0) for month in (9, 11, 12)]
    assert [row["status"] for row in rows] == ["withheld", "withheld", "slow"]
    assert [bool(np.isnan(row["gap_points"])) for row in rows] == [True, True, False]
    assert verdict(9, kind="stock", target=75.0, actual=75.0)["status"] == "achieved"


FALLING = {"kind": "stock", "target": 60.0, "baseline": 100.0, **CAP}


@pytest.mark.parametrize(
    ("changes", "gap_points", "status"),
    [
        ({"target": -2.0, "actual": -3.0}, -75.0, "behind"),
        ({"target": -5.0, "actual": -3.75}, 0.0, "on_schedule"),
        ({"target": -5.0, "actual": -4.25}, -10.0, "slow"),
        ({"target": -5.0, "actual": -4.26}, -10.2, "behind"),
        ({"target": -5.0, "actual": 1.0}, 95.0, "on_schedule"),
        ({"target": -4.0, "actual": -2.8, **CAP}, -5.0, "slow"),
        ({"target": -4.0, "actual": -1.0, **CAP}, -50.0, "behind"),
        ({"target": -4.0, "actual": -4.4, **CAP}, 35.0, "achieved"),
        ({"kind": "stock", "target": -20.0, "baseline": -40.0, "actual": -26.0}, -5.0, "slow"),
        ({"kind": "stock", "target": -20.0, "baseline": -40.0, "actual": -19.0}, 30.0, "achieved"),
    ],
)
def test_negative_target(changes: dict[str, Any], gap_points: float, status: str) -> None:
    """-3 of -2 is no 150 %: neither completion nor pace, the gap over the target's absolute value decides."""
    row = verdict(9, **changes)
    assert row[["completion", "pace"]].isna().all()
    assert (row["gap_points"], row["status"]) == (pytest.approx(gap_points, abs=1e-9), status)


def test_loss_that_may_be_made_is_settled_late() -> None:
    """January's loss of 0.2 is within -5, yet it may still grow: only December is 已完成."""
    cases = {(1, -0.2): "on_schedule", (12, -4.9): "achieved", (12, -5.3): "slow", (12, -5.6): "behind"}
    assert {case: verdict(case[0], target=-5.0, actual=case[1])["status"] for case in cases} == cases


@pytest.mark.parametrize(
    ("changes", "gap", "status"),
    [
        ({"actual": -0.01}, -0.01, "behind"),
        ({"actual": 0.0}, 0.0, "on_schedule"),
        ({"actual": 0.5}, 0.5, "on_schedule"),
        ({"kind": "count", "actual": 0.0, **CAP}, 0.0, "on_schedule"),
        ({"kind": "count", "actual": 1.0, **CAP}, -1.0, "behind"),
        ({"kind": "stock", "baseline": 40.0, "actual": 10.0, **CAP}, 0.0, "on_schedule"),
        ({"kind": "stock", "baseline": 40.0, "actual": 12.0, **CAP}, -2.0, "behind"),
        ({"kind": "stock", "baseline": -40.0, "actual": -12.0}, -2.0, "behind"),
        ({"kind": "mean", "actual": 0.3, **CAP}, -0.3, "behind"),
    ],
)
def test_target_of_zero(changes: dict[str, Any], gap: float, status: str) -> None:
    """Nothing is a share of zero: what the plan asks for by now is reached or not, and the gap has a unit only."""
    row = verdict(9, target=0.0, **changes)
    assert row[["gap_points", "pace"]].isna().all()
    assert (row["gap"], row["status"]) == (pytest.approx(gap), status)


def test_no_accidents_at_the_year_end() -> None:
    """A cap of zero is kept once the year is over without one."""
    rows = [verdict(12, kind="count", target=0.0, actual=actual, **CAP) for actual in (0.0, 2.0)]
    assert [row["status"] for row in rows] == ["achieved", "behind"]


@pytest.mark.parametrize(
    ("month", "actual", "gap_points", "status"),
    [(3, -4.0, -100 / 3, "behind"), (3, -3.2, -20 / 3, "slow"), (3, -3.0, 0.0, "on_schedule"), (9, 0.8, -20 / 3, "slow")],
)  # fmt: skip
def test_stock_that_begins_below_zero(month: int, actual: float, gap_points: float, status: str) -> None:
    """From -5 to 3 March asks for -3: -4 is 1.33 times that, and behind; the gap decides all year."""
    row = verdict(month, kind="stock", target=3.0, baseline=-5.0, actual=actual)
    assert (row["gap_points"], row["status"]) == (pytest.approx(gap_points, abs=1e-9), status)
    assert np.isnan(row["pace"])


@pytest.mark.parametrize(
    ("actual", "completion", "pace", "status"),
    [
        (70.0, 0.75, 1.0, "on_schedule"),
        (64.0, 0.9, 70 / 64, "on_schedule"),
        (75.0, 0.625, 70 / 75, "slow"),
        (80.0, 0.5, 0.875, "behind"),
        (104.0, -0.1, 70 / 104, "behind"),
        (58.0, 1.05, 70 / 58, "achieved"),
    ],
)
def test_stock_that_shall_fall(actual: float, completion: float, pace: float, status: str) -> None:
    """From 100 down to 60 September asks for 70: below it is ahead, and completion is how much of the way is gone."""
    assert plan("stock", 60.0, baseline=100.0)[9] == 70.0
    row = verdict(9, **FALLING, actual=actual)
    assert row[["completion", "pace"]].tolist() == pytest.approx([completion, pace])
    assert (row["plan_completion"], row["status"]) == (0.75, status)
    assert row["gap_points"] == pytest.approx((70 - actual) / 60 * 100)


def test_stock_that_shall_fall_without_its_start() -> None:
    """Where the way down began is not known: no completion, and no verdict before the year's end."""
    rows = [verdict(month, **FALLING | {"baseline": NAN}, actual=61.0) for month in (9, 12)]
    assert [row["status"] for row in rows] == ["withheld", "slow"]
    assert [bool(np.isnan(row["completion"])) for row in rows] == [True, True]


def test_stock_may_fall_to_nothing() -> None:
    """Of 40 to be cleared 12 are left: 70 % of the way, though nothing is a share of zero."""
    assert verdict(9, kind="stock", target=0.0, baseline=40.0, actual=12.0, **CAP)["completion"] == 0.7


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # More is better, but the plan lets 100 shrink to 90: September asks for 92.5.
        ({"target": 90.0}, {(9, 95.0): "on_schedule", (9, 92.0): "slow", (9, 83.0): "behind", (12, 91.0): "achieved"}),
        # A debt of 100 may grow to 120: September's cap is 115.
        ({"target": 120.0, **CAP}, {(9, 110.0): "on_schedule", (9, 118.0): "slow", (12, 119.0): "achieved"}),
        # 100 shall be kept.
        ({"target": 100.0, **CAP}, {(1, 100.0): "on_schedule", (9, 101.0): "slow", (12, 100.0): "achieved"}),
    ],
)  # fmt: skip
def test_stock_that_began_within_its_target(
    changes: dict[str, Any], expected: dict[tuple[int, float], str]
) -> None:
    """Its direction judges it, only December settles it, and it has no way to complete."""
    stock = {"kind": "stock", "baseline": 100.0} | changes
    rows = {case: verdict(case[0], **stock, actual=case[1]) for case in expected}
    assert {case: row["status"] for case, row in rows.items()} == expected
    assert all(np.isnan(row["completion"]) for row in rows.values())


@pytest.mark.parametrize(
    ("month", "changes", "pace", "gap", "status"),
    [
        (9, {"target": 32.0, "actual": 33.4, **CAP}, 32 / 33.4, -1.4, "slow"),
        (9, {"target": 32.0, "actual": 35.6, **CAP}, 32 / 35.6, -3.6, "behind"),
        (9, {"target": 32.0, "actual": 31.0, **CAP}, 32 / 31, 1.0, "on_schedule"),
        (12, {"target": 32.0, "actual": 32.0, **CAP}, 1.0, 0.0, "achieved"),
        (9, {"target": 0.4, "actual": 0.42, **CAP}, 0.4 / 0.42, -0.02, "slow"),
        (3, {"target": 30.0, "actual": 27.0}, 0.9, -3.0, "slow"),
        (3, {"target": 30.0, "actual": 26.9}, 26.9 / 30, -3.1, "behind"),
        (6, {"target": 30.0, "actual": 36.0}, 1.2, 6.0, "on_schedule"),
        (12, {"target": 30.0, "actual": 28.0}, 28 / 30, -2.0, "slow"),
    ],
)
def test_mean(month: int, changes: dict[str, Any], pace: float, gap: float, status: str) -> None:
    """An average is compared with its target all year, by pace; its gap is in its unit, never in 百分点."""
    row = verdict(month, kind="mean", **changes)
    assert row[["pace", "gap"]].tolist() == pytest.approx([pace, gap])
    assert row["status"] == status
    assert row[["completion", "plan_completion", "gap_points"]].isna().all()


def test_plan_completion() -> None:
    """Where the plan is by now: nine twelfths of a sum; of a stock from 60 to 80 it is 75 of 80."""
    assert verdict(9, actual=50.0)["plan_completion"] == 0.75
    assert verdict(9, kind="stock", baseline=60.0, actual=70.0)["plan_completion"] == 75 / 80


def test_achieved_early_and_beyond() -> None:
    """A flow is achieved as soon as its target is reached; 突破 asks for more than the target itself."""
    assert verdict(10, actual=80.0)["status"] == "achieved"
    assert verdict(10, actual=80.0, comparator="above")["status"] == "on_schedule"
    assert verdict(10, actual=88.0, comparator="above")["status"] == "achieved"
    assert verdict(10, actual=88.0)["completion"] == pytest.approx(1.1)


def test_no_verdict_on_old_data() -> None:
    """A value more than one reporting cycle old gets neither a verdict nor the figures that suggest one."""
    stale = {("month", 9, 8): False, ("month", 9, 7): True, ("quarter", 9, 6): False}
    stale |= {("quarter", 10, 6): True, ("year", 12, 1): False}
    for (frequency, month, reported), expected in stale.items():
        row = verdict(month, frequency=frequency, actual=70.0, actual_month=reported)
        assert (row["status"] == "stale") == expected
        assert row[["gap_points", "pace"]].isna().all() == expected


def test_without_plan_or_value() -> None:
    """No plan is unplanned, no value of this year awaiting; neither has a gap."""
    for expected, row in (("unplanned", verdict(9, target=NAN, actual=5.0)), ("awaiting", verdict(9))):
        assert row["status"] == expected
        assert row[["completion", "gap_points", "pace"]].isna().all()


def test_tolerance() -> None:
    """8%左右 with a tolerance of 0.3 百分点 is met by 7.7 and not by 7.69; the default is none."""
    cases = [(7.7, 0.3), (7.69, 0.3), (7.7, 0.0)]
    rows = [verdict(9, kind="rate", target=8.0, actual=actual, tolerance=points) for actual, points in cases]
    assert [row["status"] for row in rows] == ["on_schedule", "slow", "slow"]


def test_tolerance_at_year_end() -> None:
    """What is within tolerance in December is achieved: 4.1 against 4.4 with 0.3 百分点."""
    assert verdict(12, kind="rate", target=4.4, actual=4.1, tolerance=0.3)["status"] == "achieved"


def test_tolerance_is_in_points() -> None:
    """A tolerance of 1 百分点 excuses no sixth accident where five are the cap: that is 20 points over."""
    assert verdict(12, kind="count", target=5.0, actual=6.0, tolerance=1.0, **CAP)["status"] == "behind"


def growth(**changes: float | str) -> pd.Series:
    """同比 of one indicator."""
    row = {"kind": "flow", "actual": 34.1812, "last_year": 24.4225, "growth": NAN}
    return year_on_year(pd.DataFrame([row | changes])).loc[0]


def test_year_on_year() -> None:
    """34.1812 against 24.4225 is +40.0 %; a rate differs in 百分点, a mean in %; nothing last year gives no 同比."""
    assert growth()["yoy"] == pytest.approx(0.3996, abs=5e-5)
    rate = growth(kind="rate", actual=7.5, last_year=8.0)
    assert (rate["yoy_points"], np.isnan(rate["yoy"])) == (-0.5, True)
    assert growth(kind="mean", actual=33.4, last_year=35.0)["yoy"] == pytest.approx(-0.0457, abs=5e-5)
    assert np.isnan(growth(last_year=0.0)["yoy"])


def test_published_growth_wins() -> None:
    """Published growth, 0 included, is never recomputed; where it differs from the amounts that is flagged."""
    for published, differs in ((35.0, True), (0.0, True), (40.0, False)):
        row = growth(growth=published)
        assert row[["yoy", "yoy_published", "yoy_differs"]].tolist() == [published / 100, True, differs]


@settings(max_examples=25)
@given(st.lists(st.tuples(ROWS, PHASES), min_size=2, max_size=6), st.integers(1, 12))
def test_rows_do_not_touch_each_other(drawn: list[tuple[Any, Any]], month: int) -> None:
    """All indicators together get what each gets alone."""
    rows = pd.DataFrame([row for row, _ in drawn])
    phases = pd.DataFrame([phase for _, phase in drawn], columns=MONTHS)
    judged = partial(judge, month=month, rules=Settings())
    for compute in (judged, year_on_year, lambda part: plan_path(part, phases.loc[part.index])):
        alone = pd.concat([compute(rows.loc[[i]]) for i in rows.index])
        pd.testing.assert_frame_equal(compute(rows), alone, check_dtype=False)


@given(st.sampled_from(KINDS), st.integers(1, 10**9), st.floats(0, 1))
def test_plan_rises_to_the_target(kind: str, target: int, share: float) -> None:
    """Without phases a plan never falls, and December asks for exactly the target."""
    path = plan(kind, float(target), baseline=target * share)
    assert path.is_monotonic_increasing
    assert path[12] == target


@settings(max_examples=50)
@given(st.integers(1, 10**9), st.floats(0, 1.5) | st.sampled_from([0.675, 0.75]), st.integers(1, 12))
def test_unit_changes_no_verdict(target: int, share: float, month: int) -> None:
    """A flow given in 万元 or in 亿元, target and amounts alike, keeps completion, pace, gap and status."""
    small, large = (verdict(month, target=target / n, actual=round(target * share) / n) for n in (1, 10_000))
    assert small["status"] == large["status"]
    numbers = ["completion", "pace", "gap_points"]
    assert small[numbers].tolist() == pytest.approx(large[numbers].tolist(), rel=1e-9, abs=1e-9)
