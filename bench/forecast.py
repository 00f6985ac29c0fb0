"""How well the year end is foretold, beside statistical libraries; and 理想汽车 month by month.

``python -m bench.forecast`` compares; the libraries run in an environment of their own (``make bench-forecast`` makes
it and passes its Python on as ``FORECAST_PYTHON``). ``python -m bench.forecast li_auto`` prints the table of
``docs/forecast.md``. Rolling origin: as of each month 2..11 of a series' last year, the year's total is foretold from
what was known then.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from indicators.board import board
from indicators.forecast import YEARS, project
from indicators.outlook import chance_text, needed_text
from indicators.period import Period
from indicators.progress import MONTHS
from indicators.seed import open_store
from indicators.words import number

ORIGINS: Final = range(2, 12)
METHODS: Final = ("SeasonalNaive", "Theta", "AutoETS", "AutoARIMA")
HISTORIES: Final = (10, 3)
OURS: Final = "ours"
MANY: Final = 1000


def ours(series: dict[str, np.ndarray], years: int) -> dict[str, np.ndarray]:
    """As ``forecast_libraries.foretell``, for all series at once."""
    used = min(years, YEARS - 1) + 1
    months = np.full((len(series), YEARS, 12), np.nan)
    for place, values in enumerate(series.values()):
        last = values[-used * 12 :].reshape(-1, 12)
        months[place, YEARS - len(last) :] = last
    stored = months.cumsum(axis=2)
    told = np.full((len(series), len(ORIGINS), 3), np.nan)
    for place, origin in enumerate(ORIGINS):
        told[:, place] = _ends(stored, origin)
    return dict(zip(series, told, strict=True))


def _ends(stored: np.ndarray, origin: int) -> np.ndarray:
    known = stored.copy()
    known[:, -1, origin:] = np.nan
    rows = pd.DataFrame({"actual": known[:, -1, origin - 1]}).assign(
        kind="flow", direction="more", comparator="at_least", target=1.0, status="on_schedule",
        actual_month=float(origin),
    )  # fmt: skip
    phases = pd.DataFrame(np.nan, rows.index, MONTHS)
    ends, _ = project(rows, known, phases, month=origin)
    return ends[["year_end", "year_end_low", "year_end_high"]].to_numpy()


def libraries(python: str, series: dict[str, np.ndarray], years: int, method: str) -> dict[str, np.ndarray]:
    """What another environment's library says."""
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "series.npz", Path(folder) / "out.npz"
        np.savez(given, **{str(place): values for place, values in enumerate(series.values())})
        command = [python, "-m", "bench.forecast_libraries", str(given), str(out), str(years), method]
        subprocess.run(command, check=True)  # noqa: S603 - this very program
        told = np.load(out)
        return {name: told[str(place)] for place, name in enumerate(series)}


def compared(series: dict[str, np.ndarray], told: dict[str, np.ndarray]) -> tuple[pd.Series, pd.Series]:
    """Median error (% of the true total) and coverage (%) by origin month."""
    true = np.array([series[name][-12:].sum() for name in told])[:, None]
    middle, low, high = np.moveaxis(np.array(list(told.values())), 2, 0)
    error = np.nanmedian(np.abs(middle / true - 1) * 100, axis=0)
    within = np.where(np.isnan(middle), np.nan, (low <= true) & (true <= high))
    return pd.Series(error, ORIGINS), pd.Series(np.nanmean(within, axis=0) * 100, ORIGINS)


def comparison(python: str) -> None:
    """Print both tables for each length of history, and what a thousand indicators cost."""
    series = _public_series(python)
    print(f"{len(series)} series")
    for years in HISTORIES:
        told = {OURS: ours(series, years)}
        told |= {method: libraries(python, series, years, method) for method in METHODS}
        both = {method: compared(series, answers) for method, answers in told.items()}
        for what, place, digits in (
            ("median error of the total, %", 0, 2),
            ("coverage of the 80 % interval, %", 1, 0),
        ):
            table = pd.DataFrame({method: result[place] for method, result in both.items()}).T
            print(f"\n{what}, at most {years} years of history, by month\n{table.round(digits).to_string()}")
    many = dict(list(series.items()) * (MANY // len(series) + 1))
    stored = np.resize(np.array([ours_input(v) for v in many.values()]), (MANY, YEARS, 12))
    start = time.perf_counter()
    _ends(stored, 9)
    print(f"\n{MANY} indicators at once: {time.perf_counter() - start:.2f} s")


def ours_input(values: np.ndarray) -> np.ndarray:
    """Stored values of the newest years, padded in front."""
    last = values[-YEARS * 12 :].reshape(-1, 12).cumsum(axis=1)
    return np.concatenate([np.full((YEARS - len(last), 12), np.nan), last])


def _public_series(python: str) -> dict[str, np.ndarray]:
    """``bench.series`` needs the other environment too."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "series.npz"
        subprocess.run([python, "-m", "bench.series", str(out)], check=True)  # noqa: S603 - this very program
        told = np.load(out)
        return {str(name): told[str(place)] for place, name in enumerate(told["names"])}


def li_auto() -> None:
    """理想汽车 as of each month of 2024, as a table in Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        tables = open_store(folder, with_demo=False).snapshot()
        rows = [board(tables, "industry", Period(2024, month)).row("li_auto_deliveries") for month in MONTHS]
    true = rows[-1]["actual"]
    print(
        "| 截至 | 累计 | 预计全年 | 80%区间 | 误差 | 预计达成概率（80万辆） | 达成目标所需 |\n|---|---|---|---|---|---|---|"
    )
    for month, row in zip(MONTHS[:-1], rows[:-1], strict=True):
        end, low, high = (number(row[name], 2) for name in ("year_end", "year_end_low", "year_end_high"))
        within = "" if row["year_end_low"] <= true <= row["year_end_high"] else "（区间外）"
        print(
            f"| {month}月 | {number(row['actual'], 2)} | {end} | {low}—{high}{within} | "
            f"{number((row['year_end'] / true - 1) * 100, 1, sign=True)}% | "
            f"{chance_text(row).removeprefix('预计达成概率：')} | {needed_text(row)} |"
        )
    print(f"| 12月 | {number(true, 2)} | 实际 | | | | |")


if __name__ == "__main__":
    if sys.argv[1:] == ["li_auto"]:
        li_auto()
    else:
        comparison(os.environ.get("FORECAST_PYTHON", sys.executable))
