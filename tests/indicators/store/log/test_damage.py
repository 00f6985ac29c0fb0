"""A file that is damaged is named, whatever bit of it, and takes nothing away but its own rows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from indicators.store.errors import StoreDamagedError
from indicators.store.log.damage import CHANGED, EMPTY, MISSING, UNREADABLE
from indicators.store.store import Store
from indicators.store.upload import Upload
from indicators.store.withdrawal import remove_origin
from tests.store_helpers import row, value_of

OBSERVATIONS = "observations"


@pytest.fixture
def store(store: Store) -> Store:
    """Two values, each in a file of its own: versions 1 and 2."""
    store.append(OBSERVATIONS, row(33, period="2024-08"), Upload.new("经发局"))
    store.append(OBSERVATIONS, row(35), Upload.new("经发局"))
    return store


def files_of(store: Store, version: int) -> dict[str, Path]:
    """The files of one version: its log entry, its rows, its checksums."""
    folder = Path(store.path(OBSERVATIONS))
    log = folder / "_delta_log" / f"{version:020}.json"
    rows = next(file for file in folder.rglob("*.parquet") if file.name in log.read_text(encoding="utf-8"))
    return {"log": log, "rows": rows, "checksums": folder / "_checksums" / log.name}


def flipped(content: bytes, at: int) -> bytes:
    """With one bit turned round."""
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


@pytest.mark.parametrize("kind", ["log", "rows"])
def test_no_flipped_bit_goes_unseen(store: Store, kind: str) -> None:
    """Wherever a bit flips in a log entry or a file of rows: the file is named, with its version and rows."""
    file = files_of(store, 1)[kind]
    sound = file.read_bytes()
    for at in range(0, len(sound), len(sound) // 40):
        file.write_bytes(flipped(sound, at))
        (damage,) = store.damaged_files(OBSERVATIONS)
        assert (damage.table, damage.version, damage.what) == (OBSERVATIONS, 1, CHANGED)
        assert Path(store.path(OBSERVATIONS), damage.file) == file
        assert damage.rows == (1 if kind == "rows" else None)
    file.write_bytes(sound)
    assert store.damaged_files(OBSERVATIONS) == []


def test_flipped_figure_is_not_shown(store: Store) -> None:
    """A file of rows that still can be read but says something else is left out; put back, it counts again at once."""
    file = files_of(store, 1)["rows"]
    sound = file.read_bytes()
    file.write_bytes(sound.replace(b"2024-08", b"2024-07"))
    again = Store(store.root)
    assert (value_of(again), value_of(again, period="2024-07"), value_of(again, period="2024-08")) == (
        35,
        None,
        None,
    )
    assert "涉及1行" in again.snapshot().damaged[OBSERVATIONS]
    with pytest.raises(StoreDamagedError, match=file.name):
        again.append(OBSERVATIONS, row(36), Upload.new("经发局"))
    again.append("names", row(1)[[]].assign(name="甲"), Upload.new("经发局"))
    file.write_bytes(sound)
    assert (value_of(again, period="2024-08"), dict(again.snapshot().damaged)) == (33, {})
    again.append(OBSERVATIONS, row(36), Upload.new("经发局"))
    assert value_of(again) == 36


def test_versions_before_the_damage_stay_readable(store: Store) -> None:
    """What an edition shows needs no log entry that came after it."""
    files_of(store, 2)["log"].write_bytes(b"")
    then = Store(store.root).snapshot_at({OBSERVATIONS: 1})
    assert then.observations["value"].tolist() == [33]
    with pytest.raises(StoreDamagedError, match="文件是空的"):
        Store(store.root).snapshot_at({OBSERVATIONS: 2})


@pytest.mark.parametrize(("content", "what"), [(None, MISSING), (b"", EMPTY), (b"{broken", CHANGED)])
@pytest.mark.parametrize("version", [1, 2])
def test_lost_log_entry_is_noticed(store: Store, version: int, content: bytes | None, what: str) -> None:
    """A log entry that is missing, empty or broken, the newest or one before, is no shorter list: who had read it keeps it."""
    assert value_of(store) == 35
    log = files_of(store, version)["log"]
    sound = log.read_bytes()
    log.unlink() if content is None else log.write_bytes(content)
    again = Store(store.root)
    assert again.snapshot().versions[OBSERVATIONS] == version - 1
    assert f"{log.name}：{what}" in again.snapshot().damaged[OBSERVATIONS]
    assert value_of(again, period="2024-08") == (None if version == 1 else 33)
    assert [damage.what for damage in again.damaged_files(OBSERVATIONS)] == [what]
    assert value_of(store) == 35
    with pytest.raises(StoreDamagedError):
        again.append(OBSERVATIONS, row(36), Upload.new("经发局"))
    log.write_bytes(sound)
    assert (value_of(again), dict(again.snapshot().damaged)) == (35, {})


def test_damaged_checksums_are_no_damage_to_what_they_check(store: Store) -> None:
    """The rows count, and the checksums are named."""
    file = files_of(store, 1)["checksums"]
    for at in range(0, len(sound := file.read_bytes()), len(sound) // 20):
        file.write_bytes(flipped(sound, at))
        assert [(d.version, d.what) for d in store.damaged_files(OBSERVATIONS)] == [(1, UNREADABLE)]
    assert value_of(Store(store.root), period="2024-08") == 33


def test_versions_without_checksums_get_them(store: Store) -> None:
    """Tables from before, or whose writer was killed in between: the next start or commit seals them, damaged ones never."""
    folder = Path(store.path(OBSERVATIONS))
    shutil.rmtree(folder / "_checksums")
    files_of(store, 1)["rows"].write_bytes(b"PAR1")
    again = Store(store.root)
    again.create({})
    assert [file.name[18:] for file in sorted((folder / "_checksums").iterdir())] == ["00.json", "02.json"]
    assert [damage.what for damage in again.damaged_files(OBSERVATIONS)] == [UNREADABLE]


def test_nothing_is_copied_from_a_flipped_file(store: Store) -> None:
    """A deletion copies the rows that stay: where one of them is damaged it is refused, also by who read it before."""
    assert value_of(store, period="2024-08") == 33
    file = files_of(store, 1)["rows"]
    file.write_bytes(flipped(file.read_bytes(), 500))
    with pytest.raises(StoreDamagedError, match=file.name):
        remove_origin(store, "报送", "管理员")
