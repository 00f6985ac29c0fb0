"""Which parameters of the projection foretell best: looked for where ``bench.forecast`` does not look.

``python -m bench.forecast_choice`` (``FORECAST_PYTHON`` as there) foretells the two years before the last, of half of
the public series and half of the provinces only. The other halves, and the last year of all, stay unseen.
"""

from __future__ import annotations

import os
import sys
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from bench.backtest import Series, ours, public_series
from bench.chinese_series import provinces
from bench.holdout import tuning_half
from indicators.evaluation import rule_of_thumb, smoothing

if TYPE_CHECKING:
    from types import ModuleType

YEARS_BEFORE: Final = (1, 2)
HISTORIES: Final = (5, 3, 2, 1)
# The provinces' year, with the one that is known before it.
TUNED_ON: Final = 2018
# From April on, as the goal says.
_FROM: Final = 2
_TARGET: Final = 80.0
# Module, what is varied in it, and which answer decides.
_GRIDS: Final[tuple[tuple[ModuleType, dict[str, tuple[float, ...]], str], ...]] = (
    (smoothing, {"_OLDER": (0.5, 0.7, 0.85, 1.0), "_PRIOR_YEARS": (0.05, 0.1, 0.2)}, "error"),
    (rule_of_thumb, {"_WEIGHT": (0.0, 0.25, 0.5, 0.75), "_FADING": (4, 8)}, "error"),
    (rule_of_thumb, {"_GROWTH": (0.1, 0.15, 0.2, 0.3, 1.0)}, "error"),
    (smoothing, {"_DEVIATION": (0.7, 0.75, 0.8, 0.85, 0.9), "_LEAST_ERROR": (0.001, 0.002, 0.003)}, "off"),
    (rule_of_thumb, {"_APART": (0.0, 0.1, 0.2)}, "off"),
)


def families(public: Series) -> list[list[tuple[Series, int]]]:
    """What may be looked at, each with its years of history: the public series, and the provinces, which count as much."""
    earlier = [
        ({name: values[: len(values) - before * 12] for name, values in public.items()}, years)
        for before, years in product(YEARS_BEFORE, HISTORIES)
    ]
    return [earlier, [(tuning_half(provinces(TUNED_ON)), 1)]]


def tried(public: Series) -> dict[str, float]:
    """Error of the total (%, medians and means averaged over months) and how far coverage is from 80 %, on average."""
    errors, off = [], []
    for family in families(public):
        answers = [_told(series, years) for series, years in family]
        errors.append(np.mean([np.log(error[:, _FROM:]) for error, _ in answers]))
        off.append(np.abs(np.mean([held for _, held in answers], axis=0) - _TARGET).mean())
    return {"error": float(np.exp(np.mean(errors))), "off": float(np.mean(off))}


def _told(series: Series, years: int) -> tuple[np.ndarray, np.ndarray]:
    """Median and mean error of the total by month, %, and how many intervals held it."""
    true = np.array([values[-12:].sum() for values in series.values()])[:, None]
    middle, low, high = np.moveaxis(ours(series, years), 2, 0)
    missed = np.abs(middle / true - 1) * 100
    held = ((low <= true) & (true <= high)).mean(axis=0) * 100
    return np.array([np.median(missed, axis=0), missed.mean(axis=0)]), held


def main(python: str) -> None:
    """Print what each choice gives, the best first; what stands is marked."""
    half = tuning_half(public_series(python))
    for module, grid, by in _GRIDS:
        standing = {name: getattr(module, name) for name in grid}
        rows: list[dict[str, Any]] = []
        for values in product(*grid.values()):
            choice = dict(zip(grid, values, strict=True))
            vars(module).update(choice)
            rows.append(choice | tried(half) | {"stands": "*" if choice == standing else ""})
        vars(module).update(standing)
        print(pd.DataFrame(rows).sort_values(by).round(3).to_string(index=False), "\n", flush=True)


if __name__ == "__main__":
    main(os.environ.get("FORECAST_PYTHON", sys.executable))
