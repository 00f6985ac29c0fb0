"""``backup FILE`` and ``restore FILE``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from indicators.store.store import Store
from tests.command_line import answered, run
from tests.reports import state_of

if TYPE_CHECKING:
    import pytest


def test_there_and_back(store_with_report: Store, tmp_path: Path) -> None:
    """A backup is restored into an empty folder by the command that restores; an upload's id is still an upload's."""
    file, there = tmp_path / "备份.zip", tmp_path / "新"
    backup = answered(Path(store_with_report.root), "backup", file)
    assert (backup["file"], backup["damaged"]) == (str(file), [])
    restored = answered(there, "restore", file)
    assert restored["versions"] == backup["versions"]
    assert state_of(Store(there)) == state_of(store_with_report)
    assert "没有编号为" in run(there, "restore", "0" * 32).stderr


def test_refused(store_with_report: Store, tmp_path: Path) -> None:
    """What is there is not written over, and a backup's name ends as one."""
    root, file = Path(store_with_report.root), tmp_path / "备份.zip"
    assert "已回读核对" in run(root, "backup", file).stdout
    again = run(root, "backup", file)
    assert (again.returncode, "已经存在" in again.stderr) == (1, True)
    wrong = run(root, "backup", tmp_path / "备份.tar")
    assert (wrong.returncode, "应以 .zip 结尾" in wrong.stderr) == (2, True)
    occupied = run(root, "restore", file)
    assert (occupied.returncode, "不是空的" in occupied.stderr) == (1, True)


def test_damage_is_said(store_with_report: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup of what is damaged is made, says so, and ends as refused, for a timer to notice."""
    monkeypatch.chdir(tmp_path)
    root = Path(store_with_report.root)
    (original,) = root.glob("uploads/*/9月.csv")
    original.unlink()
    backup = answered(root, "backup", "备份.zip", code=1)
    assert backup["file"] == str(tmp_path / "备份.zip")
    assert backup["damaged"] == [original.relative_to(root).as_posix()]
    assert "备份时已有 1 个文件损坏或丢失" in run(tmp_path / "新", "restore", "备份.zip").stdout
