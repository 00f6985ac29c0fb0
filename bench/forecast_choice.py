"""Which parameters of the projection foretell best: looked for where ``bench.forecast`` does not look.

``python -m bench.forecast_choice`` (``FORECAST_PYTHON`` as there) foretells the two years before the last, of half of
the public series only. The other half, and the last year of all, stay unseen.
"""

from __future__ import annotations

import os
import sys
from itertools import product
from typing import Any, Final

import numpy as np
import pandas as pd

from bench.backtest import Series, ours, public_series
from bench.holdout import tuning_half
from indicators.evaluation import smoothing

YEARS_BEFORE: Final = (1, 2)
HISTORIES: Final = (5, 3, 1)
# From April on, as the goal says.
_FROM: Final = 2
_TARGET: Final = 80.0
_GRIDS: Final[tuple[dict[str, tuple[float, ...]], ...]] = (
    {"_OLDER": (0.5, 0.7, 0.85, 1.0), "_PRIOR_YEARS": (0.05, 0.1, 0.2)},
    {"_DEVIATION": (0.7, 0.8, 0.9, 1.0), "_TREND": (0.02, 0.05, 0.1), "_ALONE": (0.4, 0.6, 0.8)},
)


def tried(series: Series, **parameters: float) -> dict[str, float]:
    """Error of the total (%, geometric mean over months of medians) and how far coverage is from 80 %, on average."""
    for name, value in parameters.items():
        setattr(smoothing, name, value)
    errors, off = [], []
    for before, years in product(YEARS_BEFORE, HISTORIES):
        known = {name: values[: len(values) - before * 12] for name, values in series.items()}
        true = np.array([values[-12:].sum() for values in known.values()])[:, None]
        middle, low, high = np.moveaxis(ours(known, years), 2, 0)
        errors.append(np.median(np.abs(middle / true - 1), axis=0)[_FROM:] * 100)
        off.append(np.abs(((low <= true) & (true <= high)).mean(axis=0) * 100 - _TARGET))
    return {"error": float(np.exp(np.log(errors).mean())), "off": float(np.mean(off))}


def main(python: str) -> None:
    """Print what each choice gives, the best first; what stands is marked."""
    half = tuning_half(public_series(python))
    for grid, by in zip(_GRIDS, ("error", "off"), strict=True):
        standing = {name: getattr(smoothing, name) for name in grid}
        rows: list[dict[str, Any]] = []
        for values in product(*grid.values()):
            choice = dict(zip(grid, values, strict=True))
            rows.append(choice | tried(half, **choice) | {"stands": "*" if choice == standing else ""})
        for name, value in standing.items():
            setattr(smoothing, name, value)
        print(pd.DataFrame(rows).sort_values(by).round(3).to_string(index=False), "\n")


if __name__ == "__main__":
    main(os.environ.get("FORECAST_PYTHON", sys.executable))
