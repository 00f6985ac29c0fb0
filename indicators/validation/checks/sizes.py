"""How large each value is next to all that is known: its series, the plan, else what is usual; and slips of the unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from indicators.validation.context import Context

# 元 for 亿元 is a hundred million times too much.
_FACTORS: Final = (10, 100, 10000, 100_000_000)
# How near to a power of ten a ratio must be to be taken for a slip of the unit: growth alone explains up to 30 %.
_NEAR: Final = 1.3
# A plan says less: actuals are between two fifths and two and a half times of it, and ten times too much may be true.
_NEAR_PLAN: Final = 2.5
_PLAN_FACTORS: Final = _FACTORS[1:]
# What a value is measured by.
_CURRENT, _LAST_YEAR, _EARLIER, _PLAN = "现有数", "上年同期", "前期数", "计划数"
_RANGE, _USUAL = "以往水平", "常见值"
# Fewer pieces than this may well grow tenfold.
_FEW: Final = 20
_YEAR: Final = 12


def slips_of_the_unit(series: pd.DataFrame) -> dict[str, pd.Series]:
    """How many ``times`` too large (or, below 1, too small) each value looks, next to ``reference``, named ``against``.

    NaN where it does not. ``sure`` says that nothing else explains it: a rate has no unit to be wrong in but %, and a
    hundredth of a rate is a rate.
    """
    value, kind = series["value"], series["kind"]
    candidates = _candidates(series)
    reference, against = candidates.bfill(axis=1)[_CURRENT], candidates.notna().idxmax(axis=1)
    ratio, is_rate = value / reference, kind == "rate"
    possible = series["fresh"] & (is_rate | _may_be_compared(series, reference))
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
    return {"times": times, "sure": sure, "reference": reference, "against": against}


def distances(series: pd.DataFrame, context: Context) -> dict[str, pd.Series]:
    """How many times the largest known size each value is or, below 1, which share of the smallest: ``distance``.

    NaN where it lies between them, or nothing is known. ``bound`` and ``bound_name`` are that size. What adds up since
    January is compared by its average month: 900 by September is as large as 1,200 by December. Where nothing is
    stored, what the file says of other months counts, and then the catalogue's usual range.
    """
    value, indicator, is_rate = series["value"].abs(), series["indicator"], series["kind"] == "rate"
    candidates = _candidates(series).abs()
    months = series["month"].where(series["adds_up"], 1)
    size = (value / months).where(value > 0)
    stored = size.where(~series["fresh"]).groupby(indicator)
    # Numbers of one file must not vouch for each other against those that are stored. Without last year's, the month
    # after does for the one before it: a year begins slowly.
    own = candidates[[_LAST_YEAR, _EARLIER]]
    rises = own[_LAST_YEAR].isna() & own[_EARLIER].notna()
    own = own.assign(after=(size.groupby(indicator).shift(-1) * months).where(rises))
    known = pd.DataFrame({
        _CURRENT: candidates[_CURRENT],
        "largest": (stored.transform("max") * months).fillna(own.max(axis=1)),
        "smallest": (stored.transform("min") * months).fillna(own.min(axis=1)),
    })  # fmt: skip
    new = known.isna().all(axis=1)
    usual = context.snapshot.catalogue.set_index("indicator")[["typical_low", "typical_high"]].abs()
    usual = usual.reindex(indicator).set_axis(series.index).where(new)
    known = known.join(usual).assign(**{_PLAN: candidates[_PLAN]})
    low, high = known.min(axis=1), known.max(axis=1)
    bound = high.where(value > high, low)
    # A rate may be near 0 in one month and ten times as much in the next.
    possible = _may_be_compared(series, bound) | (is_rate & known["typical_high"].notna())
    outside = series["fresh"] & possible & (value > 0) & ((value > high) | (value < low))
    same = [np.isclose(candidates[name], bound) for name in candidates]
    names = np.select([*same, new], [*candidates, _USUAL], _RANGE)
    return {
        "distance": (value / bound).where(outside),
        "bound": bound, "bound_name": pd.Series(names, series.index),
    }  # fmt: skip


def _candidates(series: pd.DataFrame) -> pd.DataFrame:
    """The sizes that each value should be near to, NaN where there is none."""
    month, adds_up = series["month"], series["adds_up"]
    # What adds up since January has grown with the months since then.
    grown = series["before"] * month / series["past_month"]
    candidates = pd.DataFrame({
        _CURRENT: series["old"],
        _LAST_YEAR: series["last_year"],
        _EARLIER: grown.where(adds_up, series["past"]),
        _PLAN: series["target"] * (month / _YEAR).where(adds_up, 1.0),
    })  # fmt: skip
    return candidates.where(candidates != 0)


def _may_be_compared(series: pd.DataFrame, reference: pd.Series) -> pd.Series:
    """Amounts and levels that are no rates; of pieces only many."""
    many = (reference.abs() >= _FEW) | (series["value"].abs() >= _FEW * 100)
    return (series["kind"] == "flow") | ((series["kind"] != "rate") & many)
