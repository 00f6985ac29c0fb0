"""A backup is complete, of one moment, and read again before it takes its name."""

from __future__ import annotations

import os
import threading
import uuid
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyarrow import fs

from indicators.store.joint import update_together
from indicators.store.store import Store
from indicators.store.upload import Upload
from indicators.store.uploaded_files import files_at
from indicators.upkeep.backup import make_backup
from indicators.upkeep.errors import UpkeepError
from indicators.upkeep.noted import last_backup
from indicators.upkeep.restore import restore
from indicators.upkeep.verify import verify
from indicators.uploads.commit import commit_upload
from tests.reports import output, previewed, state_of
from tests.store_helpers import row, threshold

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.s3 import ObjectStore


def test_what_is_in_it(lived_in: Store, tmp_path: Path) -> None:
    """Tables, originals, the office's templates and hashes of keys are in it, no secret is, and its owner alone reads it."""
    template = Path(lived_in.root) / "templates/circular.docx"
    template.parent.mkdir()
    template.write_bytes(b"of the office")
    backup = make_backup(lived_in.root, tmp_path / "备份.zip")
    names = set(backup.contents.files)
    assert {"tables.txt", "access/keys.json", "templates/circular.docx"} < names
    assert len([name for name in names if name.startswith("uploads/")]) == 3
    assert not [name for name in names if "secret" in name]
    assert backup.contents.versions == lived_in.snapshot().versions
    assert backup.file.stat().st_mode & 0o077 == 0 or os.name == "nt"
    noted = last_backup(lived_in.root)
    assert noted is not None
    assert (noted.file, noted.size) == (str(tmp_path / "备份.zip"), backup.file.stat().st_size)


def test_while_others_report(store: Store, tmp_path: Path) -> None:
    """Each backup taken while uploads go on is whole: every upload in it has its file, and several tables go together."""
    begun, done, failed = threading.Event(), threading.Event(), []

    def report() -> None:
        writer, value = Store(store.root), 100.0
        try:
            while not done.is_set():
                value += 1
                commit_upload(writer, previewed(writer, output(value)), confirmed=True)
                tables = {"observations": row(value), "thresholds": threshold(0.8)}
                update_together(writer, Upload.new("管理员").as_joint(), lambda _, both=tables: both)
                begun.set()
        except BaseException as error:
            failed.append(error)
            begun.set()
            raise

    reporting = threading.Thread(target=report)
    reporting.start()
    begun.wait()
    backups: dict[tuple[int, ...], Path] = {}
    try:
        while len(backups) < 3 and not failed:
            backup = make_backup(store.root, tmp_path / f"{uuid.uuid4().hex}.zip")
            assert backup.contents.damaged == []
            backups[tuple(backup.contents.versions.values())] = backup.file
    finally:
        done.set()
        reporting.join()
    assert failed == []
    for file in backups.values():
        there = Store(file.with_suffix(""))
        restore(there.root, file)
        assert verify(there.root).findings == ()
        log = there.snapshot().log
        joint = {t: set(log[t].loc[log[t]["upload"].str.endswith("-joint"), "upload"]) for t in log}
        assert joint["joint_uploads"] == joint["observations"] == joint["thresholds"] != set()


@pytest.mark.parametrize("there", ["备份.zip", "备份.zip.part"])
def test_nothing_is_written_over(lived_in: Store, tmp_path: Path, there: str) -> None:
    """A file that is there stays as it is, and so does one that another backup may be writing."""
    (tmp_path / there).write_text("我的", encoding="utf-8")
    with pytest.raises(UpkeepError, match="已经存在"):
        make_backup(lived_in.root, tmp_path / "备份.zip")
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["我的"]


def no_room(*_: object) -> None:
    """The disk is full."""
    raise OSError(28, "No space left on device")


def changed_on_its_way(file: Path) -> None:
    """A bit of what was written flips."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def test_disk_full(lived_in: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room nothing is left."""
    monkeypatch.setattr("os.fsync", no_room)
    with pytest.raises(UpkeepError, match="磁盘空间"):
        make_backup(lived_in.root, tmp_path / "备份.zip")
    assert list(tmp_path.iterdir()) == []


def test_read_again(lived_in: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not come back as it was written is no backup."""
    monkeypatch.setattr("os.fsync", lambda _: changed_on_its_way(tmp_path / "备份.zip.part"))
    with pytest.raises(UpkeepError, match="已损坏"):
        make_backup(lived_in.root, tmp_path / "备份.zip")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("harm", [Path.unlink, lambda file: file.write_bytes(b"")])
def test_of_damaged_tables(damageable: Store, tmp_path: Path, harm: Callable[[Path], None]) -> None:
    """What is damaged or lost is backed up as it is, and named; it is not noted as a good backup."""
    file = next(Path(damageable.root).glob("plans/lift=industry/*.parquet"))
    harm(file)
    before = last_backup(damageable.root)
    backup = make_backup(damageable.root, tmp_path / "备份.zip")
    assert backup.contents.damaged == [file.relative_to(damageable.root).as_posix()]
    assert last_backup(damageable.root) == before
    with zipfile.ZipFile(backup.file) as zipped:
        assert zipped.testzip() is None


def test_no_tables(tmp_path: Path) -> None:
    """Without tables there is nothing to back up."""
    with pytest.raises(UpkeepError, match="没有数据表"):
        make_backup(str(tmp_path / "无"), tmp_path / "备份.zip")
    assert list(tmp_path.iterdir()) == []


def test_from_an_object_store(lived_in: Store, bucket: ObjectStore, tmp_path: Path) -> None:
    """Tables in an object store are backed up like those in a folder, and restored into one."""
    root = f"{bucket.root}/backed-up"
    there, folder = files_at(root)
    fs.copy_files(lived_in.root, folder, destination_filesystem=there)
    backup = make_backup(root, tmp_path / "备份.zip")
    assert backup.contents.versions == lived_in.snapshot().versions
    noted = last_backup(root)
    assert noted is not None
    assert noted.size == backup.size
    restore(str(tmp_path / "新"), backup.file)
    assert state_of(Store(tmp_path / "新")) == state_of(lived_in)
    assert verify(str(tmp_path / "新")).findings == ()
