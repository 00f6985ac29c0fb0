"""A restored backup is equal to what was backed up, in everything that anybody may look at."""

from __future__ import annotations

import os
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from indicators.access import LOCAL_ADMINISTRATOR
from indicators.catalogue import lifts
from indicators.evaluation import board
from indicators.export import board_json
from indicators.meeting.editions import list_editions, open_edition
from indicators.period import Period
from indicators.store.seed import open_store
from indicators.store.store import Store
from indicators.upkeep.backup import make_backup
from indicators.upkeep.backup_file import LIST, Contents, as_json, as_member
from indicators.upkeep.errors import UpkeepError
from indicators.upkeep.restore import restore
from indicators.upkeep.verify import verify
from indicators.uploads.commit import commit_upload, restore_upload
from indicators.uploads.history import list_uploads
from tests.cheap_keys import cheap_keys
from tests.reports import output, previewed

MONTHS = (Period(2024, 3), Period(2024, 10))


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory, lived_in: Store) -> Path:
    """A backup of the tables."""
    return make_backup(lived_in.root, tmp_path_factory.mktemp("backup") / "备份.zip").file


def files_below(root: str) -> dict[str, bytes]:
    """Every file with its content."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in Path(root).rglob("*")
        if path.is_file()
    }


def boards(store: Store) -> list[object]:
    """The board of every lift in several months, and as the edition shows it."""
    now = store.snapshot()
    (edition,) = list_editions(now)
    shown = [(now, month) for month in MONTHS]
    shown.append((open_edition(store, edition.id)[1], edition.through))
    return [board_json(board(snapshot, lift, month)) for snapshot, month in shown for lift in lifts()]


def test_everything_is_equal(lived_in: Store, backup: Path, tmp_path: Path) -> None:
    """Boards, editions, every version of every table, history, uploads, originals and keys are as they were."""
    there = Store(tmp_path / "新 数据")
    assert restore(there.root, backup).versions == lived_in.snapshot().versions
    assert boards(there) == boards(lived_in)
    for table, newest in lived_in.snapshot().versions.items():
        for version in range(newest + 1):
            assert_frame_equal(there.log_at(table, version), lived_in.log_at(table, version))
    assert_frame_equal(there.history(), lived_in.history())
    assert_frame_equal(pd.DataFrame(list_uploads(there)), pd.DataFrame(list_uploads(lived_in)))
    before, after = files_below(lived_in.root), files_below(there.root)
    assert after == {name: before[name] for name in after}
    # Locks are there or not, depending on who was first.
    missing = {name for name in set(before) - set(after) if not name.endswith(".lock")}
    assert missing == {"access/tickets.secret", "last_backup.json", "last_check.json"}
    assert cheap_keys(there.root).entries() == cheap_keys(lived_in.root).entries()
    assert verify(there.root).findings == ()
    assert (Path(there.root) / "access" / "keys.json").stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_life_goes_on(lived_in: Store, backup: Path, tmp_path: Path) -> None:
    """In restored tables people report, and what was withdrawn before comes back."""
    there = Store(tmp_path / "新")
    restore(there.root, backup)
    assert not commit_upload(there, previewed(there, output(1900)), confirmed=True).repeated
    (withdrawn,) = list_uploads(lived_in).query("not stands")["upload"]
    assert restore_upload(there, withdrawn, LOCAL_ADMINISTRATOR) == 1
    assert verify(there.root).findings == ()


def test_only_into_an_empty_folder(backup: Path, tmp_path: Path) -> None:
    """What is there is not written over; the folder of an empty disk is empty."""
    (tmp_path / "lost+found").mkdir()
    (tmp_path / "我的.txt").touch()
    with pytest.raises(UpkeepError, match="不是空的"):
        restore(str(tmp_path), backup)
    assert {path.name for path in tmp_path.iterdir()} == {"lost+found", "我的.txt"}
    (tmp_path / "我的.txt").unlink()
    restore(str(tmp_path), backup)
    assert verify(str(tmp_path)).findings == ()


@pytest.mark.parametrize("calls", [1, 12, 40])
def test_whole_or_not_at_all(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    """A disk that fills up, early or late, leaves the folder as it was."""
    (tmp_path / "空").mkdir()
    left, replace = iter(range(calls)), Path.replace

    def until_full(self: Path, target: Path) -> Path:
        if next(left, None) is None:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", until_full)
    for root in ("空", "没有"):
        with pytest.raises(UpkeepError, match="没有留下任何文件"):
            restore(str(tmp_path / root), backup)
    assert [path.name for path in tmp_path.rglob("*")] == ["空"]


@pytest.mark.parametrize("calls", [1, 12, 70])
def test_power_fails(backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: int) -> None:
    """A server that starts on half of a backup begins no table anew, and a second restoration is refused."""
    left, replace = iter(range(calls)), Path.replace

    def until_dark(self: Path, target: Path) -> Path:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as dying:
        dying.setattr(Path, "replace", until_dark)
        # Nobody is left to tidy up.
        dying.setattr(sys.modules[restore.__module__], "_empty", lambda *_, **__: None)
        with pytest.raises(KeyboardInterrupt):
            restore(str(tmp_path), backup)
    before = sorted(tmp_path.rglob("_delta_log"))
    assert open_store(str(tmp_path)).snapshot().damaged
    assert sorted(tmp_path.rglob("_delta_log")) == before
    with pytest.raises(UpkeepError, match="不是空的"):
        restore(str(tmp_path), backup)


def test_damaged_backup(lived_in: Store, backup: Path, tmp_path: Path) -> None:
    """A backup with a flipped bit, wherever it is, is refused before anything is written, or restores the same."""
    sound, refused = backup.read_bytes(), 0
    positions = range(7, len(sound), len(sound) // 40)
    before = files_below(lived_in.root)
    for position in positions:
        content = bytearray(sound)
        content[position] ^= 4
        (tmp_path / "坏.zip").write_bytes(content)
        try:
            restore(str(tmp_path / str(position)), tmp_path / "坏.zip")
        except UpkeepError:
            refused += 1
            assert not (tmp_path / str(position)).exists()
        else:  # the day of a file, say
            after = files_below(str(tmp_path / str(position)))
            assert after == {name: before[name] for name in after}
    assert refused > len(positions) * 0.8


@pytest.mark.parametrize("name", ["没有.zip", "文本.zip"])
def test_no_backup(tmp_path: Path, name: str) -> None:
    """A file that is not there, or is something else, is refused."""
    (tmp_path / "文本.zip").write_text("我的", encoding="utf-8")
    with pytest.raises(UpkeepError, match=name):
        restore(str(tmp_path / "新"), tmp_path / name)
    assert not (tmp_path / "新").exists()


@pytest.mark.parametrize("name", ["../旁边", "/根", "plans/../../旁边", "C:/旁边", "plans\\..\\旁边", "."])
def test_nothing_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    """A file that calls itself a backup writes nowhere but into the folder."""
    listed = Contents(made=datetime.now(UTC), versions={}, files={name: as_member(b"?")})
    with zipfile.ZipFile(tmp_path / "坏.zip", "w") as zipped:
        zipped.writestr(name, b"?")
        zipped.writestr(LIST, as_json(listed))
    with pytest.raises(UpkeepError, match="不是本系统的备份"):
        restore(str(tmp_path / "新"), tmp_path / "坏.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["坏.zip"]
