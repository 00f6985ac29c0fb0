"""How a year goes on to December, from its months so far and the past years' seasons; arrays, all rows at once.

``history`` holds stored values (ytd or level), rows x years x 12, this year last; ``steps`` each month's own value
(a stock's rise); ``at`` the newest known month of this year. NaN is unknown.

Source of the smoothing and its variance: simple exponential smoothing, Hyndman & Athanasopoulos, Forecasting:
Principles and Practice, 3rd ed., 8.1 and 8.7.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Months = NDArray[np.int_]

_MONTHS: Final = np.arange(1, 13)
# Weight of a year against the next newer one.
_OLDER: Final = 0.7
# Weight of the plan's phases, or of an even year, in past years.
_PRIOR_YEARS: Final = 0.1
_ALPHAS: Final = np.array([0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9])
# Standard deviation of a month's logarithm over the mean absolute error (1.25 for normal errors), and the least error.
# Both are set so that four of five year ends lie within their interval: ``python -m bench.forecast_choice``.
_DEVIATION, _LEAST_ERROR = 0.8, 0.002
# How much more than other months December strays: the year's books are closed in it.
_STRAYS: Final = np.where(_MONTHS < 12, 1.0, 1.2)  # noqa: PLR2004 - December
# A single past year is compared with the prior's season only, and its errors are larger than noise: their weight.
_ALONE: Final = 0.6
# The error where none was seen yet (that of the public series of sales and births against an even year, on average),
# and as how many months it counts.
_UNSEEN_ERROR, _UNSEEN_MONTHS = 0.11, 9
# Events to expect after a year without any (Jeffreys' prior of a Poisson rate).
_HALF_AN_EVENT: Final = 0.5
# January to March count as one: 春节 moves between them.
_SPRING: Final = 3
# Values that a complete year needs at least: its quarters.
_QUARTERS: Final = 4


@dataclass(frozen=True)
class Rest:
    """What the months after ``at`` bring, cumulated by month, rows x 12; 0 up to ``at``.

    Attributes:
        middle: the median.
        deviation: standard deviation of its logarithm where ``logarithmic``, else of itself.
        logarithmic: whether a row's rest cannot be below zero.
    """

    middle: Numbers
    deviation: Numbers
    logarithmic: NDArray[np.bool_]

    def quantile(self, deviations: float) -> Numbers:
        """The value this number of standard deviations from the median."""
        shift = deviations * self.deviation
        with np.errstate(over="ignore", invalid="ignore"):
            return np.where(self.logarithmic[:, None], self.middle * np.exp(shift), self.middle + shift)


def complete_years(history: Numbers) -> NDArray[np.bool_]:
    """Which past years are known to their end and by quarter at least: rows x years before this one."""
    past = np.isfinite(history[:, :-1])
    return np.asarray(past[:, :, -1] & (past.sum(axis=2) >= _QUARTERS))


def seasonal_level(history: Numbers, steps: Numbers, at: Months, prior: Numbers) -> Rest:
    """Months over their usual share of the year, smoothed, carried on with that share.

    Worked: 30 a month with an even season and no other past is 30 for each month left.
    """
    season, season_of_others, past_weight = _seasons(history, steps, prior)
    level, alpha = _smoothed(_levels(history, steps, season[:, None]))
    noise = _DEVIATION * _mean_error(_levels(history, steps, season_of_others), alpha, history, past_weight)
    future = at[:, None] < _MONTHS
    expected = np.where(future, season * np.exp(level)[:, None], 0.0)
    rest = expected.cumsum(axis=1)
    # Each month's own error stays in the level by the share that the smoothing gives it.
    variance = np.zeros_like(rest)
    for month in range(12):
        later = rest[:, month : month + 1] - rest[:, : month + 1]
        carried = expected[:, : month + 1] + alpha[:, None] * later
        variance[:, month] = (future[:, : month + 1] * (_STRAYS[: month + 1] * carried) ** 2).sum(axis=1)
    # The season of the months to come is known from few years.
    variance += ((_STRAYS * expected) ** 2).cumsum(axis=1) / (past_weight + _PRIOR_YEARS)[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        deviation = np.where(future, np.sqrt(np.log1p(noise[:, None] ** 2 * variance / rest**2)), 0.0)
    return Rest(rest, deviation, logarithmic=np.ones(len(rest), bool))


def _seasons(history: Numbers, steps: Numbers, prior: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Each month's share of a year times 12; for each year that of the other years; the weight of all past years."""
    totals = history[:, :-1, -1]
    weight = complete_years(history) * _OLDER ** np.arange(totals.shape[1])[::-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        # A correction below zero is no season.
        shares = np.maximum(np.nan_to_num(steps[:, :-1] / totals[:, :, None] * 12), 0.0) * weight[:, :, None]
    total_weight, summed = weight.sum(axis=1), shares.sum(axis=1) + _PRIOR_YEARS * prior
    season = summed / (total_weight + _PRIOR_YEARS)[:, None]
    others = (summed[:, None] - shares) / (total_weight[:, None] - weight + _PRIOR_YEARS)[:, :, None]
    return season, np.concatenate([others, season[:, None]], axis=1), total_weight


def _levels(history: Numbers, steps: Numbers, season: Numbers) -> Numbers:
    """Logarithm of each month without its season (rows x years x 12), the same shape; spring months share one."""
    season = np.broadcast_to(season, history.shape)
    with np.errstate(invalid="ignore", divide="ignore"):
        levels = np.log(steps / season)
        for months in range(1, _SPRING + 1):
            so_far = np.log(history[:, :, months - 1] / season[:, :, :months].sum(axis=2))
            known = np.isfinite(so_far)[:, :, None]
            levels[:, :, :months] = np.where(known, so_far[:, :, None], levels[:, :, :months])
    return np.where(np.isfinite(levels), levels, np.nan)


def _smoothed(levels: Numbers) -> tuple[Numbers, Numbers]:
    """Last level, and the smoothing factor alpha with the smallest squared errors for each series."""
    alphas = np.repeat(_ALPHAS[:, None], len(levels), axis=1)
    last, errors = _one_step_ahead(levels, alphas)
    best = np.nansum(errors**2, axis=(2, 3)).argmin(axis=0)
    return last[best, np.arange(len(levels))], _ALPHAS[best]


def _one_step_ahead(levels: Numbers, alpha: Numbers) -> tuple[Numbers, Numbers]:
    """Last level, and each month's difference from the level before it; ``alpha`` per row, or trials x rows."""
    level, errors = np.full(alpha.shape, np.nan), np.full((*alpha.shape, *levels.shape[1:]), np.nan)
    for year, month in np.ndindex(levels.shape[1:]):
        value = levels[:, year, month]
        errors[..., year, month] = value - level
        level = np.where(np.isnan(level), value, level + alpha * np.nan_to_num(value - level))
    return level, errors


def _mean_error(levels: Numbers, alpha: Numbers, history: Numbers, past_weight: Numbers) -> Numbers:
    """Mean absolute error of projecting a month with the season of the other years.

    Spring months share one level and say nothing of single ones. Of months that were reported together only the first
    counts, for all of them: their errors are one.
    """
    errors = np.abs(_one_step_ahead(levels, alpha)[1])
    complete = complete_years(history)
    errors[:, :-1] *= np.where(complete & (complete.sum(axis=1) == 1)[:, None], _ALONE, 1.0)[:, :, None]
    errors = errors[:, :, _SPRING:]
    known = np.isfinite(errors)
    counted = known & np.isfinite(history[:, :, _SPRING - 1 : -1])
    total, months = np.where(counted, errors, 0.0).sum(axis=(1, 2)), counted.sum(axis=(1, 2))
    unseen = np.where((past_weight == 0) | (months == 0), _UNSEEN_MONTHS, 0)
    mean = (total + _UNSEEN_ERROR * unseen) / (months + unseen) + _LEAST_ERROR
    return np.asarray(mean * np.sqrt(np.maximum(known.sum(axis=(1, 2)) / (months + unseen), 1.0)))


def recent(values: NDArray[Any], at: Months) -> NDArray[Any]:
    """The twelve months up to ``at`` of rows x years x 12, the newest last."""
    flat = values.reshape(len(values), values.shape[1] * 12)
    newest = flat.shape[1] - 12 + at[:, None]
    return np.asarray(np.take_along_axis(flat, newest + np.arange(-12, 0)[None, :], axis=1))


def steady_steps(history: Numbers, steps: Numbers, at: Months, *, counted: NDArray[np.bool_]) -> Rest:
    """The average step of the last twelve known months goes on, with their own spread.

    What is ``counted`` comes by chance (Poisson), also where no event has come yet.
    """
    latest = recent(steps, at)
    known = np.maximum(np.isfinite(latest).sum(axis=1), 1)
    average = np.nansum(latest, axis=1) / known
    variance = np.nansum((latest - average[:, None]) ** 2, axis=1) / np.maximum(known - 1, 1)
    # Months that were reported together have one step among them: their errors are one.
    reported = recent(np.isfinite(history) & np.isfinite(steps), at).sum(axis=1)
    variance *= known / np.maximum(reported, 1)
    variance = np.maximum(
        variance, np.where(counted, np.maximum(np.abs(average), _HALF_AN_EVENT / known), 0.0)
    )
    ahead = np.maximum(_MONTHS[None, :] - at[:, None], 0)
    # The months to come vary, and the average itself is only as sure as the months it was taken from.
    deviation = np.sqrt(variance[:, None] * (ahead + ahead**2 / known[:, None]))
    return Rest(average[:, None] * ahead, deviation, logarithmic=np.zeros(len(average), bool))
