"""How well the year end is forecast, next to statistical libraries; and 理想汽车 month by month.

``python -m bench.forecast`` prints the tables of ``bench/results/``. The libraries run in an environment of their
own (``make bench-forecast`` makes it and passes its Python on as ``FORECAST_PYTHON``) and keep their answers there.
``python -m bench.forecast li_auto`` prints the one table that needs no library. Rolling origin: as of each month 2..11
of a series' last year, the year's total is forecast from what was known then.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Final

import numpy as np

from bench import chinese_series
from bench.backtest import ORIGINS, Series, library, ours, public_series, stored_values, thumb, year_ends
from bench.forecast_choice import TUNED_ON
from bench.holdout import holdout_half, tuning_half
from indicators.evaluation.board import board
from indicators.evaluation.forecast import YEARS
from indicators.evaluation.progress import MONTHS
from indicators.period import Period
from indicators.store.seed import open_store
from indicators.wording import chance_text, needed_text, number

LIBRARIES: Final = {
    "AutoARIMA": "AutoARIMA",
    "AutoETS": "AutoETS",
    "Theta": "Theta",
    "SeasonalNaive": "去年同月",
}
OURS, THUMB = "本方法", "上年同期占比"
# So many past years are known to every method; ours looks at five of them at most.
HISTORIES: Final = {10: "近十年（本方法用近五年）", 3: "近三年", 2: "近两年", 1: "上一年"}
# The provinces' series begin in 2017: the year to be forecast, and how many are known before it.
PROVINCES: Final = {2019: 2, 2018: 1}
DIFFERENCE: Final = "本方法的误差（{}）减当月其余方法中最小的，百分点，及其90%区间"
AVERAGES: Final = {"中位数": np.nanmedian, "平均数": np.nanmean}
# One year's end is one draw for series that rise and fall together: ours is looked at over several.
LAST_YEARS: Final = 3
DRAWS: Final = 1000
MANY: Final = 1000

Forecasts = dict[str, np.ndarray]
Average = Callable[..., np.ndarray]


def forecasts_by_method(python: str, series: Series, years: int) -> Forecasts:
    """Method -> series x origins x (middle, low, high)."""
    forecasts = {OURS: ours(series, years), THUMB: thumb(series)}
    return forecasts | {name: library(python, series, years, method) for method, name in LIBRARIES.items()}


def errors(series: Series, forecasts: np.ndarray, average: Average = np.nanmedian) -> np.ndarray:
    """Median error by origin, or the mean, % of the true total."""
    return np.asarray(average(_missed(series, forecasts), axis=0))


def coverage(series: Series, forecasts: np.ndarray) -> np.ndarray:
    """How many of the intervals hold the true total, % by origin; a method that failed has none."""
    true, (_, low, high) = _true(series), np.moveaxis(forecasts, 2, 0)
    known, held = ~np.isnan(low), (low <= true) & (true <= high)
    return np.where(known.any(axis=0), held.sum(axis=0) / np.maximum(known.sum(axis=0), 1), np.nan) * 100


def nearer(series: Series, forecasts: np.ndarray, other: np.ndarray) -> np.ndarray:
    """On how many series the first is nearer to the true total than the other, % by origin."""
    return (_missed(series, forecasts) < np.nan_to_num(_missed(series, other), nan=np.inf)).mean(axis=0) * 100


def beyond(series: Series, forecasts: Forecasts, average: Average = np.nanmedian) -> dict[str, np.ndarray]:
    """Our error less the least of the others', percentage points by origin, and what chance leaves of it.

    The range holds nine of ten differences when the series are drawn anew, each as often as it comes (bootstrap).
    """
    missed = {method: _missed(series, answers) for method, answers in forecasts.items()}
    mine = missed.pop(OURS)
    others = np.stack(list(missed.values()))
    best = average(others, axis=1).argmin(axis=0)
    rival = np.take_along_axis(others, best[None, None, :], axis=0)[0]
    draws = np.random.default_rng(0).integers(0, len(mine), (DRAWS, len(mine)))
    drawn = np.array([average(mine[draw], axis=0) - average(rival[draw], axis=0) for draw in draws])
    least, most = np.percentile(drawn, [5, 95], axis=0)
    return {"差": average(mine, axis=0) - average(rival, axis=0), "下限": least, "上限": most}


def _missed(series: Series, forecasts: np.ndarray) -> np.ndarray:
    return np.abs(forecasts[:, :, 0] / _true(series) - 1) * 100


def _true(series: Series) -> np.ndarray:
    return np.array([values[-12:].sum() for values in series.values()])[:, None]


def table(title: str, rows: dict[str, np.ndarray], digits: int) -> None:
    """Print it in Markdown, a column for each origin; what a method cannot say is —, and no zero has a sign."""
    print(
        f"\n{title}\n\n| | {' | '.join(f'{month}月' for month in ORIGINS)} |\n|{'---|' * (len(ORIGINS) + 1)}"
    )
    for name, cells in rows.items():
        text = ("—" if np.isnan(cell) else f"{round(cell, digits) + 0.0:.{digits}f}" for cell in cells)
        print(f"| {name} | {' | '.join(text)} |")


def public(python: str) -> None:
    """The public series: each length of history, all of them and the unseen half, then the intervals."""
    series = public_series(python)
    forecasts = {years: forecasts_by_method(python, series, years) for years in HISTORIES}
    unseen = holdout_half(series)
    chosen = [name in unseen for name in series]
    for years, history in HISTORIES.items():
        for name, average in AVERAGES.items():
            by_method = {m: errors(series, answers, average) for m, answers in forecasts[years].items()}
            table(f"全年总数的误差，{name}，%：{len(series)}个公开序列，用{history}", by_method, 2)
        by_method = {method: errors(unseen, answers[chosen]) for method, answers in forecasts[years].items()}
        table(f"其中没有用来选参数的一半（{len(unseen)}个），中位数，%", by_method, 2)
    for name, average in AVERAGES.items():
        differences = {
            f"{short(years)}，{part}": cells
            for years in HISTORIES
            for part, cells in beyond(series, forecasts[years], average).items()
        }
        table(DIFFERENCE.format(name), differences, 2)
    compared = {
        f"{short(years)}，{name}": nearer(series, forecasts[years][OURS], forecasts[years][name])
        for years in HISTORIES
        for name in (THUMB, *LIBRARIES.values())
    }
    table("本方法比它更接近实际的序列，%", compared, 0)
    within = {
        f"{short(years)}，{name}": coverage(series, answers)
        for years in HISTORIES
        for name, answers in forecasts[years].items()
    }
    table("80%区间实际包住的比例，%", within, 0)
    by_part = {
        f"{short(years)}，{part}": cells
        for years in HISTORIES
        for part, cells in coverage_by_part(series, forecasts[years][OURS], years).items()
    }
    table("同上，本方法，分开看", by_part, 0)
    speed(series)


def short(years: int) -> str:
    """The history without what is said of it."""
    return HISTORIES[years].split("（")[0]


def coverage_by_part(series: Series, forecasts: np.ndarray, years: int) -> dict[str, np.ndarray]:
    """Ours on the two halves, on even and on uneven series, and on average over the last years."""
    employment = {name: values for name, values in series.items() if "us_employment" in name}
    others = {name: values for name, values in series.items() if name not in employment}
    parts = {
        "选参数的一半": tuning_half(series),
        "没看过的一半": holdout_half(series),
        f"平稳的（就业，{len(employment)}个）": employment,
        f"起伏大的（售房、出生等，{len(others)}个）": others,
    }
    held = {
        part: coverage(some, forecasts[[name in some for name in series]]) for part, some in parts.items()
    }
    earlier = [before(series, ago) for ago in range(LAST_YEARS)]
    lasting = np.mean([coverage(known, ours(known, years)) for known in earlier], axis=0)
    return held | {f"全部，最后{LAST_YEARS}年平均": lasting}


def before(series: Series, years: int) -> Series:
    """As they were known so many years earlier."""
    return {name: values[: len(values) - years * 12] for name, values in series.items()}


def speed(series: Series) -> None:
    """What a thousand indicators cost at once."""
    stored = np.resize(stored_values(series, YEARS - 1), (MANY, YEARS, 12))
    start = time.perf_counter()
    year_ends(stored, 9)
    print(f"\n{MANY}个指标一次算完：{time.perf_counter() - start:.2f}秒")


def chinese(python: str) -> None:
    """The provinces' series, and 理想汽车."""
    for year, years in PROVINCES.items():
        provinces(python, year, years)
    company = chinese_series.li_auto()
    forecasts = forecasts_by_method(python, company, 1)
    by_method = {method: errors(company, answers) for method, answers in forecasts.items()}
    table("理想汽车2024年：全年总数的误差，%", by_method, 1)
    held = {method: coverage(company, answers) for method, answers in forecasts.items() if method != THUMB}
    print("\n理想汽车2024年2—11月，80%区间包住实际的月数：", end="")
    print("，".join(f"{method}{np.nansum(cells) / 100:.0f}" for method, cells in held.items()))


def provinces(python: str, year: int, years: int) -> None:
    """One year of the provinces, without those that parameters were chosen on."""
    series = chinese_series.provinces(year)
    unseen = holdout_half(series) if year == TUNED_ON else series
    chosen = [name in unseen for name in series]
    forecasts = {m: answers[chosen] for m, answers in forecasts_by_method(python, series, years).items()}
    what = f"分省房地产投资，用{short(years)}预计{year}年（{len(unseen)}个序列）"
    for name, average in AVERAGES.items():
        by_method = {method: errors(unseen, answers, average) for method, answers in forecasts.items()}
        table(f"{what}：全年总数的误差，{name}，%", by_method, 1)
        table(DIFFERENCE.format(name), beyond(unseen, forecasts, average), 1)
    within = {method: coverage(unseen, answers) for method, answers in forecasts.items()}
    table(f"{what}：80%区间实际包住的比例，%", within, 0)


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
    li_auto()
    if sys.argv[1:] != ["li_auto"]:
        environment = os.environ.get("FORECAST_PYTHON", sys.executable)
        chinese(environment)
        public(environment)
