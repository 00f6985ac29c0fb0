"""The office's rule of thumb: what it says, how it moves the projection, and how near both come on published figures."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.backtest import ORIGINS, Series, ours, thumb
from bench.chinese_series import provinces
from indicators.evaluation.forecast import YEARS, project
from indicators.evaluation.rule_of_thumb import rule_of_thumb, with_last_year
from indicators.evaluation.smoothing import Rest

NAN = float("nan")
EVEN = [10.0] * 12
LATE = [2.0, 2.0, 4.0, 6.0, 8.0, 8.0, 10.0, 10.0, 10.0, 15.0, 20.0, 25.0]
months = st.lists(st.floats(1, 1000), min_size=12, max_size=12)


def year_end(last: list[float], this: list[float]) -> float:
    """By the rule alone: last year's months, and this year's so far."""
    steps = np.array([[last, this + [NAN] * (12 - len(this))]])
    return float(sum(this) + rule_of_thumb(steps, np.array([len(this)]))[0, -1])


@pytest.mark.parametrize(
    ("last", "this", "ends"),
    [
        (EVEN, [12.0] * 6, 144),
        (LATE, [3.0, 3.0], 180),  # 6 × 120 / 4
        (LATE, [4.0, 4.0, 4.0, 4.0, 4.0, 4.0], 96),  # 24 × 120 / 30
        (LATE, LATE[:11], 120),
        ([*EVEN[:11], -15.0], [10.0] * 11, 95),  # a correction in last December is one in this
    ],
)
def test_the_rule(last: list[float], this: list[float], ends: float) -> None:
    """累计 × 上年全年 / 上年同期累计."""
    assert year_end(last, this) == pytest.approx(ends)


@pytest.mark.parametrize(
    ("last", "this"),
    [
        ([NAN] * 12, EVEN[:6]),
        ([*EVEN[:11], NAN], EVEN[:6]),
        ([0.0] * 6 + EVEN[:6], EVEN[:6]),
        (EVEN, [0.0] * 4),
    ],
    ids=["no last year", "its end unknown", "nothing came in the same months", "nothing has come yet"],
)
def test_where_the_rule_says_nothing(last: list[float], this: list[float]) -> None:
    """Without last year's months to compare with there is no ratio, and the projection stands alone."""
    steps, at = np.array([[last, this + [NAN] * (12 - len(this))]]), np.array([len(this)])
    assert np.isnan(rule_of_thumb(steps, at)[0, -1])
    rest = Rest(np.full((1, 12), 5.0), np.full((1, 12), 0.1), logarithmic=np.array([True]))
    moved = with_last_year(rest, steps, at)
    assert np.array_equal(moved.middle, rest.middle)
    assert np.array_equal(moved.deviation, rest.deviation)


def test_worked() -> None:
    """April: 144 by the rule and 100 seasonal, 100 last year, a deviation of 0.2 in all: 112 are believed."""
    last, this = [5.0] * 4 + [12.5] * 8, [7.2] * 4 + [NAN] * 8
    apart = np.log(1.44)
    own = np.sqrt(0.2**2 - 0.1 * apart**2)
    future = np.arange(1, 13) > 4
    rest = Rest(np.where(future, np.arange(-3, 9) * 12.5, 0.0)[None], np.where(future, own, 0.0)[None], logarithmic=np.array([True]))  # fmt: skip
    moved = with_last_year(rest, np.array([[last, this]]), np.array([4]))
    assert moved.middle[0, -1] == pytest.approx(100 * 1.2**0.6)
    assert moved.deviation[0, -1] == pytest.approx(0.2 * 0.6**0.5)
    assert not moved.middle[0, :4].any()


@settings(deadline=None, max_examples=60)
@given(
    last=months, this=months, at=st.integers(1, 11), middle=st.floats(1, 10_000), deviation=st.floats(0.01, 2)
)
def test_between_the_three(
    last: list[float], this: list[float], at: int, middle: float, deviation: float
) -> None:
    """Together they say no more than the highest and no less than the lowest of seasonal, rule and last year."""
    steps, months_at = np.array([[last, this]]), np.array([at])
    ahead = np.maximum(np.arange(1, 13) - at, 0)
    rest = Rest((middle * ahead)[None], np.where(ahead, deviation, 0.0)[None], logarithmic=np.array([True]))
    moved = with_last_year(rest, steps, months_at).middle[0]
    three = np.stack(
        [middle * ahead, rule_of_thumb(steps, months_at)[0], np.where(ahead, last, 0.0).cumsum()]
    )
    assert (three.min(axis=0) * (1 - 1e-9) <= moved).all()
    assert (moved <= three.max(axis=0) * (1 + 1e-9)).all()


