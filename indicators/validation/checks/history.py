"""Each value of a file next to the months around it, the file's own and the stored ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from indicators.store import DEMO
from indicators.thresholds import settings_of
from indicators.validation.checks.sizes import distances, slips_of_the_unit
from indicators.validation.diff import UNCHANGED, WOULD_CLEAR

if TYPE_CHECKING:
    from indicators.validation.context import Context

_YEAR: Final = 12


def compare_with_history(differences: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Values of a file next to the others of their indicators; simulated values are no history.

    Returns:
        ``differences`` but those that would clear, with ``last_year`` (the same month's value), ``target`` (the
        year's), ``before`` (the value before it in the same year, of ``past_month``), ``step`` (what it adds to that),
        ``falls`` (whether it is less than an earlier sum since January, or more than a later one, ``after``, of
        ``later_month``), ``is_own_month`` (whether it falls as only a month's own value would), ``identical`` (whether
        it repeats the month before), ``jumps`` (whether it moves far more than its series ever did), and the columns of
        ``slips_of_the_unit`` and ``distances``.
    """
    filled = differences[differences["change"] != WOULD_CLEAR].reset_index(drop=True)
    series = _series(filled, differences if context.decisions.clear_blanks else filled, context)
    series = series.assign(**_neighbours(series))
    series = series.assign(is_own_month=_is_own_month(series), jumps=_jumps(series, context))
    series = series.assign(**slips_of_the_unit(series), **distances(series, context))
    return filled.join(series.drop(columns=filled.columns, errors="ignore"))


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
        "step": (value - past.where(~adds_up, before.fillna(0.0))).round(9),
        "last_year": pd.Series(last_year, series.index),
        "falls": (falls & fresh) | too_large,
        "after": grouped["value"].shift(-1).where(too_large),
        "later_month": grouped["month"].shift(-1),
        # A count or a level often stays the same.
        "identical": fresh & same_year & (past_position == position - 1) & (value == past) & (value != 0)
        & series["kind"].isin(["flow", "rate"]),
    }  # fmt: skip


def _is_own_month(series: pd.DataFrame) -> pd.Series:
    """Whether a sum falls by more than it ever did, to nearer the average month than to the sum before it."""
    value, before = series["value"], series["before"]
    fall = before - value
    largest = fall.where(~series["fresh"]).groupby(series["indicator"]).transform("max").fillna(0.0)
    return series["after"].isna() & (fall > largest) & (value - before / series["past_month"] < fall)


def _jumps(series: pd.DataFrame, context: Context) -> pd.Series:
    """Steps far outside those of the series so far: many times further than these differ (median deviation)."""
    rules = settings_of(context.snapshot).checks
    indicator, step = series["indicator"], series["step"]
    past = step.where(~series["fresh"])
    middle = past.groupby(indicator).transform("median")
    spread = (past - middle).abs().groupby(indicator).transform("median") * 1.4826
    allowed = np.maximum(spread * rules.jump_deviations, middle.abs() * rules.jump_share)
    enough = past.groupby(indicator).transform("count") >= rules.jump_history
    return series["fresh"] & enough & ((step - middle).abs() > allowed)
