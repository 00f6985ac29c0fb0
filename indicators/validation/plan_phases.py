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
    from indicators.reading import Issue
    from indicators.validation.context import Context

_YEAR_DIGITS: Final = 4
# What rounding makes of a sum, as a share of the target.
_ROUNDING: Final = 0.002
# A plan that asks for less than this share of time progress was perhaps meant for its own months only.
_LOW: Final = 0.6


def phases_to_year_to_date(
    rows: pd.DataFrame, sheet: str, context: Context
) -> tuple[pd.DataFrame, list[Issue]]:
    """Phases of flows and counts: those that add up to the year's target are added up, the others must rise to it.

    Args:
        rows: of plans: ``indicator``, ``period`` (2024, 2024-06, 2024Q3), ``value``, ``kind``, ``row``, ``column`` …
        sheet: of the file.
        context: what stands.
    """
    period = rows["period"]
    end = [Period.from_key(key).month if len(key) > _YEAR_DIGITS else 0 for key in period]
    rows = rows.assign(end=end, year=period.str[:_YEAR_DIGITS].astype(int))
    adds_up = rows["kind"].isin(["flow", "count"]) & (rows["end"] > 0)
    standing = year_targets(context)
    in_file = rows[rows["end"] == 0].set_index(["indicator", "year"])["value"]
    targets: dict[Any, float] = {**standing.to_dict(), **in_file.to_dict()}
    values, added, falling, over, low = rows["value"].copy(), [], [], [], []
    for key, phases in rows[adds_up].sort_values("end").groupby(["indicator", "year"]):
        target = targets.get(key, np.nan)
        told = records(phases.assign(target=target))
        if _are_single(told, target):
            sums = np.cumsum([row["value"] for row in told])
            values[phases.index] = sums
            added.append(told[0] | {"sums": "、".join(f"{value:,.10g}" for value in sums)})
            continue
        falls = [
            row | {"before": before["value"]}
            for before, row in pairwise(told)
            if row["value"] < before["value"]
        ]
        falling += falls
        over += [row for row in told if row["value"] > target * (1 + _ROUNDING)]
        late = told[-1]
        if not falls and not np.isnan(target) and late["value"] < _LOW * target * late["end"] / 12:
            low.append(late | {"share": late["value"] / target * 100})
    findings = [
        *_found_in(falling, sheet, "phase_falls"),
        *_found_in(over, sheet, "phase_over_target"),
        *_found_in(added, sheet, "phases_added"),
        *_found_in(low, sheet, "phase_low"),
    ]
    return rows.assign(value=values).drop(columns=["end", "year"]), findings


def year_targets(context: Context) -> pd.Series:
    """The targets that stand, by indicator and year."""
    plans = context.snapshot.plans
    return plans[plans["period"].fillna("") == ""].set_index(["indicator", "year"])["target"]


def _are_single(phases: list[dict[str, Any]], target: float) -> bool:
    """Whether they are the periods' own amounts: up to December, together the year's target, and the last is not."""
    if len(phases) < 2 or phases[-1]["end"] != 12 or np.isnan(target):  # noqa: PLR2004 - nothing to add; December
        return False
    rounding = _ROUNDING * abs(target)
    whole = abs(sum(row["value"] for row in phases) - target) <= rounding
    return bool(whole and abs(phases[-1]["value"] - target) > rounding)


def _found_in(rows: list[dict[str, Any]], sheet: str, kind: str) -> list[Issue]:
    return issues_for_rows(
        pd.DataFrame(rows), sheet, kind, lambda row: {"when": Period.from_key(row["period"])}
    )
