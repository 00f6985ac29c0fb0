"""The values of a file and those that stand beside them: indicators by months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from indicators.store import DEMO
from indicators.validation.diff import CHANGED, NEW

if TYPE_CHECKING:
    import pandas as pd

    from indicators.validation.context import Context

YEAR: Final = 12


@dataclass(frozen=True)
class HistoryMatrix:
    """Indicators by months, from a January to a December.

    Attributes:
        value: as it will be; NaN where nothing is.
        old: real values that stand; NaN where none does.
        fresh: new or changed by the file.
        kind: of each indicator.
        target: of each indicator in each year; NaN where none is.
    """

    value: np.ndarray
    old: np.ndarray
    fresh: np.ndarray
    kind: np.ndarray
    target: np.ndarray


def build(differences: pd.DataFrame, context: Context) -> tuple[HistoryMatrix, tuple[np.ndarray, np.ndarray]]:
    """The months around all differences, and where each difference is in them: its row and its column.

    Simulated values are no history.
    """
    kinds = differences.drop_duplicates("indicator").set_index("indicator")["kind"]
    current = context.snapshot.observations
    current = current[current["indicator"].isin(kinds.index) & (current["origin"] != DEMO)]
    current = current[current["value"].notna()]
    month, standing = _month(differences["period"]), _month(current["period"])
    first = min(month.min(), standing.min(initial=month.max())) // YEAR * YEAR
    last = max(month.max(), standing.max(initial=0)) // YEAR * YEAR + YEAR
    cells = kinds.index.get_indexer(differences["indicator"].array), month - first

    old = np.full((len(kinds), last - first), np.nan)
    old[kinds.index.get_indexer(current["indicator"].array), standing - first] = current["value"]
    value, mine = old.copy(), differences["value"].to_numpy(float)
    # A blank that clears nothing leaves what stands.
    value[cells] = mine if context.answers.clear_blanks else np.where(np.isnan(mine), old[cells], mine)
    fresh = np.zeros(old.shape, dtype=bool)
    fresh[cells] = differences["change"].isin([NEW, CHANGED])
    target = _targets(context.snapshot.plans, kinds.index, range(first // YEAR, last // YEAR))
    return HistoryMatrix(value, old, fresh, kinds.to_numpy(str), target), cells


def _targets(plans: pd.DataFrame, indicators: pd.Index, years: range) -> np.ndarray:
    """Indicators x years."""
    whole = plans[plans["period"].fillna("") == ""]
    by_year = whole.pivot_table(index="indicator", columns="year", values="target", aggfunc="last")
    return by_year.reindex(index=indicators, columns=list(years)).to_numpy(float)


def _month(period: pd.Series) -> np.ndarray:
    """Months since the year 0 of keys like 2024-09."""
    months: np.ndarray = (period.str[:4].astype(int) * YEAR + period.str[5:7].astype(int) - 1).to_numpy(int)
    return months
