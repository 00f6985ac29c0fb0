"""Phases of a plan (分月、分季计划) as they are stored: since January, rising to the year's target."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from indicators.frames import records
from indicators.period import Period
from indicators.validation.context import issues_for_rows

if TYPE_CHECKING:
    from indicators.reading import Issue, Table
    from indicators.validation.context import Context

# What rounding makes of a sum, as a share of the target.
_ROUNDING: Final = 0.002
# A plan that asks for less than this share of time progress was perhaps meant for its own months only.
_LOW: Final = 0.6
_DECEMBER: Final = 12


def phases_to_year_to_date(
    rows: pd.DataFrame, table: Table, context: Context
) -> tuple[pd.DataFrame, list[Issue]]:
    """Phases of flows and counts: those that add up to the year's target are added up, the others must rise to it.

    Args:
        rows: of plans: ``indicator``, ``year``, ``phase`` (empty, 2024-06, 2024Q3), ``value``, ``kind``, ``row`` …
        table: the table of the file.
        context: the stored plans.
    """
    key = ["indicator", "year"]
    in_file = rows[rows["phase"] == ""].set_index(key)["value"]
    targets: dict[Any, float] = {**context.year_targets.to_dict(), **in_file.to_dict()}
    adds_up = rows[rows["kind"].isin(["flow", "count"]) & (rows["phase"] != "")]
    adds_up = adds_up.assign(month=[Period.from_key(phase).month for phase in adds_up["phase"]])
    values, added, falling, over, low = rows["value"].copy(), [], [], [], []
    for of_year, frame in adds_up.sort_values("month").groupby(key):
        target = targets.get(of_year, np.nan)
        phases = records(frame.assign(target=target))
        if _are_single(phases, target):
            sums = frame["value"].cumsum()
            values[frame.index] = sums
            added.append(phases[0] | {"sums": "、".join(f"{value:,.15g}" for value in sums.round(9))})
            continue
        falls = [
            row | {"before": before["value"]}
            for before, row in pairwise(phases)
            if row["value"] < before["value"]
        ]
        falling += falls
        over += [row for row in phases if row["value"] > target * (1 + _ROUNDING)]
        last = phases[-1]
        if not falls and last["value"] < _LOW * target * last["month"] / _DECEMBER:
            low.append(last | {"share": last["value"] / target * 100})
    issues = []
    for kind, wrong in (
        ("phase_falls", falling), ("phase_over_target", over), ("phases_added", added), ("phase_low", low),
    ):  # fmt: skip
        issues += issues_for_rows(pd.DataFrame(wrong), table, kind)
    return rows.assign(value=values), issues


def _are_single(phases: list[dict[str, Any]], target: float) -> bool:
    """Whether they are the periods' own amounts: up to December, together the year's target, and the last is not."""
    last, rounding = phases[-1], _ROUNDING * abs(target)
    total = sum(phase["value"] for phase in phases)
    adds_up = len(phases) > 1 and last["month"] == _DECEMBER and abs(total - target) <= rounding
    return bool(adds_up and abs(last["value"] - target) > rounding)
