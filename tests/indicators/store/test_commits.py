"""Commits: every one is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.store.upload import Upload
from tests.store_helpers import row

if TYPE_CHECKING:
    from indicators.store.store import Store


def test_history_knows_who_and_what(store: Store) -> None:
    """Every commit tells who, which file, its sha256 and how many rows."""
    upload = Upload.new("经发局", file="产值 9月.csv", content=b"abc", note="快报")
    store.append("observations", row(1), upload)
    newest = store.history().iloc[0]
    assert newest[["upload", "by", "file", "rows", "note", "table"]].tolist() == [
        upload.id, "经发局", "产值 9月.csv", 1, "快报", "observations",
    ]  # fmt: skip
    assert newest["sha256"].startswith("ba7816bf")
