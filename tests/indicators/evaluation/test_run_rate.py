"""What the rest of the year needs."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.evaluation.run_rate import run_rate

NAN = float("nan")


def rows(**changes: Any) -> pd.DataFrame:
    """理想汽车 in September 2024 by default, as the board hands it over."""
    row = {
        "kind": "flow", "target": 80.0, "actual": 34.1812, "baseline": NAN, "actual_month": 9.0,
        "last_year": 24.4225, "status": "behind",
    } | changes  # fmt: skip
    return pd.DataFrame([row], index=["li_auto_deliveries"])


def last_year(december: float = 37.6030) -> pd.DataFrame:
    """A year before, of which only December's value matters."""
    return pd.DataFrame({month: [december] for month in range(1, 13)}, index=["li_auto_deliveries"])


def needs(month: int = 9, **changes: Any) -> dict[str, Any]:
    """One indicator's answer."""
    return run_rate(rows(**changes), last_year(), month=month).iloc[0].to_dict()


def test_worked_number() -> None:
    """As worked by hand from the published figures."""
    worked = needs()
    assert worked["months_left"] == 3
    assert worked["needed"] == pytest.approx((80 - 34.1812) / 3)
    assert worked["average"] == pytest.approx(34.1812 / 9)
    assert worked["last_year_average"] == pytest.approx((37.6030 - 24.4225) / 3)


@given(
    actual=st.floats(0, 1e6), target=st.floats(1, 1e6), month=st.integers(1, 11),
    kind=st.sampled_from(["flow", "count", "stock"]),
)  # fmt: skip
def test_what_is_needed_leads_to_the_target(actual: float, target: float, month: int, kind: str) -> None:
    """Value + needed x months left = target, for whatever adds up or rises."""
    answer = needs(actual=actual, target=target, actual_month=float(month), kind=kind, baseline=0.0)
    assert actual + answer["needed"] * answer["months_left"] == pytest.approx(target, abs=1e-3)


@given(actual=st.floats(-20, 40), month=st.integers(1, 11), kind=st.sampled_from(["rate", "mean"]))
def test_rate_and_mean_average_to_their_target(actual: float, month: int, kind: str) -> None:
    """Months so far and months left, each weighing the same, average to the target."""
    answer = needs(kind=kind, target=8.0, actual=actual, actual_month=float(month))
    assert (actual * month + answer["needed"] * (12 - month)) / 12 == pytest.approx(8.0)


@pytest.mark.parametrize("status", ["unplanned", "awaiting", "stale", "achieved"])
def test_nothing_is_asked(status: str) -> None:
    """Without a plan, a value or a recent one, or with the target reached, nothing is asked of the rest."""
    assert pd.isna(needs(status=status)["needed"])


def test_nothing_is_left_in_december() -> None:
    """The year is over, even where September is the newest value."""
    assert pd.isna(needs(actual_month=12.0)["needed"])
    assert pd.isna(needs(month=12)["needed"])


def test_stock_counts_from_last_december() -> None:
    """A stock's average is its rise a month; without the level it rose from there is none."""
    assert needs(kind="stock", baseline=16.1812)["average"] == pytest.approx(2.0)
    assert pd.isna(needs(kind="stock")["average"])
