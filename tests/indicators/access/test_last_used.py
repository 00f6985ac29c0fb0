"""When a key was last used: known to the minute, and never a reason to fail."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from indicators.access import KeyRefusedError, Keys, key_id
from indicators.access.last_used import LastUses
from indicators.shared_files import Folder
from tests.cheap_keys import cheap_keys

if TYPE_CHECKING:
    from pathlib import Path

NINE = datetime(2024, 10, 18, 1, 0, tzinfo=UTC)


def test_written_once_a_minute(tmp_path: Path) -> None:
    """A key used all the time is written once a minute; each key has a time of its own."""
    now = [NINE]
    uses = LastUses(Folder(tmp_path), lambda: now[0])
    for seconds, known in ((0, 0), (59, 0), (60, 60), (110, 60), (121, 121)):
        now[0] = NINE + timedelta(seconds=seconds)
        uses.note("7K3Q")
        assert LastUses(Folder(tmp_path)).at("7K3Q") == NINE + timedelta(seconds=known)
    assert uses.at("ZZZZ") is None


def test_what_is_a_use(tmp_path: Path) -> None:
    """A key that is typed or stands behind a cookie is used; a wrong or revoked one is not."""
    keys = cheap_keys(tmp_path)
    typed, kept, revoked = (keys.add(name, ["industry"]) for name in ("甲", "乙", "丙"))
    keys.revoke("丙")
    keys.check(typed)
    assert keys.reporter(key_id(kept)) is not None
    assert keys.reporter(key_id(revoked)) is None
    for wrong in (revoked, kept[:-1] + "?"):
        with pytest.raises(KeyRefusedError):
            keys.check(wrong)
    seen = [Keys(tmp_path).last_use(key_id(key)) for key in (typed, kept, revoked)]
    assert [at is not None for at in seen] == [True, True, False]
    assert all(abs(datetime.now(UTC) - at) < timedelta(minutes=1) for at in seen if at)


def test_key_opens_where_nothing_can_be_written(tmp_path: Path) -> None:
    """Something in the way of the note, or a note that is damaged, keeps nobody out and is no time."""
    keys = cheap_keys(tmp_path)
    key = keys.add("甲", ["industry"])
    (keys.file.parent / "last_used").write_text("in the way", encoding="utf-8")
    assert keys.check(key).name == "甲"
    assert keys.last_use(key_id(key)) is None
    other = cheap_keys(tmp_path / "other")
    key = other.add("乙", ["industry"])
    other.check(key)
    (other.file.parent / "last_used" / key_id(key)).write_bytes(b"\xff yesterday")
    assert other.last_use(key_id(key)) is None


def test_only_the_server_reads_it(tmp_path: Path) -> None:
    """Who reports when is nobody else's business on the machine."""
    keys = cheap_keys(tmp_path)
    key = keys.add("甲", ["industry"])
    keys.check(key)
    folder = keys.file.parent / "last_used"
    assert (folder / key_id(key)).is_file()
    if os.name == "posix":
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / key_id(key)).stat().st_mode & 0o777 == 0o600
