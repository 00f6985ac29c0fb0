"""Files as departments sent them: byte for byte, under harmless names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indicators.store.uploaded_files import UploadedFiles, safe_name
from indicators.uploads.commit import commit_upload
from tests.reports import output, previewed
from tests.store_helpers import copied

if TYPE_CHECKING:
    from indicators.store.store import Store


@pytest.fixture
def store(tmp_path: Path, seeded: Store) -> Store:
    """Plan and public figures."""
    return copied(seeded, tmp_path / "数据 表")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/9月.csv", "9月.csv"),
        ("C:\\桌面\\9月.csv", "9月.csv"),
        ("<b>9月</b>.csv", "b_.csv"),
        ("a\u202egnp.csv", "a_gnp.csv"),
        ("CON.csv", "_CON.csv"),
        ("..", "upload"),
        ("长" * 300 + ".xlsx", "长" * 58 + ".xlsx"),
        ("\ud83d.csv", "_.csv"),
    ],
)
def test_names_of_files_are_safe(store: Store, name: str, safe: str) -> None:
    """Folders, markup, marks that reverse text and endless names are taken out of a name; the file is saved anyway."""
    assert safe_name(name) == safe
    receipt = commit_upload(store, previewed(store, output(700), name=name), confirmed=True)
    assert UploadedFiles(store).read(receipt.upload) == (safe, output(700))
    assert UploadedFiles(store).read("../../" + receipt.upload) == (safe, output(700))


def test_upload_without_a_file(store: Store) -> None:
    """What came without a file has none; a half-written one, as a killed writer leaves it, is none either."""
    assert UploadedFiles(store).read("seed") is None
    folder = Path(store.root) / "uploads" / "abc"
    folder.mkdir(parents=True)
    (folder / f".9月.csv.{'0' * 16}").write_bytes(b"half")
    assert UploadedFiles(store).read("abc") is None
