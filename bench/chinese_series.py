"""Chinese series: what the provinces report of 房地产投资, and the deliveries of 理想汽车, as months' own values.

``provinces.csv`` has what the 国家统计局 published since January of each month from 2017 to 2019: of 31 provinces, for all
房地产投资 and for 住宅 alone. January is published with February: half each.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from indicators.store.seed import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE: Final = Path(__file__).parent / "provinces.csv"
_MONTHS: Final = range(1, 13)


def provinces(last: int) -> dict[str, np.ndarray]:
    """Name -> months' own values, January 2017 to December of the year to be forecast."""
    series = {}
    for (area, name), stored in pd.read_csv(TABLE).set_index(["地区", "指标"]).iterrows():
        months = _own_months(stored.dropna())
        series[f"{area} {name}"] = months.loc[:last].to_numpy().ravel()
    return series


def li_auto() -> dict[str, np.ndarray]:
    """The one year of deliveries that has a year before it."""
    with tempfile.TemporaryDirectory() as folder:
        values = open_store(folder, with_demo=False).snapshot().observations
    rows = values[values["indicator"] == "li_auto_deliveries"]
    months = _own_months(rows.astype({"period": str}).set_index("period")["value"])
    return {f"li_auto/{last}": until for last, until in _ending_in_each_year(months)}


def _own_months(stored: pd.Series) -> pd.DataFrame:
    """Years x 12 from values since January."""
    years = sorted({int(period[:4]) for period in stored.index})
    table = pd.DataFrame(
        [[stored.get(f"{year}-{month:02d}", np.nan) for month in _MONTHS] for year in years],
        index=years, columns=_MONTHS, dtype=float,
    )  # fmt: skip
    table[1] = table[1].fillna(table[2] / 2)
    return table.diff(axis=1).fillna({1: table[1]})


def _ending_in_each_year(months: pd.DataFrame) -> Iterator[tuple[int, np.ndarray]]:
    for past in range(1, len(months)):
        yield months.index[past], months.iloc[: past + 1].to_numpy().ravel()
