"""Backtest of year ends: by this product, and by libraries in an environment of their own, whose answers are kept there."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from indicators.evaluation.forecast import YEARS, project
from indicators.evaluation.progress import MONTHS
from indicators.evaluation.rule_of_thumb import rule_of_thumb

ORIGINS: Final = range(2, 12)
_HERE: Final = Path(__file__).parent
# Whatever these say decides what a library answers.
_DECIDE: Final = ("forecast.txt", "forecast_libraries.py")

Series = dict[str, np.ndarray]


def ours(series: Series, years: int) -> np.ndarray:
    """Series x origins x (middle, low, high) of the year's total, from so many past years at most."""
    stored = stored_values(series, years)
    return np.stack([year_ends(stored, origin) for origin in ORIGINS], axis=1)


def stored_values(series: Series, years: int) -> np.ndarray:
    """Values since January, series x ``YEARS`` x 12, the newest years last; NaN before so many past years."""
    months = np.full((len(series), YEARS, 12), np.nan)
    for place, values in enumerate(series.values()):
        last = values.reshape(-1, 12)[-min(years + 1, YEARS) :]
        months[place, YEARS - len(last) :] = last
    return months.cumsum(axis=2)


def year_ends(stored: np.ndarray, origin: int) -> np.ndarray:
    """Series x (middle, low, high) as forecast from what was known in one month."""
    known = stored.copy()
    known[:, -1, origin:] = np.nan
    rows = pd.DataFrame({"actual": known[:, -1, origin - 1]}).assign(
        kind="flow", decimals=2, direction="more", comparator="at_least", target=1.0, status="on_schedule",
        actual_month=float(origin),
    )  # fmt: skip
    phases = pd.DataFrame(np.nan, rows.index, MONTHS)
    ends, _ = project(rows, known, phases, month=origin)
    return ends[["year_end", "year_end_low", "year_end_high"]].to_numpy()


def thumb(series: Series) -> np.ndarray:
    """As ``ours``, by the office's rule of thumb: it knows one past year and no interval."""
    months = np.array([values[-24:].reshape(2, 12) for values in series.values()])
    ends = np.full((len(series), len(ORIGINS), 3), np.nan)
    for place, origin in enumerate(ORIGINS):
        rest = rule_of_thumb(months, np.full(len(series), origin))
        ends[:, place, 0] = months[:, 1, :origin].sum(axis=1) + rest[:, -1]
    return ends


def library(python: str, series: Series, years: int, method: str) -> np.ndarray:
    """As ``ours``; kept beside that environment, so that changing our method does not ask for the rest again."""
    digest = hashlib.sha256(f"{years} {method} {list(series)}".encode())
    for part in [(_HERE / name).read_bytes() for name in _DECIDE] + [v.tobytes() for v in series.values()]:
        digest.update(part)
    kept = Path(python).parents[1] / "answers" / f"{method}-{years}-{digest.hexdigest()[:16]}.npz"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        _ask(python, series, kept, f"{years}", method)
    forecasts = np.load(kept)
    return np.array([forecasts[f"{place}"] for place in range(len(series))])


def _ask(python: str, series: Series, kept: Path, years: str, method: str) -> None:
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "series.npz", Path(folder) / "out.npz"
        np.savez(given, **{f"{place}": values for place, values in enumerate(series.values())})
        command = [python, "-m", "bench.forecast_libraries", str(given), str(out), years, method]
        subprocess.run(command, check=True)  # noqa: S603 - this very program
        kept.write_bytes(out.read_bytes())
    spent = time.perf_counter() - start
    print(f"{method}: {len(series)} series, {years} years: {spent:.0f} s", file=sys.stderr, flush=True)


def public_series(python: str) -> Series:
    """``bench.series``, which needs the other environment too."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "series.npz"
        subprocess.run([python, "-m", "bench.series", str(out)], check=True)  # noqa: S603 - this very program
        forecasts = np.load(out)
        return {str(name): forecasts[f"{place}"] for place, name in enumerate(forecasts["names"])}
