"""Each value of a file next to the months around it, the file's own and the stored ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from indicators.settings import settings
from indicators.store import DEMO
from indicators.validation.diff import UNCHANGED, WOULD_CLEAR

if TYPE_CHECKING:
    from indicators.validation.context import Context

_FACTORS: Final = (10, 100, 10000)
# How near to a power of ten a ratio must be to be taken for a slip of the unit: growth alone explains up to 30 %.
_NEAR: Final = 1.3
# A plan says less: actuals are between two fifths and two and a half times of it, and ten times too much may be true.
_NEAR_PLAN: Final = 2.5
_PLAN_FACTORS: Final = (100, 10000)
# What a value is measured by: the first of these that there is.
_CURRENT, _LAST_YEAR, _EARLIER, _PLAN = "现有数", "上年同期", "前期数", "计划数"
# Fewer pieces than this may well grow tenfold.
_FEW: Final = 20
_YEAR: Final = 12


def compare_with_history(differences: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Values of a file next to the others of their indicators; simulated values are no history.

    Returns:
        ``differences`` but those that would clear, with ``last_year`` (the same month's value), ``before`` (the one
        before it in the same year), ``step`` (what it adds to that), ``falls`` (whether it is less than an earlier
        sum since January, or more than a later one, ``after``), ``identical`` (whether it repeats the month before),
        ``jumps`` (whether it moves far more than its series ever did), ``reference`` and ``against`` (what it is
        measured by, and its name), ``times`` (how many times too large or, below 1, too small it looks; NaN) and
        ``sure`` (whether nothing but a wrong unit explains that).
    """
    filled = differences[differences["change"] != WOULD_CLEAR].reset_index(drop=True)
    series = _series(filled, differences if context.decisions.clear_blanks else filled, context)
    for compare in (_neighbours, _reference, _slips):
        series = series.assign(**compare(series))
    series["jumps"] = _jumps(series)
    columns = ["last_year", "before", "step", "falls", "after", "identical", "jumps", "reference", "against", "times",
               "sure"]  # fmt: skip
    return filled.join(series[columns])


def _series(filled: pd.DataFrame, replaced: pd.DataFrame, context: Context) -> pd.DataFrame:
    """All values of the indicators by month as they will be; those of the file keep their index, and are ``fresh``."""
    stored = context.snapshot.observations
    stored = stored[stored["indicator"].isin(filled["indicator"]) & (stored["origin"] != DEMO)]
    stored = stored[stored["value"].notna()]
    key = ["indicator", "period"]
    stored = stored[~pd.MultiIndex.from_frame(stored[key]).isin(pd.MultiIndex.from_frame(replaced[key]))]
    kinds = filled.drop_duplicates("indicator").set_index("indicator")["kind"]
    fresh = filled["change"] != UNCHANGED
    series = pd.concat(
        [filled[[*key, "value", "old"]].assign(fresh=fresh), stored[[*key, "value"]].assign(fresh=False)],
        ignore_index=True,
    )
    year, month = (series["period"].str[part].astype(int) for part in (slice(4), slice(5, 7)))
    kind = series["indicator"].map(kinds)
    series = series.assign(
        fresh=series["fresh"].astype(bool), kind=kind, adds_up=kind.isin(["flow", "count"]),
        year=year, month=month, position=year * _YEAR + month,
        target=context.year_targets.reindex(pd.MultiIndex.from_arrays([series["indicator"], year])).to_numpy(),
    )  # fmt: skip
    return series.sort_values(["indicator", "position"])


