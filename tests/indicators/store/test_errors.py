"""Damage and folders that cannot be written: table and file are named, nothing is changed."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from indicators.store.errors import StoreDamagedError, StoreWriteError
from indicators.store.store import Store
from indicators.store.upload import Upload
from tests.store_helpers import row


def test_damaged_log_is_named(store: Store) -> None:
    """What is said of a damaged log names the file itself, in one line; the rows before it stay, and none is added."""
    store.append("plans", pd.DataFrame([{"indicator": "g", "lift": "x", "year": 2024}]), Upload.new("甲"))
    log = Path(store.path("plans")) / "_delta_log" / f"{1:020}.json"
    log.write_text("{broken", encoding="utf-8")
    snapshot = Store(store.root).snapshot()
    assert snapshot.damaged["plans"].startswith(f"数据表 plans 无法读取（plans/_delta_log/{log.name}：")
    assert "\n" not in snapshot.damaged["plans"]
    assert (snapshot.versions["plans"], len(snapshot.log["plans"])) == (0, 0)
    with pytest.raises(StoreDamagedError, match="plans"):
        store.append("plans", pd.DataFrame([{"indicator": "g", "lift": "x"}]), Upload.new("甲"))


def test_damaged_data_file_is_named(store: Store) -> None:
    """What is said of a damaged parquet file names table and file, which is left as it is; the other rows stay."""
    store.append("observations", row(70), Upload.new("甲"))
    data = next(Path(store.path("observations")).rglob("*.parquet"))
    data.write_bytes(half := data.read_bytes()[:100])
    snapshot = Store(store.root).snapshot()
    assert re.match(f"数据表 observations 无法读取.*{data.name}.*涉及1行", snapshot.damaged["observations"])
    assert data.read_bytes() == half


def test_place_that_cannot_be_written(tmp_path: Path) -> None:
    """Where no folder can be made the error is clear and nothing is left behind."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(StoreWriteError, match="未能写入"):
        Store(blocked / "tables").create({})
    assert blocked.read_text() == "in the way"
