"""Damage and folders that cannot be written: table and file are named, nothing is changed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from indicators.store.errors import StoreDamagedError, StoreWriteError
from indicators.store.store import Store
from indicators.store.upload import Upload
from tests.store_helpers import row


def test_damaged_log_is_named(store: Store) -> None:
    """The error for a damaged log names the file itself, in one line."""
    store.append("plans", pd.DataFrame([{"indicator": "g", "lift": "x", "year": 2024}]), Upload.new("甲"))
    log = Path(store.path("plans")) / "_delta_log" / f"{1:020}.json"
    log.write_text("{broken", encoding="utf-8")
    with pytest.raises(StoreDamagedError, match="数据表 plans 无法读取") as caught:
        Store(store.root).snapshot()
    assert str(log) in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(StoreDamagedError, match="plans"):
        store.append("plans", pd.DataFrame([{"indicator": "g", "lift": "x"}]), Upload.new("甲"))


def test_damaged_data_file_is_named(store: Store) -> None:
    """The error for a damaged parquet file names the table and the file, which is left as it is."""
    store.append("observations", row(70), Upload.new("甲"))
    data = next(Path(store.path("observations")).rglob("*.parquet"))
    data.write_bytes(half := data.read_bytes()[:100])
    with pytest.raises(StoreDamagedError, match=f"数据表 observations 无法读取.*{data.name}"):
        Store(store.root).snapshot()
    assert data.read_bytes() == half


def test_place_that_cannot_be_written(tmp_path: Path) -> None:
    """Where no folder can be made the error is clear and nothing is left behind."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(StoreWriteError, match="未能写入"):
        Store(blocked / "tables").create({})
    assert blocked.read_text() == "in the way"
