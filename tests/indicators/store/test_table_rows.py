"""Rows between frames and files."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest
from deltalake.fs import DeltaStorageHandler

from indicators.store.schemas import REPORTED
from indicators.store.store import Store
from indicators.store.table_rows import as_rows
from indicators.store.upload import Upload
from tests.store_helpers import row, value_of


def test_blank_is_no_value(store: Store) -> None:
    """A blank comes back blank, never 0; a 0 comes back 0."""
    store.append("observations", pd.concat([row(None), row(0, period="2024-08")]), Upload.new("甲"))
    table = store.snapshot().observations.set_index("period")["value"]
    assert pd.isna(table["2024-09"])
    assert table["2024-08"] == 0


def test_files_of_a_folder_are_not_read_through_python(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A short command must not end while a reading thread waits for the interpreter: it would end by SIGABRT."""
    store.append("observations", row(33), Upload.new("经发局"))

    def refused(*_: object) -> None:
        pytest.fail("opened through deltalake's Python handler")

    monkeypatch.setattr(DeltaStorageHandler, "from_table", refused)
    assert value_of(Store(store.root)) == 33


@pytest.fixture
def old(store: Store, seeded: Store) -> Store:
    """Tables that were made before the catalogue knew of usual sizes."""
    rows = as_rows("catalogue", seeded.snapshot().catalogue, None)
    shutil.rmtree(store.path("catalogue"))
    known = rows.drop_columns(["typical_low", "typical_high"])
    store._create("catalogue", known, Upload.new("系统"))
    return Store(store.root)


def test_a_table_made_without_a_column(old: Store) -> None:
    """It is read with a blank in that column, and gets it with the first rows that have it; old versions stay readable."""
    before = old.snapshot().catalogue
    assert (len(before), before["typical_low"].notna().sum()) == (14, 0)
    known = before[before["indicator"] == "gazelles"].assign(
        typical_low=40.0, typical_high=90.0, origin=REPORTED
    )
    old.append("catalogue", known, Upload.new("管理员"))
    for store in (old, Store(old.root)):
        after = store.snapshot().catalogue.set_index("indicator")
        assert after.loc["gazelles", ["typical_low", "typical_high"]].tolist() == [40.0, 90.0]
        assert pd.isna(after.loc["industrial_output", "typical_low"])
    assert old.snapshot_at({"catalogue": 0}).catalogue["typical_low"].isna().all()
