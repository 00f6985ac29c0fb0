"""The seed as rows of the tables: catalogue, plan, tasks and the public figures, origin 公开."""

from __future__ import annotations

import csv
import threading
from dataclasses import asdict
from typing import TYPE_CHECKING

import pandas as pd

from indicators.catalogue import load
from indicators.settings import SEED, data_root, demo_wanted
from indicators.store.demo import demo_rows
from indicators.store.schemas import PUBLIC
from indicators.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARTICLE = "武进国家高新区：大力实施“六提”工程 奋力彰显“六新”成效"

_opening = threading.Lock()
_shared: dict[str, Store] = {}


def seed_rows(folder: Path = SEED) -> dict[str, pd.DataFrame]:
    """Rows per table, ready for ``Store.create``.

    Raises:
        CatalogueError: the seed is wrong; nothing is made of it.
    """
    seed = load(folder)
    lift_of = {i.indicator: i.lift for i in seed.indicators}
    told = {"origin": PUBLIC, "source": ARTICLE}
    plans = pd.DataFrame([asdict(target) | told for target in seed.targets])
    return {
        "catalogue": pd.DataFrame([asdict(indicator) | told for indicator in seed.indicators]),
        "plans": plans.assign(lift=plans["indicator"].map(lift_of)),
        "tasks": pd.DataFrame([asdict(task) | told for task in seed.tasks]),
        "observations": public_actuals(folder, lift_of),
    }


def public_actuals(folder: Path, lift_of: dict[str, str]) -> pd.DataFrame:
    """Published actuals with the document each number comes from; ``row`` is the line in the file."""
    with (folder / "public_actuals.csv").open(encoding="utf-8-sig", newline="") as handle:
        records = list(csv.DictReader(handle))
    return pd.DataFrame(
        [
            {
                "indicator": record["indicator"],
                "lift": lift_of[record["indicator"]],
                "period": record["period"],
                "value": float(record["value"]),
                "state": "正式",
                "origin": PUBLIC,
                "source": f"{record['document']}（{record['source']}）",
                "note": "由公布的合计数推算" if record["derived"] == "yes" else "",
                "row": line,
            }
            for line, record in enumerate(records, start=2)
        ]
    )


def open_store(root: str | None = None, *, with_demo: bool | None = None, seed: Path = SEED) -> Store:
    """The store at ``root`` (default ``SIXLIFTS_DATA``), its tables made and seeded if they are missing.

    Demonstration rows go in with the very commit that creates a table, so that a reader sees either no table or
    a whole one, and two servers starting at once seed it once.
    """
    store = Store(root or data_root())
    rows = seed_rows(seed)
    if demo_wanted() if with_demo is None else with_demo:
        rows = {
            name: pd.concat([frame, extra], ignore_index=True)
            for name, frame, extra in _with_demo(rows, seed)
        }
    store.create(rows)
    return store


def shared_store() -> Store:
    """The one store of this process: pages, routes and events read the tables once between them."""
    root = data_root()
    with _opening:
        if root not in _shared:
            _shared[root] = open_store(root)
        return _shared[root]


def _with_demo(rows: dict[str, pd.DataFrame], seed: Path) -> Iterator[tuple[str, pd.DataFrame, pd.DataFrame]]:
    simulated = demo_rows(seed)
    for name, frame in rows.items():
        yield name, frame, simulated.get(name, frame.iloc[:0])
