"""Plan to date, completion, gap, pace, 同比 and status: vectorised over all indicators at once.

The rules are the product's own (``docs/reference.md``, "Rules of the numbers"), the words published practice: 广州
finished 36.7 % by April, 36.7 - 4/12 = 快 3.4 个百分点. Worked: 理想汽车 34.1812 万辆 by September 2024 against 80:
completion 0.4273, plan to date 60, gap -32.27 百分点, pace 0.5697, 同比 34.1812/24.4225 - 1 = 0.3996.
Exact numbers are compared, never rounded ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from indicators.evaluation.interpolation import fill_between
from indicators.labels import UNSCHEDULED
from indicators.period import CYCLE_MONTHS

if TYPE_CHECKING:
    from indicators.settings import Settings

MONTHS = list(range(1, 13))
# Binary floats carry noise in the 16th digit (7.1 - 8.1 is not quite -1): it must not cost a whole project or
# a verdict. Nine digits keep every reported number exact.
_EXACT_DIGITS = 9
# Half of what a percentage with one decimal can show.
_SHOWN_DIFFERENCE = 0.0005


def plan_path(indicators: pd.DataFrame, phases: pd.DataFrame) -> pd.DataFrame:
    """What the plan asks for by the end of each month.

    Args:
        indicators: one row per indicator: ``kind``, ``target`` (the year's), ``baseline`` (last December's level,
            stocks only; NaN where unknown).
        phases: same index, columns 1..12: given phases, NaN elsewhere. For a rate or mean in the month that the phase
            begins with, otherwise in the month it ends with.

    Returns:
        Same index, columns 1..12, in the indicator's unit; NaN where the plan asks for nothing yet: no
        target, or a stock without baseline before December.
    """
    phases = phases.reindex(index=indicators.index, columns=MONTHS).astype(float)
    kind, target = indicators["kind"], indicators["target"].astype(float)
    start = _start(indicators)
    # The product first, so that 80 x 9/12 is exactly 60.
    rise = pd.DataFrame(np.outer(target - start, MONTHS) / 12, indicators.index, MONTHS)
    even = rise.add(start, axis=0)
    even[12] = target
    # Linear between given phases; the year's target closes the year unless a phase does.
    anchors = phases.copy()
    anchors.insert(0, 0, start)
    anchors[12] = anchors[12].fillna(target)
    between = pd.DataFrame(fill_between(anchors.to_numpy(float)), anchors.index, anchors.columns)
    path = even.where(phases.isna().all(axis=1), between[MONTHS], axis=0)
    path = path.where(kind != "count", path.round(_EXACT_DIGITS).floordiv(1), axis=0)
    in_force = phases.ffill(axis=1).apply(lambda month: month.fillna(target))
    return path.mask(kind.isin(UNSCHEDULED), in_force, axis=0)


def judge(rows: pd.DataFrame, *, month: int, rules: Settings) -> pd.DataFrame:
    """Completion, gap, pace and verdict of every indicator.

    Args:
        rows: one row per indicator: ``kind``, ``direction``, ``comparator``, ``frequency``, ``target``, ``baseline``,
            ``actual``, ``actual_month`` (NaN without a value this year), ``plan_to_date`` (at that month),
            ``tolerance`` (百分点).
        month: the month looked at, 1..12.
        rules: the thresholds.

    Returns:
        Same index: ``completion``, ``plan_completion`` (what the plan asks for by now) and ``pace`` (ratios, NaN where
        they would mislead), ``gap`` (in the indicator's unit, positive is good whatever the direction), ``gap_points``
        (the same in 百分点, NaN for means and for a target of zero), ``status`` (a code of
        ``indicators.wording.STATUS``).
    """
    kind = rows["kind"]
    actual, target, plan = (rows[name].astype(float) for name in ("actual", "target", "plan_to_date"))
    gap, pace = _better_by(rows, plan), _pace(rows)
    gap_points = _in_points(rows, gap)
    exact_gap = gap_points.round(_EXACT_DIGITS)
    on_schedule = (gap.round(_EXACT_DIGITS) >= 0) | _is_tolerated(rows, gap_points)
    slow_gap = np.where(kind == "rate", rules.status.slow_rate_points, rules.status.slow_gap_points)
    slow = (pace.round(_EXACT_DIGITS) >= rules.status.slow_pace).where(pace.notna(), exact_gap >= slow_gap)
    cycle = rows["frequency"].map(CYCLE_MONTHS).astype(float) * rules.status.stale_cycles
    conditions = {
        "unplanned": target.isna(), "awaiting": actual.isna(), "stale": month - rows["actual_month"] > cycle,
        "achieved": _reached(rows), "withheld": plan.isna(), "on_schedule": on_schedule, "slow": slow,
    }  # fmt: skip
    status = pd.Series(
        np.select(list(conditions.values()), list(conditions), default="behind"), index=rows.index
    )
    # No verdict is shown on old data, so the figures that would suggest one go with it.
    no_verdict = status.isin(["awaiting", "stale"])
    shown = {"gap": gap, "gap_points": gap_points.mask(kind == "mean"), "pace": pace}
    figures = {name: values.mask(no_verdict) for name, values in shown.items()}
    completions = {"completion": _completion(rows, actual), "plan_completion": _completion(rows, plan)}
    return pd.DataFrame({**completions, **figures, "status": status})


def _start(rows: pd.DataFrame) -> pd.Series:
    """What the year begins with: last December's level of a stock, otherwise nothing."""
    return rows["baseline"].astype(float).where(rows["kind"] == "stock", 0.0)


def _completion(rows: pd.DataFrame, value: pd.Series) -> pd.Series:
    """How much of the year's target a value is, a ratio; for a stock that shall fall, how much of the way down.

    From 40 to 25, 31 is (40 - 31) / (40 - 25) = 0.6. None where the share would say the opposite of the verdict: for
    targets of zero or below, and for a stock that may shrink to its target although more is better.
    """
    target, start, stock = rows["target"].astype(float), _start(rows), rows["kind"] == "stock"
    share = value / target.where(target > 0)
    way_down = (start - value) / (start - target).where(start > target)
    falls, may_fall = stock & (rows["direction"] == "less"), stock & (start > target)
    return share.mask(may_fall | rows["kind"].isin(UNSCHEDULED)).mask(falls, way_down)


def _pace(rows: pd.DataFrame) -> pd.Series:
    """Actual / plan to date, turned round where less is better: from 1 on it is on schedule.

    None for rates, and where one of the numbers is on the other side of zero: -3 is 1.5 times -2, and worse.
    """
    actual, target, plan = (rows[name].astype(float) for name in ("actual", "target", "plan_to_date"))
    less = rows["direction"] == "less"
    good, bad = actual.mask(less, plan), plan.mask(less, actual)
    comparable = (rows["kind"] != "rate") & (target > 0) & (plan >= 0) & ~(_start(rows) < 0)
    return (good / bad.where(bad > 0)).where(comparable)


def _better_by(rows: pd.DataFrame, than: pd.Series) -> pd.Series:
    """How far the actual is on the good side of another value, in the indicator's unit."""
    ahead = rows["actual"].astype(float) - than
    return ahead.mask(rows["direction"] == "less", -ahead)


def _in_points(rows: pd.DataFrame, gap: pd.Series) -> pd.Series:
    """A gap in 百分点: of the target, whatever its sign, or of 100 for a rate; none of a target of zero."""
    target = rows["target"].astype(float)
    return gap / target.abs().where(target != 0).where(rows["kind"] != "rate", 100.0) * 100


def _is_tolerated(rows: pd.DataFrame, gap_points: pd.Series) -> pd.Series:
    return (rows["tolerance"] > 0) & (gap_points.round(_EXACT_DIGITS) >= -rows["tolerance"])


def _reached(rows: pd.DataFrame) -> pd.Series:
    """Target reached. What began the year within it may still leave it, so the year's end decides, as for a rate or mean.

    That is a cap on what only grows, a loss that may be made, a level that shall be kept.
    """
    actual, target = rows["actual"].astype(float), rows["target"].astype(float)
    settled_late = rows["kind"].isin(UNSCHEDULED) | _is_within(rows, _start(rows))
    reached = _is_within(rows, actual)
    within = reached | _is_tolerated(rows, _in_points(rows, _better_by(rows, target)))
    return reached.where(~settled_late, within & (rows["actual_month"] == MONTHS[-1]))


def _is_within(rows: pd.DataFrame, value: pd.Series) -> pd.Series:
    """Whether a value is where the target wants it: 突破 asks for more than the target itself."""
    target = rows["target"].astype(float)
    more = (value > target).where(rows["comparator"] == "above", value >= target)
    return more.mask(rows["direction"] == "less", value <= target)


def year_on_year(rows: pd.DataFrame) -> pd.DataFrame:
    """同比 of every indicator: against the same months of last year.

    Args:
        rows: ``kind``, ``actual``, ``last_year`` (same month), ``growth`` (published 同比 in %, or NaN).

    Returns:
        ``yoy`` (ratio; the published one where there is one, NaN for rates), ``yoy_points`` (rates only, in
        百分点), ``yoy_published`` and ``yoy_differs`` (published and computed differ: shown as a note).
        Published growth is at constant prices or on a matched set: entered, never recomputed.
    """
    rate = rows["kind"] == "rate"
    actual, last_year = rows["actual"].astype(float), rows["last_year"].astype(float)
    computed = (actual / last_year.where(last_year > 0) - 1).where(~rate)
    published = (rows["growth"].astype(float) / 100).where(~rate)
    return pd.DataFrame({
        "yoy": published.fillna(computed),
        "yoy_points": (actual - last_year).where(rate),
        "yoy_published": published.notna(),
        "yoy_differs": (published - computed).abs() >= _SHOWN_DIFFERENCE,
    })  # fmt: skip
