"""Tables in an object store: several servers write to them, each sees what the others wrote when it looks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.shared_files import shared_files
from indicators.store import StoreError, StoreWriteError, Upload, UploadedFiles, WatchedStore, storage_trouble
from indicators.store.commits import WITHDRAW, Change
from indicators.store.log.reader import TableReader
from indicators.store.seed import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from indicators.store.store import Store
    from tests.s3 import ObjectStore


@pytest.fixture
def servers(bucket: ObjectStore, tmp_path: Path) -> list[WatchedStore]:
    """Two servers' tables under one address, with the seed; both watch."""
    root = f"{bucket.root}/{tmp_path.name}"
    both = [open_store(root, with_demo=False) for _ in range(2)]
    for store in both:
        assert isinstance(store, WatchedStore)
        store.snapshot()
        store.watched = True
    return both


def report(store: Store, name: str) -> None:
    """One row more."""
    row = {"department": "经发局", "name": name, "indicator": "industrial_output"}
    store.append("names", pd.DataFrame([row]), Upload.new("经发局"))


def names(store: Store) -> list[str]:
    """What was reported."""
    return sorted(store.snapshot().log["names"]["name"])


def test_seen_when_it_looks(servers: list[WatchedStore]) -> None:
    """What a server wrote it sees at once, another one with its next look, and nobody asks the storage in between."""
    one, other = servers
    report(one, "产值")
    assert (names(one), names(other)) == (["产值"], [])
    assert other.snapshot() is other.snapshot()
    other.look()
    assert names(other) == ["产值"]
    assert other.history()["table"].iloc[0] == "names"


@pytest.mark.processes
def test_none_is_lost(servers: list[WatchedStore]) -> None:
    """Two servers that write at the same moment both do, whichever way they write."""

    def written(number: int) -> None:
        store = servers[number % 2]
        if number < 4:
            report(store, f"{number}")
            return
        row = pd.DataFrame([{"department": "经发局", "name": f"{number}", "indicator": "x"}])
        store.update("names", lambda _: Change(row, Upload.new("经发局")))

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(written, range(8)))
    for store in servers:
        store.look()
        assert names(store) == [str(number) for number in range(8)]


def test_storage_that_is_away(servers: list[WatchedStore], bucket: ObjectStore) -> None:
    """The last tables stay, writing is refused in words, and all is as before once it is back."""
    one, other = servers
    report(one, "产值")
    assert names(one) == ["产值"]
    with bucket.away():
        with pytest.raises(StoreError, match=r"数据存储暂时无法连接.*不用重启"):
            one.look()
        assert storage_trouble(one) is not None
        assert names(one) == ["产值"]
        with pytest.raises(StoreWriteError, match="本次未写入任何数据"):
            one.update("names", lambda _: None)
        with pytest.raises(StoreError, match="数据存储暂时无法连接"):
            open_store(one.root)
        with pytest.raises(StoreError, match="数据存储暂时无法连接"):
            one.open("names")
        with pytest.raises(StoreWriteError, match="本次未写入任何数据"):
            UploadedFiles(one).save("a1b2", "9月.csv", b"x")
    report(one, "营收")
    assert names(one) == ["产值", "营收"]
    assert storage_trouble(one) is None
    other.look()
    assert names(other) == ["产值", "营收"]


def test_a_lost_table(servers: list[WatchedStore]) -> None:
    """A table that was made and is gone is not made again, empty: that would hide what was reported."""
    root, files = servers[0].root, shared_files(servers[0].root)
    for entry in files.names("names/_delta_log"):
        files.delete(f"names/_delta_log/{entry}")
    with pytest.raises(StoreError, match="数据表 names 缺少日志"):
        open_store(root)


def test_originals(servers: list[WatchedStore]) -> None:
    """A file that came in through one server can be had from another, under its name, until it is deleted."""
    one, other = map(UploadedFiles, servers)
    one.save("a1b2", "../9月 #1%.csv", b"x")
    assert other.read("a1b2") == ("9月 #1%.csv", b"x")
    assert other.read("b1b2") is None
    other.delete("a1b2")
    assert one.read("a1b2") is None


def test_withdrawn_on_another_server(servers: list[WatchedStore], monkeypatch: pytest.MonkeyPatch) -> None:
    """A server reads only files it has not read yet, and rows that another one has taken away are gone here."""
    one, other = servers
    report(one, "产值")
    other.look()
    read: list[list[str]] = []
    add = TableReader._add
    monkeypatch.setattr(
        TableReader, "_add", lambda self, files, folder: (read.append(files), add(self, files, folder))
    )
    report(one, "营收")
    other.look()
    assert names(one) == names(other) == ["产值", "营收"]
    assert {len(files) for files in read} == {1}
    last = one.snapshot().log["names"].tail(1)
    gone = Change(last, Upload.new("经发局"), WITHDRAW, deleted_where="name = '营收'")
    one.update("names", lambda _: gone)
    other.look()
    assert names(other) == ["产值"]
