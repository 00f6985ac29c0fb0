"""What if: the year end and its verdict if each month left brought a given amount. Nothing is stored.

Worked: 理想汽车 had 34.1812 万辆 in September 2024; 5 万辆 in each of the three months left would make
34.1812 + 3 x 5 = 49.1812, 61.5 % of 80: behind.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from indicators.evaluation.progress import MONTHS, judge
from indicators.labels import UNSCHEDULED, is_missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.settings import Settings


def year_end_if(row: Mapping[str, Any], monthly: float, rules: Settings) -> dict[str, Any]:
    """An indicator's row as it would be in December.

    Args:
        row: its row of ``Board.indicators`` with ``months_left``.
        monthly: what each month left brings, in its unit: an amount (flow, count), a rise (stock), or what they
            average (rate, mean; each month weighing the same: an approximation).
        rules: the thresholds of the board that the row is from.

    Returns:
        The row with ``actual``, ``remaining``, ``completion``, ``gap``, ``gap_points``, ``pace`` and ``status`` of the year end.
    """
    left, at = float(row["months_left"]), float(row["actual_month"])
    summed = (row["actual"] * at + monthly * left) / MONTHS[-1]
    actual = summed if row["kind"] in UNSCHEDULED else row["actual"] + monthly * left
    # Projects, enterprises: nine tenths of one are none. Sums of tenths are rarely exact.
    if _is_whole(row):
        actual = float(math.floor(actual + 1e-6))
    december = {"actual": actual, "actual_month": float(MONTHS[-1]), "plan_to_date": row["target"]}
    verdict = judge(pd.DataFrame([{**row, **december}]), month=MONTHS[-1], rules=rules)
    return {**row, **december, **verdict.iloc[0], "remaining": row["target"] - actual}


def slider_range(row: Mapping[str, Any]) -> tuple[float, float, float, float] | None:
    """Lowest, highest, first and step of what a month left may bring; None without a target, a value or months left.

    Begins with what leads to the projected year end, without one with the average so far, and reaches well beyond what is
    needed, what was usual and what last year brought.
    """
    if any(is_missing(row[name]) for name in ("months_left", "target", "actual")):
        return None
    first = _usual(row)
    names = ("needed", "average", "last_year_average")
    known = [first, *(float(row[name]) for name in names if not is_missing(row[name]))]
    highest, lowest = max(0.0, *known) * 1.5, min(0.0, *known) * 1.5
    if highest <= lowest:
        return None
    step = 10.0 ** math.floor(math.log10((highest - lowest) / 1000))
    if not _is_whole(row):
        # So fine that the year end which it begins with is written as the projected one.
        last_digit = 10.0 ** -int(row["decimals"])
        step = min(step, 10.0 ** math.floor(math.log10(last_digit / float(row["months_left"]) / 2)))
    highest = math.ceil(highest / step) * step
    steps = math.ceil(round(first / step, 6)) if _is_whole(row) else round(first / step)
    return math.floor(lowest / step) * step, highest, steps * step, step


def _usual(row: Mapping[str, Any]) -> float:
    """What a month left brings when all goes on as it is projected, or else as so far."""
    if row["kind"] in UNSCHEDULED:
        return float(row["actual"])
    if not is_missing(row["year_end"]):
        # As it is written: of 7.5 enterprises the page says 8.
        digits = 10.0 ** int(row["decimals"])
        end = math.floor(row["year_end"] * digits + 0.5) / digits
        return float(end - row["actual"]) / float(row["months_left"])
    return 0.0 if is_missing(row["average"]) else float(row["average"])


def _is_whole(row: Mapping[str, Any]) -> bool:
    """Whether only whole things are counted."""
    return row["kind"] == "count" or (row["kind"] == "stock" and int(row["decimals"]) == 0)
