"""Uploads to several tables: all rows count from one moment on, or none do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.store.errors import StoreError, StoreWriteError
from indicators.store.joint import update_together
from indicators.store.store import Store
from indicators.store.upload import Upload
from indicators.store.withdrawal import restore_rows, withdraw_rows
from tests.store_helpers import row, threshold, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from indicators.store.snapshot import Snapshot


def both(value: float = 70) -> Mapping[str, pd.DataFrame]:
    """A value and a threshold that belong together."""
    return {"observations": row(value), "thresholds": threshold(0.8)}


def test_all_tables_change_at_once(store: Store) -> None:
    """A snapshot has all rows, in this process and in another one; an edition's versions give them again."""
    upload = Upload.new("经发局", "年度计划").as_joint()
    assert update_together(store, upload, lambda _: both())
    for reader in (store, Store(store.root)):
        assert value_of(reader) == 70
        assert reader.snapshot().thresholds["value"].tolist() == [0.8]
    then = store.snapshot_at(store.snapshot().versions)
    assert upload.id in then.log["observations"]["upload"].tolist()


def test_nothing_is_decided(store: Store) -> None:
    """Without rows nothing is committed."""
    before = store.snapshot().versions
    assert not update_together(store, Upload.new("经发局").as_joint(), lambda _: None)
    assert store.snapshot().versions == before


@pytest.mark.parametrize("last", ["observations", "thresholds"])
def test_power_fails_in_between(store: Store, monkeypatch: pytest.MonkeyPatch, last: str) -> None:
    """What was written of an upload that never became complete counts nowhere, and can be read by nobody."""
    upload, append_after = Upload.new("经发局").as_joint(), Store.append_after

    def until(self: Store, version: int, table: str, rows: pd.DataFrame, upload: Upload) -> None:
        if table not in {"observations", last}:
            raise KeyboardInterrupt
        append_after(self, version, table, rows, upload)

    monkeypatch.setattr(Store, "append_after", until)
    # The process is gone: it takes nothing back.
    monkeypatch.setattr("indicators.store.joint._delete", lambda *_: None)
    with pytest.raises(KeyboardInterrupt):
        update_together(store, upload, lambda _: both())
    for reader in (store, Store(store.root)):
        assert value_of(reader) is None
        assert reader.snapshot().thresholds.empty
        assert upload.id not in reader.snapshot().log["observations"]["upload"].tolist()
    monkeypatch.undo()
    with pytest.raises(StoreError, match="没有编号"):
        withdraw_rows(store, Upload.new("经发局").as_joint().id, "经发局")


def test_a_table_that_cannot_be_written(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows written before it are taken away again."""
    append_after = Store.append_after

    def fails(self: Store, version: int, table: str, rows: pd.DataFrame, upload: Upload) -> None:
        if table == "thresholds":
            msg = "磁盘已满"
            raise StoreWriteError(msg)
        append_after(self, version, table, rows, upload)

    monkeypatch.setattr(Store, "append_after", fails)
    upload = Upload.new("经发局").as_joint()
    with pytest.raises(StoreWriteError, match="磁盘已满"):
        update_together(store, upload, lambda _: both())
    rows = store.log_at("observations", store.snapshot().versions["observations"])
    assert upload.id not in rows["upload"].tolist()


def test_somebody_else_is_first(store: Store) -> None:
    """It is decided again on what they wrote, and nothing counts twice."""
    seen: list[Snapshot] = []

    def decide(now: Snapshot) -> Mapping[str, pd.DataFrame]:
        seen.append(now)
        if len(seen) == 1:
            store.append("thresholds", threshold(0.7), Upload.new("财政局"))
        return both()

    upload = Upload.new("经发局").as_joint()
    assert update_together(store, upload, decide)
    assert len(seen) == 2
    now = store.snapshot()
    assert (now.log["observations"]["upload"] == upload.id).sum() == 1
    assert sorted(now.log["thresholds"]["value"]) == [0.7, 0.8]


def test_withdrawn_and_restored(store: Store) -> None:
    """One withdrawal takes the rows of all tables, one restoration brings them back."""
    store.append("observations", row(60), Upload.new("经发局"))
    upload = Upload.new("经发局", "年度计划").as_joint()
    update_together(store, upload, lambda _: both())
    assert withdraw_rows(store, upload.id, "管理员") == 2
    assert (value_of(store), len(store.snapshot().thresholds)) == (60, 0)
    assert restore_rows(store, upload.id, "管理员") == 2
    assert (value_of(store), len(store.snapshot().thresholds)) == (70, 1)


def test_whoever_may_not_changes_nothing(store: Store) -> None:
    """All tables are asked before the first of them is changed."""
    upload = Upload.new("经发局").as_joint()
    update_together(store, upload, lambda _: both())

    def refuse(rows: pd.DataFrame) -> None:
        if "setting" in rows:
            raise PermissionError

    with pytest.raises(PermissionError):
        withdraw_rows(store, upload.id, "财政局", require=refuse)
    assert value_of(store) == 70