@pytest.mark.parametrize(("january", "february"), [(0.5, 0.5), (2.0, 3.0), (0.1, 9.0)])
def test_a_small_beginning_is_not_the_year(january: float, february: float) -> None:
    """Months far above a tiny beginning of last year multiply no year: the rule says more than twice what is projected."""
    last = [0.01, 0.1, 5.0, 8.0, 9.0, 12.0, 9.0, 9.0, 11.0, 13.0, 12.0, 12.0]
    stored = np.full((1, YEARS, 12), NAN)
    stored[0, -3:] = np.cumsum([[0.3, 0.4, *last[2:]], last, [january, february, *[NAN] * 10]], axis=1)
    ended = projected(stored, 2)
    assert ended["thumb"] > 2 * ended["year_end"]
    assert ended["thumb"] > ended["year_end_high"]


def projected(stored: np.ndarray, at: int, kind: str = "flow") -> pd.Series:
    """One indicator's answer."""
    row = {
        "kind": kind, "decimals": 0, "direction": "more", "comparator": "at_least", "target": 120.0, "status": "slow",
        "actual": stored[0, -1, at - 1], "actual_month": float(at),
    }  # fmt: skip
    return project(pd.DataFrame([row]), stored, pd.DataFrame([[NAN] * 12], columns=range(1, 13)), month=at)[
        0
    ].iloc[0]


@pytest.mark.parametrize("kind", ["flow", "count", "stock", "rate"])
def test_what_adds_up_has_a_rule(kind: str) -> None:
    """A level or a rate is no sum: nothing is to be multiplied."""
    stored = np.full((1, YEARS, 12), NAN)
    stored[0, -2:] = np.cumsum([LATE, LATE], axis=1) + 7 * (kind == "stock")
    stored[0, -1, 6:] = NAN
    assert np.isfinite(projected(stored, 6, kind)["thumb"]) == (kind in {"flow", "count"})


def test_one_correction_keeps_its_season() -> None:
    """A December below zero, as where the bureau revised the year, is no reason to spread a season evenly."""
    corrected = [*LATE[:11], -5.0]
    stored = np.full((1, YEARS, 12), NAN)
    stored[0, -2:] = np.cumsum([corrected, corrected], axis=1)
    stored[0, -1, 6:] = NAN
    ended = projected(stored, 6)
    assert ended["forecast_basis"] == "season"
    assert ended["year_end"] == pytest.approx(sum(corrected), rel=0.1)


@pytest.fixture(scope="module")
def published() -> Series:
    """房地产投资 of 31 provinces, 2017 to 2019."""
    return provinces(2019)


def test_the_table_is_what_was_published(published: Series) -> None:
    """江苏, in 亿元 since January: 1,511.82 by February 2019, 12,009.35 in all; no province lacks a month."""
    ytd = published["江苏 房地产投资累计值（亿元）"][-12:].cumsum()
    assert (ytd[1], ytd[-1]) == pytest.approx((1511.82, 12009.35))
    assert len(published) == 62
    assert all(len(values) == 36 and np.isfinite(values).all() for values in published.values())


def test_nearer_than_the_rule(published: Series) -> None:
    """2019 from two years: on average ours misses by less at every month; in the median from March nowhere by a fifth more."""
    true = np.array([values[-12:].sum() for values in published.values()])[:, None]
    mine, rule = (np.abs(found[:, :, 0] / true - 1) for found in (ours(published, 2), thumb(published)))
    assert (mine.mean(axis=0) < rule.mean(axis=0)).all()
    later = np.array(ORIGINS) >= 3
    assert (np.median(mine, axis=0)[later] < 1.2 * np.median(rule, axis=0)[later]).all()


def test_four_of_five_intervals_hold(published: Series) -> None:
    """2019 from two years: within chance of 80 % (62 series that move together, two and a half standard errors)."""
    true = np.array([values[-12:].sum() for values in published.values()])[:, None]
    _, low, high = np.moveaxis(ours(published, 2), 2, 0)
    held = ((low <= true) & (true <= high)).mean(axis=0)
    assert (np.abs(held - 0.8) < 0.13).all()
    assert held.mean() == pytest.approx(0.8, abs=0.05)
