"""What is damaged is found and named: table, version, file, rows and whose they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyarrow import fs

from indicators.store.log.entries import entry_path
from indicators.store.uploaded_files import files_at
from indicators.upkeep.errors import UpkeepError
from indicators.upkeep.noted import CHECK_NOTE, last_check
from indicators.upkeep.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.store.store import Store
    from tests.s3 import ObjectStore


def rows_of_first_upload(root: Path) -> Path:
    """The file of rows of 1820.55 and 2040."""
    entry = (root / "observations" / entry_path(1)).read_text(encoding="utf-8")
    added = next(deed["add"] for deed in map(json.loads, entry.splitlines()) if "add" in deed)
    return root / "observations" / added["path"]


def original_of_first_upload(root: Path) -> Path:
    """Its file."""
    (file,) = (file for file in root.glob("uploads/*/9月.csv") if b"2040" in file.read_bytes())
    return file


def test_sound(lived_in: Store) -> None:
    """Of tables that were never damaged nothing is said, and nothing is changed but the note of it."""
    note = Path(lived_in.root) / CHECK_NOTE
    before = {*Path(lived_in.root).rglob("*"), note}
    verified = verify(lived_in.root)
    assert verified.findings == ()
    assert verified.versions == lived_in.snapshot().versions
    assert verified.originals == 3
    assert {*Path(lived_in.root).rglob("*")} == before


def cut(file: Path) -> None:
    """The end of a file is lost."""
    file.write_bytes(file.read_bytes()[:-9])


def emptied(file: Path) -> None:
    """The power failed before the content was on the disk."""
    file.write_bytes(b"")


def flipped(file: Path) -> None:
    """One bit in the middle flips."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("harm", [Path.unlink, cut, emptied, flipped])
def test_rows(damageable: Store, harm: Callable[[Path], None]) -> None:
    """A file of rows that is lost, cut, emptied or has a flipped bit is named with its version, rows, file and sender."""
    root = Path(damageable.root)
    file = rows_of_first_upload(root)
    harm(file)
    (finding,) = verify(damageable.root).damaged
    assert finding.file == file.relative_to(root).as_posix()
    assert (finding.table, finding.rows) == ("observations", 2)
    assert finding.commit is not None
    assert (finding.commit.version, finding.commit.file, finding.commit.by) == (1, "9月.csv", "经发局")


@pytest.mark.parametrize("version", [0, 2, "newest"])
@pytest.mark.parametrize("harm", [Path.unlink, cut, emptied, flipped])
def test_log_entry(damageable: Store, version: int | str, harm: Callable[[Path], None]) -> None:
    """A log entry that is lost, cut, emptied or has a flipped bit is named: the first, one in the middle, the newest."""
    number = damageable.snapshot().versions["observations"] if version == "newest" else int(version)
    harm(Path(damageable.root) / "observations" / entry_path(number))
    damaged = verify(damageable.root).damaged
    assert [finding.file for finding in damaged] == [f"observations/{entry_path(number)}"]
    assert damaged[0].commit is not None
    assert damaged[0].commit.version == number


def test_log_lost(damageable: Store) -> None:
    """The log of a whole table that is lost is named."""
    root = Path(damageable.root)
    for entry in (root / "plans" / "_delta_log").iterdir():
        entry.unlink()
    assert f"plans/{entry_path(0)}" in {finding.file for finding in verify(damageable.root).damaged}


def test_broken_summary(damageable: Store) -> None:
    """A summary of the log that cannot be read is named, for with it the library reads nothing."""
    damageable.open("observations").create_checkpoint()
    assert verify(damageable.root).findings == ()
    (summary,) = Path(damageable.root).glob("observations/_delta_log/*.checkpoint.parquet")
    cut(summary)
    assert [finding.file for finding in verify(damageable.root).damaged] == [
        summary.relative_to(damageable.root).as_posix()
    ]


@pytest.mark.parametrize(("harm", "says"), [(Path.unlink, "丢失"), (cut, "不符"), (emptied, "不符")])
def test_original(damageable: Store, harm: Callable[[Path], None], says: str) -> None:
    """An original that is lost, or is not what was sent, is named with its sender."""
    file = original_of_first_upload(Path(damageable.root))
    harm(file)
    (finding,) = verify(damageable.root).damaged
    assert finding.file == file.relative_to(damageable.root).as_posix()
    assert says in finding.what
    assert finding.commit is not None
    assert (finding.commit.by, finding.commit.file) == ("经发局", "9月.csv")


def test_keys(damageable: Store) -> None:
    """Keys that cannot be read are named."""
    emptied(Path(damageable.root) / "access" / "keys.json")
    assert [finding.file for finding in verify(damageable.root).damaged] == ["access/keys.json"]


def test_what_nobody_needs(damageable: Store) -> None:
    """Rows that no commit names, unfinished writes and originals without a commit are harmless, and listed."""
    root = Path(damageable.root)
    left = {
        "observations/lift=industry/part-0.parquet": "unnamed",
        "observations/_delta_log/_commit_1.json.tmp": "unfinished",
        "plans/lift=industry/part-1.parquet#1": "unfinished",
        f"uploads/{'0' * 32}/.9月.csv.{'0' * 16}": "unfinished",
        f"uploads/{'1' * 32}/9月.csv": "uncommitted",
    }
    for name in left:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(b"?")
    verified = verify(damageable.root)
    assert verified.damaged == []
    assert {finding.file: finding.kind for finding in verified.harmless} == left


@pytest.mark.parametrize("is_there", [True, False])
def test_no_tables(tmp_path: Path, *, is_there: bool) -> None:
    """Where nothing is there is nothing to look at, which is no good news: a disk that is not mounted is an empty folder."""
    folder = tmp_path / "无"
    if is_there:
        folder.mkdir()
    with pytest.raises(UpkeepError, match="没有数据表"):
        verify(str(folder))
    assert folder.exists() == is_there
    assert not is_there or not list(folder.iterdir())


def test_object_store(lived_in: Store, bucket: ObjectStore) -> None:
    """Tables in an object store are read to their end like those in a folder, and what is damaged or gone is named."""
    root, elsewhere = Path(lived_in.root), f"{bucket.root}/verified"
    there, folder = files_at(elsewhere)
    for part in ("observations", "uploads"):
        fs.copy_files(str(root / part), f"{folder}/{part}", destination_filesystem=there)
    assert verify(elsewhere).damaged == []
    rows, original = (
        find(root).relative_to(root).as_posix() for find in (rows_of_first_upload, original_of_first_upload)
    )
    entry = f"observations/{entry_path(2)}"
    for file in (rows, original):
        with there.open_output_stream(f"{folder}/{file}") as stream:
            stream.write(b"?")
    there.delete_file(f"{folder}/{entry}")
    found = {finding.file: finding for finding in verify(elsewhere).damaged}
    assert set(found) == {rows, original, entry}
    assert (found[rows].rows, found[rows].commit and found[rows].commit.file) == (2, "9月.csv")
    noted = last_check(elsewhere)
    assert noted is not None
    assert set(noted.damaged) == set(found)


def test_object_store_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """A storage that does not answer is called away: nothing in it is called damaged."""

    def away(_: str) -> None:
        msg = "connection refused"
        raise OSError(msg)

    monkeypatch.setattr("indicators.upkeep.root_files.files_at", away)
    with pytest.raises(UpkeepError, match="暂时无法连接"):
        verify("s3://bucket/tables")
