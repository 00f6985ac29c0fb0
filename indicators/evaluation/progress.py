"""Plan to date, completion, gap, pace, 同比 and status: vectorised over all indicators at once.

The rules are the product's own (``docs/reference.md``, "Rules of the numbers"), the words published practice: 广州
finished 36.7 % by April, 36.7 - 4/12 = 快 3.4 个百分点. Worked: 理想汽车 34.1812 万辆 by September 2024 against 80:
completion 0.4273, plan to date 60, gap -32.27 百分点, pace 0.5697, 同比 34.1812/24.4225 - 1 = 0.3996.
Exact numbers are compared, never rounded ones.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from indicators.period import CYCLE_MONTHS
from indicators.settings import Settings, settings

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
        phases: same index, columns 1..12: given phases, NaN elsewhere. For a rate in the month that the phase begins
            with, otherwise in the month it ends with.

    Returns:
        Same index, columns 1..12, in the indicator's unit; NaN where the plan asks for nothing yet: no
        target, or a stock without baseline before December.
    """
    phases = phases.reindex(index=indicators.index, columns=MONTHS).astype(float)
    kind, target = indicators["kind"], indicators["target"].astype(float)
    start = indicators["baseline"].astype(float).where(kind == "stock", 0.0)
    # The product first, so that 80 x 9/12 is exactly 60.
    rise = pd.DataFrame(np.outer(target - start, MONTHS) / 12, indicators.index, MONTHS)
    even = rise.add(start, axis=0)
    even[12] = target
    # Linear between given phases; the year's target closes the year unless a phase does.
    anchors = phases.copy()
    anchors.insert(0, 0, start)
    anchors[12] = anchors[12].fillna(target)
    between: pd.DataFrame = anchors.interpolate(axis=1, method="index", limit_area="inside")
    path = even.where(phases.isna().all(axis=1), between[MONTHS], axis=0)
    path = path.where(kind != "count", path.round(_EXACT_DIGITS).floordiv(1), axis=0)
    in_force = phases.ffill(axis=1).apply(lambda month: month.fillna(target))
    return path.where(kind != "rate", in_force, axis=0)


def judge(rows: pd.DataFrame, *, month: int, rules: Settings | None = None) -> pd.DataFrame:
    """Completion, gap, pace and verdict of every indicator.

    Args:
        rows: one row per indicator: ``kind``, ``direction``, ``comparator``, ``frequency``, ``target``, ``actual``,
            ``actual_month`` (NaN without a value this year), ``plan_to_date`` (at that month), ``tolerance`` (百分点).
        month: the month looked at, 1..12.
        rules: thresholds; those in force by default.

    Returns:
        Same index: ``completion`` and ``pace`` (ratios, NaN for rates), ``gap_points`` (百分点, positive is
        good whatever the direction), ``status`` (a code of ``indicators.wording.STATUS``).
    """
    rules = rules or settings()
    rate, less = rows["kind"] == "rate", rows["direction"] == "less"
    actual, target, plan = (rows[name].astype(float) for name in ("actual", "target", "plan_to_date"))
    gap_points = _points_better(rows, plan)
    completion = (actual / target.where(target != 0)).where(~rate)
    ahead = (actual - plan).mask(less, plan - actual).round(_EXACT_DIGITS) >= 0
    pace = (actual / plan.where(plan != 0)).where(~less, plan / actual.where(actual != 0)).where(~rate)
    exact_gap, exact_pace = gap_points.round(_EXACT_DIGITS), pace.round(_EXACT_DIGITS)
    on_schedule = ahead | ((rows["tolerance"] > 0) & (exact_gap >= -rows["tolerance"]))
    slow = (exact_gap >= rules.status.slow_rate_points).where(rate, exact_pace >= rules.status.slow_pace)
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
    figures = {"gap_points": gap_points.mask(no_verdict), "pace": pace.mask(no_verdict)}
    return pd.DataFrame({"completion": completion, **figures, "status": status})


def _points_better(rows: pd.DataFrame, than: pd.Series) -> pd.Series:
    """How far the actual is on the good side of another value, 百分点: of the target, or of 100 for a rate."""
    actual, target = rows["actual"].astype(float), rows["target"].astype(float)
    scale = target.abs().where(target != 0).where(rows["kind"] != "rate", 100.0)
    points = (actual - than) / scale * 100
    return points.mask(rows["direction"] == "less", -points)


def _reached(rows: pd.DataFrame) -> pd.Series:
    """Target reached. A rate, and a cap on what only grows, are settled once the year is over."""
    actual, target = rows["actual"].astype(float), rows["target"].astype(float)
    less, closed = rows["direction"] == "less", rows["actual_month"] == MONTHS[-1]
    reached = (
        (actual > target).where(rows["comparator"] == "above", actual >= target).mask(less, actual <= target)
    )
    tolerated = _points_better(rows, target).round(_EXACT_DIGITS) >= -rows["tolerance"]
    within = reached | ((rows["tolerance"] > 0) & tolerated)
    settled_late = (rows["kind"] == "rate") | (less & rows["kind"].isin(["flow", "count"]))
    return pd.Series(reached.where(~settled_late, closed & within))


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
