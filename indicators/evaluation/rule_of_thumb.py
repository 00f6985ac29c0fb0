"""The office's own rule of thumb for the year end, and what it and last year's months add to the seasonal projection.

The rule: what there is × last year's total / last year's sum of the same months. It looks at one past year and at all
of this one; the seasonal projection at all past years and, mostly, at the latest months. They err apart, so their
average is better than either: Bates & Granger, The Combination of Forecasts, 1969. Last year's own months hold both
back where the series is too uneven for its growth to be believed.

Worked: 60 by June, last year 50 by June and 120 in all: 60 × 120 / 50 = 144.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.evaluation.smoothing import Rest

    Numbers = NDArray[np.float64]
    Months = NDArray[np.int_]

_MONTHS: Final = np.arange(1, 13)
# The rule's weight: half, as simple averages do best where little is known of the parts (Clemen, 1989), and less with
# fewer than so many months left: then the latest months say more than all together.
_WEIGHT, _FADING = 0.5, 8
# How far apart both are says how unsure the year is: so much of the squared difference is added to the variance.
_APART = 0.1
# By how much a year grows or falls, usually: the standard deviation of its logarithm.
_GROWTH = 0.2


def rule_of_thumb(steps: Numbers, at: Months) -> Numbers:
    """What the months after ``at`` bring by the rule, cumulated by month, rows x 12; NaN without a last year.

    Args:
        steps: each month's own value, rows x years x 12, this year last; NaN where unknown.
        at: the newest known month of this year, 0 for none.
    """
    so_far = at[:, None] >= _MONTHS
    last, this = (np.where(so_far, steps[:, year], 0.0).sum(axis=1) for year in (-2, -1))
    with np.errstate(invalid="ignore", divide="ignore"):
        growth = np.where((last > 0) & (this > 0), this / last, np.nan)
    return np.asarray(growth[:, None] * _rest_of_last_year(steps, at))


def _rest_of_last_year(steps: Numbers, at: Months) -> Numbers:
    return np.where(at[:, None] < _MONTHS, steps[:, -2], 0.0).cumsum(axis=1)


def with_last_year(rest: Rest, steps: Numbers, at: Months) -> Rest:
    """The seasonal projection averaged with the rule, as ratios to last year's months, and its growth held back.

    Where there is no last year, or nothing came in its rest, ``rest`` stands as it is.

    Worked: in April 144 by the rule and 100 seasonal are √(144 × 100) = 120 together. Against last year's 100 that is a
    growth of 20 %; with a deviation of 0.2 in all, 0.04 × 12/8 / (0.04 × 12/8 + 0.2²) = 0.6 of it is believed: 112.
    """
    last, rule = _rest_of_last_year(steps, at), rule_of_thumb(steps, at)
    future = at[:, None] < _MONTHS
    usable = future & np.all((rule > 0) | ~future, axis=1, keepdims=True)
    left = _MONTHS[-1] - at[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = np.where(usable, np.log(rule / rest.middle), 0.0)
        growth = np.log(rest.middle / last) + np.minimum(_WEIGHT, _WEIGHT * left / _FADING) * apart
        deviation = np.sqrt(rest.deviation**2 + _APART * apart**2)
        # Few months vary more than a year does.
        usual = _GROWTH**2 * _MONTHS[-1] / left
        believed = usual / (usual + deviation[:, -1:] ** 2)
        middle = np.where(usable, last * np.exp(believed * growth), rest.middle)
    return replace(
        rest, middle=middle, deviation=np.where(usable, deviation * np.sqrt(believed), rest.deviation)
    )
