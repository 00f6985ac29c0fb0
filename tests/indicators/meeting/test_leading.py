"""A token leads its edition and no other, and is known again after a restart."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from indicators.access import AccessError
from indicators.meeting.leading import follower_ticket, leader_token, may_follow, may_lead

ROOT = Path(__file__).resolve().parents[3]
MAKE = "from indicators.meeting.leading import leader_token; print(leader_token('a1b2c3d4'))"


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(tmp_path))
    return tmp_path


def test_its_edition_alone() -> None:
    """Neither another edition's token nor a follower's ticket leads, whatever alphabet it is written in."""
    token = leader_token("a1b2c3d4")
    assert may_lead("a1b2c3d4", token)
    for wrong in (leader_token("b1b2c3d4"), follower_ticket("a1b2c3d4"), "", "口令", token[:-1]):
        assert not may_lead("a1b2c3d4", wrong)
    assert may_follow("a1b2c3d4", follower_ticket("a1b2c3d4"))
    assert not may_follow("a1b2c3d4", token)


def test_all_processes_agree(root: Path) -> None:
    """Of many that start at once one makes the secret; all sign alike, and nobody else can read it."""
    many = [
        subprocess.Popen([sys.executable, "-c", MAKE], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = {process.communicate(timeout=60)[0].strip() for process in many}
    assert said == {leader_token("a1b2c3d4")}
    file = root / "access" / "meeting.secret"
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_damaged_secret(root: Path) -> None:
    """Half a secret signs nothing."""
    leader_token("a1b2c3d4")
    (root / "access" / "meeting.secret").write_bytes(b"half")
    with pytest.raises(AccessError, match="已损坏，请删除"):
        may_lead("a1b2c3d4", "x")
