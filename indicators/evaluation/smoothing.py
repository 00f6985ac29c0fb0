"""How a year runs on: from its months so far, and the past years' seasons, to December; arrays, all rows at once.

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
# How much less each older year weighs.
_OLDER: Final = 0.7
# What the plan's phases, or an even year, weigh beside the past years.
_PRIOR_YEARS: Final = 0.1
_SPEEDS: Final = (0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9)
# Deviation of a month's logarithm as a share of the mean error with which months were foretold (1.25 were their errors
# normal and known exactly), and how far a trend may take the level in a month, as a share of that deviation. Both are
# set so that four of five year ends lie within their interval: ``python -m bench.forecast_choice``.
_DEVIATION: Final = 0.8
_TREND: Final = 0.05
# The only past year has no other to lend it a season: its months stray from the prior's, by more than is noise.
_ALONE: Final = 0.6
# How far months stray where none has shown it yet (what the public series of sales and births stray from an even year,
# on average), and as how many months that counts.
_UNSEEN_ERROR, _UNSEEN_MONTHS = 0.11, 9
# The least any series strays.
_LEAST_ERROR: Final = 0.003
# What a year without any event still lets expect (Jeffreys' prior of a Poisson rate).
_HALF_AN_EVENT: Final = 0.5
# January to March count as one: 春节 moves between them.
_SPRING: Final = 3
# The least that says how a year runs: its quarters.
_QUARTERS: Final = 4


@dataclass(frozen=True)
class Rest:
    """What the months after ``at`` bring, summed up month by month, rows x 12; 0 up to ``at``.

    Attributes:
        middle: as likely exceeded as not.
        deviation: standard deviation of its logarithm where ``logarithmic``, else of itself.
        logarithmic: whether what is left cannot be below zero.
    """

    middle: Numbers
    deviation: Numbers
    logarithmic: bool

    def quantile(self, deviations: float) -> Numbers:
        """What stays below with so many standard deviations."""
        if self.logarithmic:
            return self.middle * np.exp(deviations * self.deviation)
        return self.middle + deviations * self.deviation


def complete_years(history: Numbers) -> NDArray[np.bool_]:
    """Which past years are known to their end, and how they came there: rows x years before this one."""
    past = np.isfinite(history[:, :-1])
    return np.asarray(past[:, :, -1] & (past.sum(axis=2) >= _QUARTERS))


def seasonal_level(history: Numbers, steps: Numbers, at: Months, prior: Numbers) -> Rest:
    """Months over their usual share of the year, smoothed, carried on with that share.

    Worked: 30 a month with an even season and no other past is 30 for each month left.
    """
    season, apart, seen = _seasons(history, steps, prior)
    level, speed = _smoothed(_levels(history, steps, season[:, None]))
    noise = _DEVIATION * _error(_levels(history, steps, apart), speed, history, seen)
    future = at[:, None] < _MONTHS
    expected = np.where(future, season * np.exp(level)[:, None], 0.0)
    rest = expected.cumsum(axis=1)
    # Each month's own error stays in the level as far as the smoothing lets it.
    strays = np.zeros_like(rest)
    for month in range(12):
        later = rest[:, month : month + 1] - rest[:, : month + 1]
        carried = expected[:, : month + 1] + speed[:, None] * later
        strays[:, month] = (future[:, : month + 1] * carried**2).sum(axis=1)
    # So does the season of the months to come, known from few years.
    strays += (expected**2).cumsum(axis=1) / (seen + _PRIOR_YEARS)[:, None]
    # And so does a trend, which is not carried on: the farther ahead, the more.
    ahead = np.maximum(_MONTHS[None, :] - at[:, None], 0)
    strays += (_TREND * (expected * ahead).cumsum(axis=1)) ** 2
    variance = noise[:, None] ** 2 * strays
    with np.errstate(invalid="ignore", divide="ignore"):
        deviation = np.where(future, np.sqrt(np.log1p(variance / rest**2)), 0.0)
    return Rest(rest, deviation, logarithmic=True)


def _seasons(history: Numbers, steps: Numbers, prior: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Each month's share of a year times 12; the same for each year as the others have it; how much past was seen."""
    totals = history[:, :-1, -1]
    weight = complete_years(history) * _OLDER ** np.arange(totals.shape[1])[::-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.nan_to_num(steps[:, :-1] / totals[:, :, None] * 12) * weight[:, :, None]
    seen, summed = weight.sum(axis=1), shares.sum(axis=1) + _PRIOR_YEARS * prior
    season = summed / (seen + _PRIOR_YEARS)[:, None]
    others = (summed[:, None] - shares) / (seen[:, None] - weight + _PRIOR_YEARS)[:, :, None]
    return season, np.concatenate([others, season[:, None]], axis=1), seen


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
    """Last level, and speed of the smoothing that would have foretold each series best."""
    best = np.full(len(levels), np.inf)
    level, speed = np.zeros((2, len(levels)))
    for trial in _SPEEDS:
        now, missed = _foretold(levels, np.full(len(levels), trial))
        squares = np.nansum(missed**2, axis=(1, 2))
        better = squares < best
        best, level = np.where(better, squares, best), np.where(better, now, level)
        speed = np.where(better, trial, speed)
    return level, speed


def _foretold(levels: Numbers, speed: Numbers) -> tuple[Numbers, Numbers]:
    """Last level, and by how much each month missed the level before it."""
    series = levels.reshape(len(levels), -1)
    now, missed = np.full(len(series), np.nan), np.full_like(series, np.nan)
    for place, month in enumerate(series.T):
        missed[:, place] = month - now
        now = np.where(np.isnan(now), month, now + speed * np.nan_to_num(missed[:, place]))
    return now, missed.reshape(levels.shape)


def _error(levels: Numbers, speed: Numbers, history: Numbers, seen: Numbers) -> Numbers:
    """Mean error of foretelling a month whose season only the other years tell.

    Spring months share one level and say nothing of single ones. Of months that were reported together only the first
    counts, for all of them: they err as one.
    """
    missed = np.abs(_foretold(levels, speed)[1])
    complete = complete_years(history)
    missed[:, :-1] *= np.where(complete & (complete.sum(axis=1) == 1)[:, None], _ALONE, 1.0)[:, :, None]
    late = missed[:, :, _SPRING:]
    told = np.isfinite(late)
    counted = told & np.isfinite(history[:, :, _SPRING - 1 : -1])
    sizes, months = np.where(counted, late, 0.0).sum(axis=(1, 2)), counted.sum(axis=(1, 2))
    unseen = np.where((seen == 0) | (months == 0), _UNSEEN_MONTHS, 0)
    mean = (sizes + _UNSEEN_ERROR * unseen) / (months + unseen) + _LEAST_ERROR
    return np.asarray(mean * np.sqrt(np.maximum(told.sum(axis=(1, 2)) / (months + unseen), 1.0)))


def recent(values: NDArray[Any], at: Months) -> NDArray[Any]:
    """The twelve months up to ``at`` of rows x years x 12, the newest last."""
    flat = values.reshape(len(values), values.shape[1] * 12)
    newest = flat.shape[1] - 12 + at[:, None]
    return np.asarray(np.take_along_axis(flat, newest + np.arange(-12, 0)[None, :], axis=1))


def steady_steps(history: Numbers, steps: Numbers, at: Months, *, whole: NDArray[np.bool_]) -> Rest:
    """The average step of the last twelve known months goes on, with their own spread.

    Args:
        history: see above.
        steps: see above.
        at: see above.
        whole: whether these are events to be counted: they come by chance (Poisson), also where none has come yet.
    """
    lately = recent(steps, at)
    known = np.maximum(np.isfinite(lately).sum(axis=1), 1)
    average = np.nansum(lately, axis=1) / known
    variance = np.nansum((lately - average[:, None]) ** 2, axis=1) / np.maximum(known - 1, 1)
    # Months that were reported together have one step among them: they stray as one.
    reported = recent(np.isfinite(history) & np.isfinite(steps), at).sum(axis=1)
    variance *= known / np.maximum(reported, 1)
    by_chance = np.where(whole, np.maximum(np.abs(average), _HALF_AN_EVENT / known), 0.0)
    variance = np.maximum(variance, by_chance)
    ahead = np.maximum(_MONTHS[None, :] - at[:, None], 0)
    # The months to come stray, and the average itself is only as sure as the months it was taken from.
    spread = np.sqrt(variance[:, None] * (ahead + ahead**2 / known[:, None]))
    return Rest(average[:, None] * ahead, spread, logarithmic=False)