def _neighbours(series: pd.DataFrame) -> dict[str, pd.Series]:
    value, fresh, adds_up, position = (series[name] for name in ("value", "fresh", "adds_up", "position"))
    grouped = series.groupby("indicator", sort=False)
    past, past_position = grouped["value"].shift(), grouped["position"].shift()
    same_year = grouped["year"].shift() == series["year"]
    before = past.where(same_year)
    year_ago = pd.MultiIndex.from_arrays([series["indicator"], position - _YEAR])
    last_year = series.set_index(["indicator", "position"])["value"].reindex(year_ago).to_numpy()
    less = adds_up & (value < before - 1e-9 * before.abs())
    falls = less & (fresh | grouped["fresh"].shift(fill_value=False))
    # The fall shows between two months; where only the earlier one is the file's, that one is reported.
    too_large = (falls & ~fresh).groupby(series["indicator"], sort=False).shift(-1, fill_value=False)
    return {
        "past": past,
        "past_month": grouped["month"].shift(),
        "before": before,
        "step": value - past.where(~adds_up, before.fillna(0.0)),
        "last_year": pd.Series(last_year, series.index),
        "falls": (falls & fresh) | too_large,
        "after": grouped["value"].shift(-1).where(too_large),
        # A count or a level often stays the same.
        "identical": fresh & same_year & (past_position == position - 1) & (value == past) & (value != 0)
        & series["kind"].isin(["flow", "rate"]),
    }  # fmt: skip


def _reference(series: pd.DataFrame) -> dict[str, pd.Series]:
    """What each value is measured by, NaN where there is nothing, and what that is called."""
    month, adds_up = series["month"], series["adds_up"]
    # What adds up since January has grown with the months since then.
    grown = series["before"] * month / series["past_month"]
    candidates = pd.DataFrame({
        _CURRENT: series["old"],
        _LAST_YEAR: series["last_year"],
        _EARLIER: grown.where(adds_up, series["past"]),
        _PLAN: series["target"] * (month / _YEAR).where(adds_up, 1.0),
    })  # fmt: skip
    there = candidates.notna() & (candidates != 0)
    return {"reference": candidates.where(there).bfill(axis=1)[_CURRENT], "against": there.idxmax(axis=1)}


def _slips(series: pd.DataFrame) -> dict[str, pd.Series]:
    """How many times too large each value looks, NaN where it does not, and whether nothing else explains it.

    A rate has no unit to be wrong in but %, and a hundredth of a rate is a rate.
    """
    value, reference, against, kind = (series[name] for name in ("value", "reference", "against", "kind"))
    ratio, is_rate = value / reference, kind == "rate"
    many = (reference.abs() >= _FEW) | (value.abs() >= _FEW * 100)
    possible = series["fresh"] & ((kind == "flow") | is_rate | many)
    width = np.where(against == _PLAN, _NEAR_PLAN, _NEAR)
    times, sure = pd.Series(np.nan, series.index), pd.Series(data=False, index=series.index)
    for factor in _FACTORS:
        for slip in (factor, 1 / factor):
            near = possible & (ratio >= slip / width) & (ratio <= slip * width)
            if factor not in _PLAN_FACTORS:
                near &= (against != _PLAN) & ~is_rate
            times[near] = slip
            # Ten times the month before, or a hundredth of the plan, may be true; ten times last year's is not.
            seen_before = (against == _EARLIER) & (factor > min(_FACTORS))
            certain = against.isin([_CURRENT, _LAST_YEAR]) | seen_before | (slip >= min(_PLAN_FACTORS))
            sure |= near & certain & ~is_rate
    return {"times": times, "sure": sure}


def _jumps(series: pd.DataFrame) -> pd.Series:
    """Steps far outside those of the series so far: many times further than these differ (median deviation)."""
    rules, indicator, step = settings().checks, series["indicator"], series["step"]
    past = step.where(~series["fresh"])
    middle = past.groupby(indicator).transform("median")
    spread = (past - middle).abs().groupby(indicator).transform("median") * 1.4826
    allowed = np.maximum(spread * rules.jump_deviations, middle.abs() * rules.jump_share)
    enough = past.groupby(indicator).transform("count") >= rules.jump_history
    return series["fresh"] & enough & ((step - middle).abs() > allowed)
