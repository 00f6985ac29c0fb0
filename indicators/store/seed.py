"""The seed as rows of the tables: catalogue, plan, tasks and the public figures, origin 公开."""

from __future__ import annotations

import threading
from dataclasses import asdict
from typing import TYPE_CHECKING

import pandas as pd

from indicators.catalogue import load
from indicators.settings import SEED, data_root, demo_wanted, new_tables_wanted
from indicators.shared_files import is_remote
from indicators.store.demo import demo_rows
from indicators.store.errors import StoreError
from indicators.store.remote import WatchedStore
from indicators.store.schemas import PUBLIC
from indicators.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = "武进国家高新区：大力实施“六提”工程 奋力彰显“六新”成效"
_PAPER = "新闻报道（记者 史莲寅）"

_opening = threading.Lock()
_shared: dict[str, Store] = {}


def seed_rows(folder: Path = SEED) -> dict[str, pd.DataFrame]:
    """Rows per table, ready for ``Store.create``.

    Raises:
        CatalogueError: the seed is wrong; nothing is made of it.
    """
    seed = load(folder)
    lift_of = {i.indicator: i.lift for i in seed.indicators}
    trail = {"origin": PUBLIC, "source": ARTICLE}
    plans = pd.DataFrame([asdict(target) | trail for target in seed.targets])
    actuals = pd.read_csv(folder / "public_actuals.csv", encoding="utf-8-sig", keep_default_na=False)
    return {
        "catalogue": pd.DataFrame([asdict(indicator) | trail for indicator in seed.indicators]),
        "plans": plans.assign(lift=plans["indicator"].map(lift_of)),
        "tasks": pd.DataFrame([asdict(task) | trail for task in seed.tasks]),
        "announcements": pd.DataFrame([row | trail for row in _announcements(folder)]),
        "observations": actuals[["indicator", "period", "value"]].assign(
            lift=[lift_of[indicator] for indicator in actuals["indicator"]],
            state="正式",
            origin=PUBLIC,
            source=actuals["document"] + "（" + actuals["source"] + "）",
            note=actuals["derived"].map({"yes": "由公布的合计数推算"}),
            row=actuals.index + 2,  # the line in the file
        ),
    }


def _announcements(folder: Path) -> list[dict[str, object]]:
    """The announcement of each year that the folder has an article of; none of them names its day."""
    return [
        {
            "year": int(article.stem.rpartition("_")[2]), "title": ARTICLE, "document": _PAPER,
            "text": article.read_text(encoding="utf-8-sig").strip(),
        }
        for article in sorted(folder.glob("article_*.txt"))
    ]  # fmt: skip


def open_store(
    root: str | None = None, *, with_demo: bool | None = None, seed: Path = SEED, new: bool | None = None
) -> Store:
    """The store at ``root`` (default ``SIXLIFTS_DATA``), its tables made and seeded if they are missing.

    Demonstration rows are part of the commit that creates a table, so that a reader sees either no table or a complete
    one, and two servers starting at once seed it once.

    Raises:
        StoreError: no table was ever made there, and ``new`` (default ``SIXLIFTS_NEW_TABLES``) says that they must be.
    """
    root = root or data_root()
    store = WatchedStore(root) if is_remote(root) else Store(root)
    if not (new_tables_wanted() if new is None else new) and not store.was_made:
        msg = "数据文件夹中没有数据表：磁盘可能没有挂载，或地址不对。未建立任何数据表，恢复后自动显示；新装请先运行 python -m indicators init。"
        raise StoreError(msg)
    rows = seed_rows(seed)
    if demo_wanted() if with_demo is None else with_demo:
        for table, simulated in demo_rows(seed).items():
            rows[table] = pd.concat([rows[table], simulated], ignore_index=True)
    store.create(rows)
    return store


def shared_store() -> Store:
    """The one store of this process: pages, routes and events read the tables once between them."""
    root = data_root()
    with _opening:
        if root not in _shared:
            _shared[root] = open_store(root)
        return _shared[root]
