"""Each value of a file among the months around it, its own and those that stand, and what looks odd there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from indicators.settings import settings
from indicators.validation.checks.history_matrix import YEAR, HistoryMatrix, build

if TYPE_CHECKING:
    from indicators.validation.context import Context

_FACTORS: Final = (10, 100, 10000)
# How near to a power of ten a ratio must be to be taken for a slip of the unit: growth alone explains up to 30 %.
_NEAR: Final = 1.3
# A plan says less: actuals are between two fifths and two and a half times of it, and ten times too much may be true.
_NEAR_PLAN: Final = 2.5
_PLAN_FACTORS: Final = (100, 10000)
# What a value is measured by, the nearest first: as ``Beside.rows`` tells it.
AGAINST: Final = ("现有数", "上年同期", "前期数", "计划数")
_EARLIER, _PLAN = 2, 3
# Fewer pieces than this grow tenfold by themselves.
_FEW: Final = 20


@dataclass(frozen=True)
class HistoryComparison:
    """What was found of each row of the differences.

    Attributes:
        sure: whether nothing but a slip of the unit explains ``times``.
        falls: whether it is less than an earlier month's, or more than a later one's, where neither can be.
        identical: whether it repeats the month before.
        jumps: whether it moves far more than its series ever did.
        numbers: ``times`` (how many times too large or, below 1, too small a value looks beside the nearest of
            ``AGAINST``; NaN), that ``reference``, ``against`` (which one it is), ``before``, ``after``, ``step``,
            ``last_year``.
    """

    sure: np.ndarray
    falls: np.ndarray
    identical: np.ndarray
    jumps: np.ndarray
    numbers: pd.DataFrame

    def rows(self, differences: pd.DataFrame, wanted: np.ndarray) -> pd.DataFrame:
        """The wanted differences with their ``numbers``."""
        return differences[wanted].join(self.numbers)


@dataclass(frozen=True)
class _Around:
    """What stands around each value.

    Attributes:
        value: as in ``HistoryMatrix``.
        previous: position of the month with a value before it, -1 for none.
        past: the value before it.
        before: the value before it in the same year.
        step: what it adds to the value before it; of a sum since January, to nothing at the year's start.
        last_year: the same month's a year ago.
        falls: whether it is less than ``before`` where that cannot be, and the file made either of them.
        blamed: whether the later value stands, and this one of the file is too large beside it.
    """

    value: np.ndarray
    previous: np.ndarray
    past: np.ndarray
    before: np.ndarray
    step: np.ndarray
    last_year: np.ndarray
    falls: np.ndarray
    blamed: np.ndarray


def compare_with_history(differences: pd.DataFrame, context: Context) -> HistoryComparison:
    """Each of the differences among the values of its indicator; simulated values are no history."""
    months, cells = build(differences, context)
    around = _around(months)
    reference, against = _reference(months, around)
    times, sure = _times(months, reference, against)
    after = np.where(around.blamed, _next(around.value, around.previous), np.nan)
    numbers = {
        "times": times, "reference": reference, "against": against, "before": around.before, "after": after,
        "step": around.step, "last_year": around.last_year,
    }  # fmt: skip
    return HistoryComparison(
        sure[cells],
        ((around.falls & months.fresh) | around.blamed)[cells],
        _identical(months)[cells],
        (months.fresh & _jumps(around.step, months.fresh))[cells],
        pd.DataFrame({name: number[cells] for name, number in numbers.items()}, differences.index),
    )


def _around(months: HistoryMatrix) -> _Around:
    value, fresh = months.value, months.fresh
    adds_up = np.isin(months.kind, ("flow", "count"))[:, None]
    place = np.arange(value.shape[1])
    held = np.maximum.accumulate(np.where(np.isnan(value), -1, place), axis=1)
    previous = np.concatenate([np.full((len(value), 1), -1), held[:, :-1]], axis=1)
    past = np.where(previous < 0, np.nan, np.take_along_axis(value, previous, axis=1))
    before = np.where(previous >= place // YEAR * YEAR, past, np.nan)
    step = value - np.where(adds_up, np.where(np.isnan(before), 0.0, before), past)
    last_year = np.concatenate([np.full((len(value), YEAR), np.nan), value[:, :-YEAR]], axis=1)
    less = adds_up & (value < before - 1e-9 * np.abs(before))
    # The fall shows between two months; where only the earlier one is the file's, that one is told.
    falls = less & (fresh | np.take_along_axis(fresh, previous, axis=1))
    blamed = np.zeros(value.shape, dtype=bool)
    whose, later = np.nonzero(falls & ~fresh)
    blamed[whose, previous[whose, later]] = True
    return _Around(value, previous, past, before, step, last_year, falls, blamed)


def _next(value: np.ndarray, previous: np.ndarray) -> np.ndarray:
    """The value of the next month that has one; NaN where none follows."""
    after = np.full(value.shape, np.nan)
    whose, later = np.nonzero((previous >= 0) & ~np.isnan(value))
    after[whose, previous[whose, later]] = value[whose, later]
    return after


def _identical(months: HistoryMatrix) -> np.ndarray:
    """Repeats the month before it in the same year; a count or a level often does."""
    value = months.value
    same = np.zeros(value.shape, dtype=bool)
    same[:, 1:] = (value[:, 1:] == value[:, :-1]) & (value[:, 1:] != 0)
    same[:, ::YEAR] = False
    repeats: np.ndarray = same & months.fresh & np.isin(months.kind, ("flow", "rate"))[:, None]
    return repeats


def _reference(months: HistoryMatrix, around: _Around) -> tuple[np.ndarray, np.ndarray]:
    """What each value is measured by, and which of ``AGAINST`` that is; NaN where there is nothing."""
    nothing = np.isnan(months.old) | (months.old == 0)
    reference = np.where(nothing, around.last_year, months.old)
    against = nothing.astype(np.int8)
    # The rest is for the few that have neither.
    whose, at = np.nonzero(months.fresh & (np.isnan(reference) | (reference == 0)))
    adds_up = np.isin(months.kind[whose], ("flow", "count"))
    month, previous = at % YEAR + 1, around.previous[whose, at] % YEAR + 1
    # What adds up since January has grown with the months since then.
    grown = around.before[whose, at] * month / previous
    earlier = np.where(adds_up, grown, around.past[whose, at])
    plan = months.target[whose, at // YEAR] * np.where(adds_up, month / YEAR, 1.0)
    none = np.isnan(earlier) | (earlier == 0)
    reference[whose, at] = np.where(none, np.where(plan == 0, np.nan, plan), earlier)
    against[whose, at] = np.where(none, _PLAN, _EARLIER)
    return reference, against


def _times(
    months: HistoryMatrix, reference: np.ndarray, against: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """How many times too large each value looks, NaN where it does not; and whether nothing else explains it.

    A rate has no unit to be wrong in but %, and a hundredth of a rate is a rate.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = months.value / reference
    far = (ratio >= min(_FACTORS) / _NEAR) | (ratio <= _NEAR / min(_FACTORS))
    whose, month = np.nonzero(months.fresh & far)
    times, sure = np.full(ratio.shape, np.nan), np.zeros(ratio.shape, dtype=bool)
    kind, ratio, against = months.kind[whose], ratio[whose, month], against[whose, month]
    many = (np.abs(reference[whose, month]) >= _FEW) | (np.abs(months.value[whose, month]) >= _FEW * 100)
    of_rate = kind == "rate"
    may_be = (kind == "flow") | of_rate | many
    for factor in _FACTORS:
        for slip in (factor, 1 / factor):
            width = np.where(against == _PLAN, _NEAR_PLAN, _NEAR)
            near = may_be & (ratio >= slip / width) & (ratio <= slip * width)
            if factor not in _PLAN_FACTORS:
                near &= (against != _PLAN) & ~of_rate
            times[whose[near], month[near]] = slip
            # Ten times the month before, or a hundredth of the plan, may be true; ten times last year's is not.
            seen_before = (against == _EARLIER) & (factor > min(_FACTORS))
            certain = (against < _EARLIER) | seen_before | (slip >= min(_PLAN_FACTORS))
            sure[whose[near], month[near]] = (certain & ~of_rate)[near]
    return times, sure


def _jumps(step: np.ndarray, fresh: np.ndarray) -> np.ndarray:
    """Steps far outside those of the series so far: beyond so many times their own spread (median deviation)."""
    rules = settings().checks
    past = np.where(fresh, np.nan, step)
    enough = (~np.isnan(past)).sum(axis=1) >= rules.jump_history
    far = np.zeros(step.shape, dtype=bool)
    if enough.any():
        middle = np.nanmedian(past[enough], axis=1, keepdims=True)
        spread = np.nanmedian(np.abs(past[enough] - middle), axis=1, keepdims=True) * 1.4826
        allowed = np.maximum(spread * rules.jump_deviations, np.abs(middle) * rules.jump_share)
        far[enough] = np.abs(step[enough] - middle) > allowed
    return far
