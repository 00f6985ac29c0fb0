"""The year end (预计全年): a projection with its 80 % interval and the chance of reaching the target, for all at once.

In one sentence: the months left run on at the level of the latest months (the newer, the heavier), with the season of
the past years; the spread is how far months strayed from what the other years' season foretold of them. ``indicators/extrapolation.py`` has the arithmetic,
``bench/forecast.py`` the comparison with statistical libraries, ``docs/forecast.md`` the result.

- Flows whose months are all above zero: each month over its usual share of the year, smoothed, carried to December.
  Where the past is short the shares lean on the plan's phases or, without any, on time progress.
- Counts, stocks, and flows with empty or negative months: the average step of the last twelve months goes on.

Worked: 理想汽车 by September 2024: see ``bench/results/forecast_li_auto.md``.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from indicators.evaluation.progress import MONTHS
from indicators.evaluation.smoothing import Rest, complete_years, recent, seasonal_level, steady_steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Flags = NDArray[np.bool_]

# How many years are looked at, this one included.
YEARS: Final = 6
# Four of five year ends lie within: between the 10 % and the 90 % quantile.
_DEVIATIONS: Final = NormalDist().inv_cdf(0.9)
# Without a complete past year, so many values are the least that says anything: of this year, of a stock's last twelve
# months. One value of January to September says nothing of how the months run.
_LEAST_VALUES: Final = 3
_NO_VERDICT: Final = ("stale", "awaiting")
_cdf = np.vectorize(NormalDist().cdf, otypes=[float])


def project(
    rows: pd.DataFrame, history: Numbers, phases: pd.DataFrame, *, month: int
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """The year end of every flow, count and stock.

    Args:
        rows: one row per indicator: ``kind``, ``decimals``, ``direction``, ``comparator``, ``target``, ``actual``,
            ``actual_month``, ``status``.
        history: stored values (ytd or level), indicators x years x 12, this year last; NaN where nothing is known.
        phases: what the plan asks for by month (``progress.plan_path``), columns 1..12.
        month: the month looked at: in December the year is over.

    Returns:
        ``year_end``, ``year_end_low``, ``year_end_high`` in the indicator's unit and ``chance`` (0..1), NaN where
        nothing can be said honestly; ``forecast_basis``: season, level (this year's months only),
        steps, insufficient (too little is known), or empty where no projection belongs (a rate, old data, a year that is
        over); and ``expected``, ``expected_low``, ``expected_high``: stored values by month
        after the newest actual one.
    """
    at = rows["actual_month"].fillna(0).to_numpy(int)
    kind = rows["kind"].to_numpy(str)
    steps = _steps(history, kind == "stock")
    over = (at == 0) | (at == MONTHS[-1]) | (month == MONTHS[-1])
    silent = over | (kind == "rate") | rows["status"].isin(_NO_VERDICT).to_numpy()
    known: Flags = np.asarray(~silent & _says_enough(kind, history, steps, at))
    seasonal = known & (kind == "flow") & _all_positive(history, steps, at)
    prior = _as_planned(phases.to_numpy(float))
    end, paths = _nothing(rows.index)
    past: Flags = np.asarray(complete_years(history).any(axis=1))
    whole = (kind == "count") | ((kind == "stock") & (rows["decimals"] == 0).to_numpy())
    stepwise = known & ~seasonal
    known[stepwise] = _strays(history[stepwise], steps[stepwise], at[stepwise], whole[stepwise])
    for chosen in (seasonal, known & ~seasonal):
        if not chosen.any():
            continue
        if chosen is seasonal:
            rest = seasonal_level(history[chosen], steps[chosen], at[chosen], prior[chosen])
        else:
            rest = steady_steps(history[chosen], steps[chosen], at[chosen], whole=whole[chosen])
        told = rows[chosen].assign(never_negative=~(history[chosen] < 0).any(axis=(1, 2)))
        for name, values in _ends(told, rest).items():
            paths[name].loc[chosen] = values
        end.loc[chosen, "chance"] = _chance(rows[chosen], rest)
        season = ["season" if seen else "level" for seen in past[chosen]]
        end.loc[chosen, "forecast_basis"] = season if chosen is seasonal else "steps"
    end.loc[~silent & ~known, "forecast_basis"] = "insufficient"
    for name, path in paths.items():
        end[name.replace("expected", "year_end")] = path[MONTHS[-1]]
    return end, paths


def _nothing(index: pd.Index) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    names = ["expected", "expected_low", "expected_high"]
    paths = {name: pd.DataFrame(np.nan, index, MONTHS) for name in names}
    end = pd.DataFrame(np.nan, index, ["year_end", "year_end_low", "year_end_high", "chance"])
    return end.assign(forecast_basis=""), paths


def _says_enough(kind: NDArray[np.str_], history: Numbers, steps: Numbers, at: NDArray[np.int_]) -> Flags:
    """A complete past year, or a few values of late; a stock needs last December's level, too."""
    stock, values = kind == "stock", np.isfinite(history) & np.isfinite(steps)
    this_year = values[:, -1] & (np.array(MONTHS) <= at[:, None])
    lately = np.where(stock, recent(values, at).sum(axis=1), this_year.sum(axis=1))
    told = complete_years(history).any(axis=1) | (lately >= _LEAST_VALUES)
    return np.asarray(told & (~stock | ~np.isnan(history[:, -2, -1])), dtype=bool)


def _strays(history: Numbers, steps: Numbers, at: NDArray[np.int_], whole: Flags) -> Flags:
    """Whether the steps differ at all: nothing is as sure as a row of the same ones makes it look."""
    return np.asarray(steady_steps(history, steps, at, whole=whole).deviation[:, -1] > 0, dtype=bool)


def _steps(history: Numbers, stock: Flags) -> Numbers:
    """Each month's own value (a stock's rise); months between two known ones share what lies between them."""
    rows, years, months = history.shape
    before = np.concatenate([np.full((rows, 1), np.nan), history[:, :-1, -1]], axis=1)
    start = np.where(stock[:, None], before, 0.0)[:, :, None]
    flat = pd.DataFrame(np.concatenate([start, history], axis=2).reshape(rows * years, months + 1))
    filled = flat.interpolate(axis=1, limit_area="inside").to_numpy()
    return np.diff(filled, axis=1).reshape(rows, years, months)


def _all_positive(history: Numbers, steps: Numbers, at: NDArray[np.int_]) -> Flags:
    """Whether every month of complete years, and of this one, is above zero."""
    used: Any = np.repeat(~np.isnan(history[:, :, -1:]), len(MONTHS), axis=2)
    used[:, -1] = np.array(MONTHS)[None, :] <= at[:, None]
    return np.asarray(~((steps <= 0) & used).any(axis=(1, 2)), dtype=bool)


def _as_planned(path: Numbers) -> Numbers:
    """Each month's share of the planned year, times 12; 1 where no plan says, or it asks for nothing in a month."""
    steps = np.diff(np.concatenate([np.zeros((len(path), 1)), path], axis=1), axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = steps / path[:, -1:] * len(MONTHS)
    usable: Any = (np.isfinite(shares) & (shares > 0)).all(axis=1)
    return np.where(usable[:, None], shares, 1.0)


def _ends(rows: pd.DataFrame, rest: Rest) -> dict[str, Numbers]:
    """Stored values by month after the newest actual one: middle and both ends of the interval."""
    future = np.array(MONTHS) > rows["actual_month"].to_numpy(float)[:, None]
    now, count = (rows[name].to_numpy()[:, None] for name in ("actual", "kind"))
    least = np.where(rows["never_negative"].to_numpy(bool), 0.0, -np.inf)[:, None]
    named = {"expected": 0.0, "expected_low": -_DEVIATIONS, "expected_high": _DEVIATIONS}
    ends = {}
    for name, deviations in named.items():
        left = rest.quantile(deviations)
        left = np.where(count == "count", np.maximum(np.floor(left + 0.5), 0.0), left)
        ends[name] = np.where(future, np.maximum(now.astype(float) + left, least), np.nan)
    return ends


def _chance(rows: pd.DataFrame, rest: Rest) -> Numbers:
    """Of ending the year at the target or beyond; of staying within it where less is better."""
    needed = (rows["target"] - rows["actual"]).to_numpy(float)
    count = rows["kind"].to_numpy() == "count"
    less = rows["direction"].to_numpy() == "less"
    # Whole things: nine or more begins at eight and a half, nine or fewer ends at nine and a half.
    edge = np.where(rows["comparator"].to_numpy() == "above", 0.5, -0.5)
    needed = needed + np.where(count, np.where(less, 0.5, edge), 0.0)
    middle, deviation = rest.middle[:, -1], np.maximum(rest.deviation[:, -1], np.finfo(float).tiny)
    with np.errstate(invalid="ignore", divide="ignore"):
        at = np.log(np.maximum(needed, 0.0) / middle) if rest.logarithmic else needed - middle
        reached = 1 - _cdf(at / deviation)
    never_falls = count | rest.logarithmic
    reached = np.where(never_falls & (needed <= 0), 1.0, reached)
    return np.where(np.isnan(needed), np.nan, np.where(less, 1 - reached, reached))
