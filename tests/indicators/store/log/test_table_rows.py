"""Rows between frames and files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from deltalake import TableFeatures
from deltalake.fs import DeltaStorageHandler

from indicators.store.log.table_rows import as_rows
from indicators.store.schemas import DEMO, REPORTED
from indicators.store.store import Store
from indicators.store.upload import Upload
from indicators.store.withdrawal import remove_origin
from tests.store_helpers import copied, row, value_of


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


def test_a_file_that_was_read_is_not_read_again(store: Store) -> None:
    """Who looks on while others report reads what is new: the file of the first value is not asked for a second time."""
    store.append("observations", row(33), Upload.new("经发局"))
    assert value_of(store) == 33
    for file in Path(store.path("observations")).rglob("*.parquet"):
        file.unlink()
    store.append("observations", row(21, period="2024-08"), Upload.new("科技局"))
    assert (value_of(store), value_of(store, period="2024-08")) == (33, 21)


def test_removed_rows_are_gone_for_who_had_read_them(store: Store) -> None:
    """Two rows came in one file; the one that stays stands in another one then, and counts once."""
    both = pd.concat([row(33), row(21, period="2024-08", origin=DEMO)])
    store.append("observations", both, Upload.new("经发局"))
    assert len(store.snapshot().log["observations"]) == 2
    remove_origin(store, DEMO, "管理员")
    assert store.snapshot().log["observations"]["value"].tolist() == [33]


def test_a_folder_put_back_from_a_backup_is_read_as_it_is(store: Store, tmp_path: Path) -> None:
    """Rows reported after the backup are gone from memory, too."""
    store.append("observations", row(33), Upload.new("经发局"))
    backup = copied(store, tmp_path / "备份")
    store.append("observations", row(35), Upload.new("经发局"))
    assert value_of(store) == 35
    shutil.rmtree(store.root)
    copied(backup, Path(store.root))
    assert value_of(store) == 33


def test_rows_that_another_program_may_have_hidden_are_not_shown(store: Store) -> None:
    """A table with deletion vectors is refused, as deltalake cannot read them."""
    store.append("observations", row(33), Upload.new("经发局"))
    store.open("observations").alter.add_feature(
        TableFeatures.DeletionVectors, allow_protocol_versions_increase=True
    )
    snapshot = Store(store.root).snapshot()
    assert "observations 无法读取" in snapshot.damaged["observations"]
    assert snapshot.log["observations"].empty


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
