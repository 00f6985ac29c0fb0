"""How a year runs on: from its months so far, and the past years' seasons, to December; arrays, all rows at once.

``history`` holds stored values (ytd or level), rows x years x 12, this year last; ``steps`` each month's own value
(a stock's rise); ``at`` the newest known month of this year. NaN is unknown.

Source of the smoothing and its variance: simple exponential smoothing, Hyndman & Athanasopoulos, Forecasting:
Principles and Practice, 3rd ed., 8.1 and 8.7.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

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
# Deviation of a month as a share of the mean error with which the past months were foretold; set so that four of five
# year ends of ``bench/forecast.py`` lie within their interval. A normal error would have 1.25: what strays
# further is in the terms for season and trend below.
_DEVIATION: Final = 0.40
# What one past year alone adds to that, as a multiple; no past year counts as a quarter of one.
_FEW_YEARS, _AS_IF_SEEN = 1.5, 0.25
# How far a trend may take the level in a month, as a share of that deviation.
_TREND: Final = 0.35
# How far one month strays before the series itself has shown it.
_LEAST_ERROR: Final = 0.003
# What a year without any event still lets expect (Jeffreys' prior of a Poisson rate).
_HALF_AN_EVENT: Final = 0.5
# January to March count as one: 春节 moves between them.
_SPRING: Final = 3


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


def seasonal_level(history: Numbers, steps: Numbers, at: Months, prior: Numbers) -> Rest:
    """Months over their usual share of the year, smoothed, carried on with that share.

    Worked: 30 a month with an even season and no other past is 30 for each month left.
    """
    totals = history[:, :-1, -1]
    weight = np.isfinite(totals) * _OLDER ** np.arange(totals.shape[1])[::-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = steps[:, :-1] / totals[:, :, None] * 12
    seen = weight.sum(axis=1)
    season = np.nansum(share * weight[:, :, None], axis=1) + _PRIOR_YEARS * prior
    season /= (seen + _PRIOR_YEARS)[:, None]
    level, error, speed = _smoothed(_levels(history, steps, season))
    # Few past years foretell themselves too well; none at all say least.
    noise = _DEVIATION * error * (1 + _FEW_YEARS / np.maximum(seen, _AS_IF_SEEN))
    future = at[:, None] < _MONTHS
    expected = np.where(future, season * np.exp(level)[:, None], 0.0)
    rest = expected.cumsum(axis=1)
    # Each month's own error stays in the level as far as the smoothing lets it.
    strays = np.zeros_like(rest)
    for month in range(12):
        later = rest[:, month : month + 1] - rest[:, : month + 1]
        strays[:, month] = ((expected[:, : month + 1] + speed[:, None] * later) ** 2).sum(axis=1)
    # So does the season of the months to come, known from few years.
    strays += (expected**2).cumsum(axis=1) / (seen + _PRIOR_YEARS)[:, None]
    # And so does a trend, which is not carried on: the farther ahead, the more.
    ahead = np.maximum(_MONTHS[None, :] - at[:, None], 0)
    strays += (_TREND * (expected * ahead).cumsum(axis=1)) ** 2
    variance = noise[:, None] ** 2 * strays
    with np.errstate(invalid="ignore", divide="ignore"):
        deviation = np.where(future, np.sqrt(np.log1p(variance / rest**2)), 0.0)
    return Rest(rest, deviation, logarithmic=True)


def _levels(history: Numbers, steps: Numbers, season: Numbers) -> Numbers:
    """Logarithm of each month without its season, rows x months from the oldest; spring months share one."""
    with np.errstate(invalid="ignore", divide="ignore"):
        levels = np.log(steps / season[:, None, :])
        for months in range(1, _SPRING + 1):
            so_far = np.log(history[:, :, months - 1] / season[:, :months].sum(axis=1)[:, None])
            known = np.isfinite(so_far)[:, :, None]
            levels[:, :, :months] = np.where(known, so_far[:, :, None], levels[:, :, :months])
    return np.where(np.isfinite(levels), levels, np.nan).reshape(len(levels), -1)


def _smoothed(series: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Last level, mean error of one step, and speed of the smoothing that would have foretold each series best."""
    best = np.full(len(series), np.inf)
    level, error, speed = np.zeros((3, len(series)))
    foretold = np.maximum(np.isfinite(series).sum(axis=1) - 1, 0)
    for trial in _SPEEDS:
        now, squares, sizes = np.full(len(series), np.nan), np.zeros(len(series)), np.zeros(len(series))
        for month in series.T:
            missed = np.nan_to_num(month - now)
            squares += missed**2
            sizes += np.abs(missed)
            now = np.where(np.isnan(now), month, now + trial * missed)
        better = squares < best
        best, level = np.where(better, squares, best), np.where(better, now, level)
        error, speed = np.where(better, sizes, error), np.where(better, trial, speed)
    return level, (error + _LEAST_ERROR) / (foretold + 1), speed


def steady_steps(steps: Numbers, at: Months, *, whole: NDArray[np.bool_]) -> Rest:
    """The average step of the last twelve known months goes on, with their own spread.

    Args:
        steps: see above.
        at: see above.
        whole: whether these are events to be counted: they come by chance (Poisson), also where none has come yet.
    """
    flat = steps.reshape(len(steps), -1)
    position = np.arange(flat.shape[1])[None, :]
    newest = flat.shape[1] - 12 + at[:, None]
    recent = np.where((position < newest) & (position >= newest - 12), flat, np.nan)
    known = np.maximum(np.isfinite(recent).sum(axis=1), 1)
    average = np.nansum(recent, axis=1) / known
    variance = np.nansum((recent - average[:, None]) ** 2, axis=1) / np.maximum(known - 1, 1)
    by_chance = np.where(whole, np.maximum(np.abs(average), _HALF_AN_EVENT / known), 0.0)
    variance = np.maximum(variance, by_chance)
    ahead = np.maximum(_MONTHS[None, :] - at[:, None], 0)
    # The months to come stray, and the average itself is only as sure as the months it was taken from.
    spread = np.sqrt(variance[:, None] * (ahead + ahead**2 / known[:, None]))
    return Rest(average[:, None] * ahead, spread, logarithmic=False)
