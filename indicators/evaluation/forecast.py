"""The year end (预计全年): a projection with its 80 % interval and the chance of reaching the target, for all at once.

The months left go on at the level of the latest months, the newest weighing most, with the season of the past years;
the interval comes from how far past months were from their projection. ``smoothing.py`` has the arithmetic,
``bench/forecast.py`` the comparison with statistical libraries, ``docs/forecast.md`` the result.

- Flows whose months are above zero: each month over its usual share of the year, smoothed, carried to December, and
  averaged with the office's own rule of thumb (``rule_of_thumb.py``). Where the past is short the shares lean on the
  plan's phases or, without any, on time progress.
- Counts, stocks, and flows with empty or negative months: the average step of the last twelve months goes on.

Worked: 理想汽车 by September 2024: see ``bench/results/forecast_li_auto.md``.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from indicators.evaluation.interpolation import fill_between
from indicators.evaluation.progress import MONTHS
from indicators.evaluation.rule_of_thumb import rule_of_thumb, with_last_year
from indicators.evaluation.smoothing import Rest, complete_years, recent, seasonal_level, steady_steps
from indicators.labels import UNSCHEDULED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.settings import Settings

    Numbers = NDArray[np.float64]
    Flags = NDArray[np.bool_]

# Years that are looked at, this one included.
YEARS: Final = 6
# The interval, 80 %, is between the 10 % and the 90 % quantile.
_DEVIATIONS: Final = NormalDist().inv_cdf(0.9)
_QUANTILES: Final = {"expected": 0.0, "expected_low": -_DEVIATIONS, "expected_high": _DEVIATIONS}
# Values needed without a complete past year: of this year, of a stock's last twelve months.
_LEAST_VALUES: Final = 3
# The bureau revises a year in its last month, which then may fall below zero.
_CORRECTIONS: Final = 1
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
        ``year_end``, ``year_end_low``, ``year_end_high`` in the indicator's unit and ``chance`` (0..1), NaN where there
        is no projection; ``forecast_basis``: season, level (this year's months only), steps, insufficient (too few
        values), or empty where no projection belongs (a rate or mean, old data, a year that is over); ``thumb``: the
        year end by the rule of thumb alone, of flows and counts. And by month after the newest actual one the stored values ``expected``, ``expected_low``, ``expected_high``.
    """
    at = rows["actual_month"].fillna(0).to_numpy(int)
    kind = rows["kind"].to_numpy(str)
    stock, count = kind == "stock", kind == "count"
    over = (at == 0) | (at == MONTHS[-1]) | (month == MONTHS[-1])
    excluded = over | np.isin(kind, UNSCHEDULED) | rows["status"].isin(_NO_VERDICT).to_numpy()
    steps = _steps(history, stock)
    level = seasonal_level(history, steps, at, _planned_season(phases.to_numpy(float)))
    level = with_last_year(level, steps, at)
    counted = count | (stock & (rows["decimals"] == 0).to_numpy())
    steady = steady_steps(history, steps, at, counted=counted)
    seasonal = (kind == "flow") & _nearly_all_positive(history, steps, at)
    # Steps that are all the same would make the year end look certain.
    varies = seasonal | (steady.deviation[:, -1] > 0)
    known = ~excluded & varies & _has_enough_values(stock, history, steps, at)
    rest = Rest(
        np.where(seasonal[:, None], level.middle, steady.middle),
        np.where(seasonal[:, None], level.deviation, steady.deviation),
        logarithmic=seasonal,
    )
    paths = _paths(rows, history, rest, known)
    ends = pd.DataFrame(
        {name.replace("expected", "year_end"): path[MONTHS[-1]] for name, path in paths.items()}
    )
    with_past = seasonal & complete_years(history).any(axis=1)
    basis = np.select(
        [known & with_past, known & seasonal, known, ~excluded],
        ["season", "level", "steps", "insufficient"],
        "",
    )
    thumb = np.where(known & ~stock, rows["actual"].to_numpy(float) + rule_of_thumb(steps, at)[:, -1], np.nan)
    chance = np.where(known, _chance(rows, rest), np.nan)
    return ends.assign(chance=chance, forecast_basis=basis, thumb=thumb), paths


