"""Whoever hears that something was written may pull the plug."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indicators.store.errors import StoreUnsyncedError
from indicators.store.upload import Upload
from indicators.uploads.commit import commit_upload
from tests.reports import output, previewed
from tests.store_helpers import row, value_of

if TYPE_CHECKING:
    from indicators.store.store import Store

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux which file a handle is of")


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What is waited for, in its order."""
    found: list[Path] = []

    def fsync(handle: int) -> None:
        found.append(Path(f"/proc/self/fd/{handle}").readlink())

    monkeypatch.setattr(os, "fsync", fsync)
    return found


def test_a_commit_is_on_the_disk(store: Store, synced: list[Path]) -> None:
    """First the rows, then the log entry that names them, then the folders that name both, last the checksums."""
    store.append("observations", row(70), Upload.new("经发局"))
    folder, entry = Path(store.path("observations")), f"{1:020}.json"
    (rows,) = (folder / "lift=innovation").iterdir()
    begin = synced.index(rows)
    assert synced[begin : begin + 5] == [
        rows, folder / "_delta_log" / entry, rows.parent, folder / "_delta_log", folder,
    ]  # fmt: skip
    assert synced[begin + 5].name.startswith(f".{entry}.")
    assert synced[begin + 6] == folder / "_checksums"


def test_an_original_is_on_the_disk_before_its_rows(store_with_report: Store, synced: list[Path]) -> None:
    """The file as it was sent, its name and its folder, before the first row is written."""
    store = store_with_report
    receipt = commit_upload(store, previewed(store, output(700)), confirmed=True)
    original = Path(store.root) / "uploads" / receipt.upload
    assert synced[0].name.startswith(".9月.csv.")
    assert [path.parent for path in synced[:1]] + synced[1:4] == [
        original, original, original.parent, original.parent.parent,
    ]  # fmt: skip


def test_a_disk_that_keeps_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk does not confirm, nobody hears that all is well, though the rows are in the tables by now."""

    def broken(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(StoreUnsyncedError, match="未能确认已保存到磁盘"):
        store.append("observations", row(70), Upload.new("经发局"))
    assert value_of(store) == 70
