"""What statistical libraries foretell: run by ``bench.forecast`` in an environment of its own.

``python -m bench.forecast_libraries SERIES.npz OUT.npz YEARS METHOD``: for each series and each origin month 2..11 of
its last year, with so many years of history before it, the year's total with its 80 % interval. The libraries give
intervals of single months; their sum, as if the months erred together, is taken as that of the total.

Every method has its defaults and a season of twelve months. AutoARIMA alone would take hours where the history is
long: there it compares its candidates by approximation, as R's ``auto.arima`` does with long series.
"""

from __future__ import annotations

import os
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from statsforecast.models import AutoARIMA, AutoETS, DynamicOptimizedTheta, SeasonalNaive

if TYPE_CHECKING:
    from collections.abc import Callable

ORIGINS: Final = range(2, 12)
_LONG: Final = 5 * 12
METHODS: Final[dict[str, Callable[[int], Any]]] = {
    "AutoETS": lambda _: AutoETS(season_length=12),
    "AutoARIMA": lambda months: AutoARIMA(season_length=12, approximation=months > _LONG),
    "Theta": lambda _: DynamicOptimizedTheta(season_length=12),
    "SeasonalNaive": lambda _: SeasonalNaive(season_length=12),
}


def foretell(values: np.ndarray, *, years: int, method: str) -> np.ndarray:
    """Origins x (middle, low, high) of one series; NaN where the method fails."""
    warnings.filterwarnings("ignore")
    forecasts = np.full((len(ORIGINS), 3), np.nan)
    for place, origin in enumerate(ORIGINS):
        known = values[: len(values) - 12 + origin][-(years * 12 + origin) :]
        try:
            ahead = METHODS[method](len(known)).forecast(known, h=12 - origin, level=[80])
        except Exception as error:  # noqa: BLE001 - a method that fails on a series is told as such
            print(f"{method} {origin}: {error}", file=sys.stderr)
            continue
        forecasts[place] = [known[-origin:].sum() + ahead[name].sum() for name in ("mean", "lo-80", "hi-80")]
    return forecasts


def main(series: str, out: str, years: str, method: str) -> None:
    """Foretell all series on all cores this process may use."""
    given = np.load(series)
    call = partial(foretell, years=int(years), method=method)
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        forecasts = list(pool.map(call, (given[name] for name in given.files), chunksize=4))
    np.savez(out, **dict(zip(given.files, forecasts, strict=True)))


if __name__ == "__main__":
    main(*sys.argv[1:])