def _has_enough_values(stock: Flags, history: Numbers, steps: Numbers, at: NDArray[np.int_]) -> Flags:
    """A complete past year or a few recent values; a stock needs last December's level, too."""
    values = np.isfinite(history) & np.isfinite(steps)
    this_year = values[:, -1] & (np.array(MONTHS) <= at[:, None])
    latest = np.where(stock, recent(values, at).sum(axis=1), this_year.sum(axis=1))
    enough = complete_years(history).any(axis=1) | (latest >= _LEAST_VALUES)
    return np.asarray(enough & (~stock | ~np.isnan(history[:, -2, -1])))


def _steps(history: Numbers, stock: Flags) -> Numbers:
    """Each month's own value (a stock's rise); months between two known ones share what lies between them."""
    rows, years, months = history.shape
    before = np.concatenate([np.full((rows, 1), np.nan), history[:, :-1, -1]], axis=1)
    start = np.where(stock[:, None], before, 0.0)[:, :, None]
    filled = fill_between(np.concatenate([start, history], axis=2).reshape(rows * years, months + 1))
    return np.diff(filled, axis=1).reshape(rows, years, months)


def _nearly_all_positive(history: Numbers, steps: Numbers, at: NDArray[np.int_]) -> Flags:
    """Whether the months of complete years, and of this one, are above zero, but for one correction a year."""
    used: Any = np.repeat(~np.isnan(history[:, :, -1:]), len(MONTHS), axis=2)
    used[:, -1] = np.array(MONTHS)[None, :] <= at[:, None]
    corrections = ((steps <= 0) & used).sum(axis=2)
    return np.asarray((corrections <= _CORRECTIONS).all(axis=1), dtype=bool)


def _planned_season(path: Numbers) -> Numbers:
    """Each month's share of the planned year, times 12; 1 without a plan, or with one of nothing in a month."""
    steps = np.diff(path, axis=1, prepend=0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = steps / path[:, -1:] * len(MONTHS)
    usable: Any = (np.isfinite(shares) & (shares > 0)).all(axis=1)
    return np.where(usable[:, None], shares, 1.0)


def _paths(rows: pd.DataFrame, history: Numbers, rest: Rest, known: Flags) -> dict[str, pd.DataFrame]:
    """Stored values by month after the newest actual one: middle and both ends of the interval."""
    future = known[:, None] & (np.array(MONTHS) > rows["actual_month"].to_numpy(float)[:, None])
    actual, count = rows["actual"].to_numpy(float)[:, None], (rows["kind"] == "count").to_numpy()[:, None]
    least = np.where((history < 0).any(axis=(1, 2)), -np.inf, 0.0)[:, None]
    paths = {}
    for name, deviations in _QUANTILES.items():
        left = rest.quantile(deviations)
        left = np.where(count, np.maximum(np.floor(left + 0.5), 0.0), left)
        values = np.where(future, np.maximum(actual + left, least), np.nan)
        paths[name] = pd.DataFrame(values, rows.index, MONTHS)
    return paths


def likelihood(chance: pd.Series, rules: Settings) -> pd.Series:
    """What a chance of reaching the target amounts to: likely, fair, hard or hardly; None without one."""
    least = {name: getattr(rules.forecast, name) for name in ("likely", "fair", "hard")}
    words = np.select([chance >= share for share in least.values()], list(least), default="hardly")
    return pd.Series(words, chance.index, dtype=object).where(chance.notna(), None)


def _chance(rows: pd.DataFrame, rest: Rest) -> Numbers:
    """Of ending the year at the target or beyond; of staying within it where less is better."""
    needed = (rows["target"] - rows["actual"]).to_numpy(float)
    count = (rows["kind"] == "count").to_numpy()
    less = (rows["direction"] == "less").to_numpy()
    # Whole numbers: nine or more begins at eight and a half, nine or fewer ends at nine and a half.
    edge = np.where(less | (rows["comparator"] == "above").to_numpy(), 0.5, -0.5)
    needed = needed + np.where(count, edge, 0.0)
    middle, deviation = rest.middle[:, -1], np.maximum(rest.deviation[:, -1], np.finfo(float).tiny)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        distance = np.where(rest.logarithmic, np.log(np.maximum(needed, 0.0) / middle), needed - middle)
        reached = 1 - _cdf(distance / deviation)
    reached = np.where((count | rest.logarithmic) & (needed <= 0), 1.0, reached)
    return np.where(np.isnan(needed), np.nan, np.where(less, 1 - reached, reached))
