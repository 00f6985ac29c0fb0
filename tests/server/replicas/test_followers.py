"""An operator sees how many follow, whichever servers they are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.replicas.followers import AGAIN_SECONDS, FORGOTTEN_SECONDS, Followers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(tmp_path))
    return tmp_path


def test_those_of_all_others() -> None:
    """Each server counts its own and hears of the others'; another edition's are others."""
    one, two, three = (Followers("a1b2c3d4") for _ in range(3))
    one.tell(2)
    two.tell(5)
    assert [server.elsewhere() for server in (one, two, three)] == [5, 2, 7]
    assert Followers("b1b2c3d4").elsewhere() == 0
    two.tell(0)
    assert [server.elsewhere() for server in (one, two, three)] == [0, 2, 2]


def test_a_server_that_died(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a server has not said again for a while counts no more."""
    one, dead, other = (Followers("a1b2c3d4") for _ in range(3))
    one.tell(2)
    dead.tell(5)
    later = FORGOTTEN_SECONDS - 1
    for clock in ("time", "monotonic"):
        now = getattr(__import__("time"), clock)
        monkeypatch.setattr(f"server.replicas.followers.time.{clock}", lambda now=now: now() + later)
    assert later > AGAIN_SECONDS
    one.tell(2)
    assert other.elsewhere() == 7
    later = 2 * FORGOTTEN_SECONDS - 2
    assert other.elsewhere() == 2


def test_a_damaged_file(root: Path) -> None:
    """A file that is no numbers counts nobody, and is written anew."""
    file = root / "meetings" / "a1b2c3d4.followers.json"
    file.parent.mkdir()
    file.write_bytes(b"half")
    one, other = Followers("a1b2c3d4"), Followers("a1b2c3d4")
    assert one.elsewhere() == 0
    one.tell(1)
    assert other.elsewhere() == 1
