"""Zones of simulated tables: a hundred indicators each, two plan years, values up to September 2024; all of it 演示."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from indicators.catalogue import lifts
from indicators.store import DEMO, Store, Upload

if TYPE_CHECKING:
    from pathlib import Path

INDICATORS: Final = 100
NOT_REPORTED: Final = 0.1
MONTHS: Final = [f"2023-{month:02d}" for month in range(1, 13)] + [
    f"2024-{month:02d}" for month in range(1, 10)
]
KINDS: Final = {"flow": "亿元", "count": "个", "stock": "家", "rate": "%", "mean": "微克/立方米"}


def make_zones(folder: Path, number: int) -> pd.DataFrame:
    """So many zones below a folder, each with tables of its own; their names and roots."""
    empty = Store(folder / "empty")
    empty.create({})
    zones = []
    for at in range(number):
        root = shutil.copytree(empty.root, folder / f"zone{at:03d}")
        _fill(Store(root), np.random.default_rng(at))
        zones.append({"zone": f"演示园区{at:03d}", "root": str(root)})
    return pd.DataFrame(zones)


def _fill(store: Store, random: np.random.Generator) -> None:
    catalogue = pd.DataFrame([_definition(number) for number in range(INDICATORS)]).assign(origin=DEMO)
    kind = catalogue["kind"]
    adds_up, target = kind.isin(["flow", "count"]), kind.map({"rate": 8.0, "mean": 8.0}).fillna(120.0)
    plans = catalogue[["indicator", "lift", "origin"]].assign(
        year=2024, period="", target=target, comparator="at_least"
    )
    values = catalogue[["indicator", "lift", "origin"]].assign(adds_up=adds_up, target=target)
    values = values.merge(pd.DataFrame({"period": MONTHS}), how="cross")
    share = np.where(values["adds_up"], values["period"].str[5:].astype(int) / 12, 1.0)
    value = (values["target"] * share * random.uniform(0.8, 1.15, len(values))).round()
    value = value.where(random.uniform(size=len(values)) > NOT_REPORTED)
    upload = Upload.new("bench")
    store.append("catalogue", catalogue, upload)
    store.append("plans", plans, upload)
    store.append("observations", values.assign(value=value, state="正式").dropna(subset=["value"]), upload)


def _definition(number: int) -> dict[str, Any]:
    kind = list(KINDS)[number % len(KINDS)]
    return {
        "indicator": f"simulated_{number:03d}", "lift": list(lifts())[number % len(lifts())], "position": number,
        "headline": False, "name": f"演示指标{number:03d}", "unit": KINDS[kind], "kind": kind,
        "direction": "less" if kind == "mean" else "more", "decimals": 1, "frequency": "month",
    }  # fmt: skip
