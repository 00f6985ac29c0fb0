"""When the last good backup was made, and what the last check found."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from indicators.upkeep.noted import (
    BACKUP_NOTE,
    CHECK_NOTE,
    LastBackup,
    LastCheck,
    last_backup,
    last_check,
    note_backup,
    note_check,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_backup(tmp_path: Path) -> None:
    """A backup is known once it is noted, until a later one is; a broken note is none, and says nothing wrong."""
    assert last_backup(str(tmp_path)) is None
    for size in (10, 20):
        backup = LastBackup(datetime(2026, 3, 2, 1, 30, tzinfo=UTC), "/备份/六提.zip", size)
        note_backup(str(tmp_path), backup)
        assert last_backup(str(tmp_path)) == backup
    assert [path.name for path in tmp_path.iterdir()] == [BACKUP_NOTE]
    (tmp_path / BACKUP_NOTE).write_text('{"at": 3}', encoding="utf-8")
    assert last_backup(str(tmp_path)) is None


def test_check(tmp_path: Path) -> None:
    """A check is known with what it found, until a later one is; a broken note is none."""
    assert last_check(str(tmp_path)) is None
    for damaged in (("plans/甲.parquet", "uploads/1/甲.csv"), ()):
        check = LastCheck(datetime(2026, 3, 2, 1, 30, tzinfo=UTC), damaged)
        note_check(str(tmp_path), check)
        assert last_check(str(tmp_path)) == check
    assert [path.name for path in tmp_path.iterdir()] == [CHECK_NOTE]
    (tmp_path / CHECK_NOTE).write_text('{"at": "2026-03-02"', encoding="utf-8")
    assert last_check(str(tmp_path)) is None


def test_folder_away(tmp_path: Path) -> None:
    """Where the tables are gone there is no backup to tell of, and noting one does no harm."""
    away = str(tmp_path / "无")
    note_backup(away, LastBackup(datetime(2026, 3, 2, tzinfo=UTC), "x", 1))
    assert last_backup(away) is None
