"""Shared files behave alike in a folder and in an object store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from indicators.access import Keys
from indicators.shared_files import Bucket, Folder

if TYPE_CHECKING:
    from pathlib import Path

    from indicators.shared_files import SharedFiles
    from tests.s3 import ObjectStore


@pytest.fixture(params=["folder", "bucket"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> SharedFiles:
    """The files of a root, empty."""
    if request.param == "folder":
        return Folder(tmp_path)
    bucket: ObjectStore = request.getfixturevalue("bucket")
    return Bucket(f"{bucket.root}/{tmp_path.name}")


def test_what_is_written_is_read(files: SharedFiles) -> None:
    """A file is there from when it was written until it is deleted; its folder lists it."""
    assert files.read("a/x.json") is None
    assert files.names("a") == []
    files.replace("a/x.json", b"1")
    files.replace("a/x.json", b"2")
    assert (files.read("a/x.json"), files.read_now("a/x.json"), files.names("a")) == (b"2", b"2", ["x.json"])
    files.delete("a/x.json")
    files.delete("a/x.json")
    assert (files.read("a/x.json"), files.names("a")) == (None, [])


def test_one_of_many_creates(files: SharedFiles) -> None:
    """Of several that create the same file one does, and the others leave it as it is."""
    with ThreadPoolExecutor(4) as threads:
        created = list(threads.map(lambda n: files.create("a/x", b"%d" % n), range(4)))
    assert sum(created) == 1
    assert files.read("a/x") == b"%d" % created.index(True)


def test_no_change_is_lost(files: SharedFiles) -> None:
    """Many that change a file at once each see what the others made of it."""

    def longer(content: bytes | None) -> bytes:
        return (content or b"") + b"x"

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: files.change("a/x", longer), range(12)))
    assert files.read("a/x") == b"x" * 12
    files.change("a/x", lambda _: None)
    assert files.read("a/x") == b"x" * 12


def test_a_server_that_watches(bucket: ObjectStore, tmp_path: Path) -> None:
    """It asks the store when it looks, and at no other time; what it writes itself it sees at once."""
    mine, other = (Bucket(f"{bucket.root}/{tmp_path.name}") for _ in range(2))
    mine.watched = True
    other.replace("a/x", b"1")
    assert (mine.read("a/x"), sorted(mine.names("a"))) == (b"1", ["x"])
    other.replace("a/x", b"2")
    other.create("a/y", b"")
    assert (mine.read("a/x"), sorted(mine.names("a"))) == (b"1", ["x"])
    mine.look()
    assert (mine.read("a/x"), sorted(mine.names("a"))) == (b"2", ["x", "y"])
    mine.replace("a/x", b"3")
    mine.create("a/z", b"")
    assert (mine.read("a/x"), sorted(mine.names("a"))) == (b"3", ["x", "y", "z"])


def test_a_store_that_is_away() -> None:
    """What cannot be reached is said as of a folder that cannot be read: nobody gets in meanwhile."""
    away = Bucket("s3://bucket/tables")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
        patch.setenv("AWS_ALLOW_HTTP", "true")
        with pytest.raises(OSError, match="S3 error"):
            away.read("a/x")


def test_keys_for_all_servers(bucket: ObjectStore, tmp_path: Path) -> None:
    """A key made on one server opens on another at once, and opens nothing there once it is revoked and looked at again."""
    root = f"{bucket.root}/{tmp_path.name}"
    one, other = Keys(root), Keys(root)
    other._files = watched = Bucket(root)
    watched.watched = True
    assert other.entries() == ()
    key = one.add("经发局", ["industry"])
    assert other.check(key).name == "经发局"
    assert other.reporter(key[:4]) is not None
    one.revoke("经发局")
    watched.look()
    assert other.reporter(key[:4]) is None
