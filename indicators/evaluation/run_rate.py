"""What the rest of the year needs (需月均), next to the average so far and that of the same months of last year.

Arithmetic only, no projection. Worked: 理想汽车 34.1812 万辆 by September 2024 against 80 needs (80 - 34.1812) / 3 =
15.27 万辆 a month, 4.02 times its average of 34.1812 / 9 = 3.80; the same three months of 2023 brought
(37.6030 - 24.4225) / 3 = 4.39 each.
"""

from __future__ import annotations

import pandas as pd

from indicators.evaluation.progress import MONTHS
from indicators.labels import UNSCHEDULED

# Nothing is needed without a plan or a recent value, or once the target is reached.
_NOTHING_NEEDED = ["unplanned", "awaiting", "stale", "achieved"]


def run_rate(rows: pd.DataFrame, last_year: pd.DataFrame, *, month: int) -> pd.DataFrame:
    """What each month left needs, for all indicators at once.

    Args:
        rows: one row per indicator: ``kind``, ``target``, ``actual``, ``baseline`` (last December's level),
            ``actual_month``, ``status``.
        last_year: same index, columns 1..12: last year's stored values (ytd, level, rate or mean).
        month: the month looked at: in December nothing is left, whatever is still to be reported.

    Returns:
        Same index. ``months_left`` after the newest value. ``needed``, ``average``, ``last_year_average``: an amount a
        month for flows and counts, a rise a month for stocks, in the indicator's unit; where less is better it is
        what may still come a month. For a rate or mean ``needed`` is what the months left must average, each month
        weighing the same (an approximation: a rate's real weights are last year's amounts), and there is no average.
        NaN where nothing is needed or nothing is known.
    """
    at = rows["actual_month"].astype(float)
    left = (MONTHS[-1] - at).where((at < MONTHS[-1]) & (month < MONTHS[-1]))
    stock, averaged = rows["kind"] == "stock", rows["kind"].isin(UNSCHEDULED)
    actual, target = rows["actual"].astype(float), rows["target"].astype(float)
    needed = ((target - actual) / left).where(~averaged, (target * MONTHS[-1] - actual * at) / left)
    start = rows["baseline"].astype(float).where(stock, 0.0)
    then = rows["last_year"].astype(float)
    return pd.DataFrame({
        "months_left": left,
        "needed": needed.mask(rows["status"].isin(_NOTHING_NEEDED)),
        "average": ((actual - start) / at).where(~averaged),
        "last_year_average": ((last_year[MONTHS[-1]] - then) / left).where(~averaged),
    })  # fmt: skip
