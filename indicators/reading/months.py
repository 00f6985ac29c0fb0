"""The values of a file and those that stand beside them: indicators by months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from indicators.reading.context import among, recoded
from indicators.reading.differences import CHANGED, NEW
from indicators.tables import DEMO

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from indicators.reading.context import Context

YEAR: Final = 12


@dataclass(frozen=True)
class Months:
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

    def of(self, indicators: np.ndarray | slice) -> Months:
        """Some of the indicators."""
        parts = (self.value, self.old, self.fresh, self.kind, self.target)
        return Months(*(part[indicators] for part in parts))


def laid_out(differences: pd.DataFrame, context: Context) -> tuple[Months, np.ndarray]:
    """The months around all differences, and where each difference is in them, row by row; simulated values are no history."""
    current = context.snapshot.coded_observations
    whose = recoded(current["indicator"], differences["indicator"].cat.categories)
    stands = np.flatnonzero((current["origin"] != DEMO) & current["value"].notna() & (whose >= 0))
    standing = _month(current["period"])[stands]
    month = _month(differences["period"])
    first = min(month.min(), standing.min(initial=month.max())) // YEAR * YEAR
    last = max(month.max(), standing.max(initial=0)) // YEAR * YEAR + YEAR
    shape = (len(differences["indicator"].cat.categories), int(last - first))

    old = np.full(shape, np.nan)
    old[whose[stands], standing - first] = current["value"].to_numpy(float)[stands]
    indicator = differences["indicator"].cat.codes.to_numpy(np.intp)
    cells = indicator * shape[1] + (month - first)
    value = old.copy()
    mine = differences["value"].to_numpy(float)
    # A blank that clears nothing leaves what stands.
    counts = slice(None) if context.answers.clear_blanks else ~np.isnan(mine)
    value.ravel()[cells[counts]] = mine[counts]
    fresh = np.zeros(shape, dtype=bool)
    fresh.ravel()[cells] = among(differences["change"], {NEW, CHANGED})
    kind = np.empty(shape[0], dtype=object)
    first_of = ~differences["indicator"].duplicated().to_numpy()
    kind[indicator[first_of]] = differences["kind"][first_of].astype(str)
    years = range(int(first) // YEAR, int(last) // YEAR)
    target = _targets(context.snapshot.plans, differences["indicator"].cat.categories, years)
    return Months(value, old, fresh, kind.astype(str), target), cells


def _targets(plans: pd.DataFrame, indicators: pd.Index, years: range) -> np.ndarray:
    """Indicators x years."""
    whole = plans[plans["period"].fillna("").eq("") & plans["year"].isin(years)]
    whose = indicators.get_indexer(whole.set_index("indicator").index)
    targets = np.full((len(indicators), len(years)), np.nan)
    known = whose >= 0
    targets[whose[known], whole["year"].to_numpy(int)[known] - years.start] = whole["target"].to_numpy(float)[
        known
    ]
    return targets


def _month(period: pd.Series) -> np.ndarray:
    """Months since the year 0 of a categorical column of keys."""
    return per_word(period, lambda key: int(key[:4]) * YEAR + int(key[5:7]) - 1)


def per_word(column: pd.Series, meaning: Callable[[str], int]) -> np.ndarray:
    """A categorical column of text as numbers; each distinct word is looked at once, missing is 0."""
    numbers = [*(meaning(str(word)) for word in column.cat.categories), 0]
    return np.array(numbers, dtype=np.int32)[column.cat.codes.to_numpy()]
