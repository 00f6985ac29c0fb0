"""A ticket opens what it was made for, in every process of the installation and after each restart."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from indicators.access import LISTENING, AccessError, opens, ticket

ROOT = Path(__file__).resolve().parents[3]
MAKE = "from indicators.access import LISTENING, ticket; print(ticket(LISTENING))"


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(tmp_path))
    return tmp_path


def test_its_purpose_alone() -> None:
    """What is no ticket of this purpose opens nothing."""
    assert opens(ticket(LISTENING), LISTENING)
    for wrong in (ticket("lead:a1b2c3d4"), "", "票", ticket(LISTENING)[:-1]):
        assert not opens(wrong, LISTENING)


def test_all_processes_agree(root: Path) -> None:
    """Of many that start at once one makes the secret; all sign alike, and nobody else can read it."""
    many = [
        subprocess.Popen([sys.executable, "-c", MAKE], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = {process.communicate(timeout=60)[0].strip() for process in many}
    assert said == {ticket(LISTENING)}
    file = root / "access" / "tickets.secret"
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_damaged_secret(root: Path) -> None:
    """Half a secret signs nothing."""
    ticket(LISTENING)
    (root / "access" / "tickets.secret").write_bytes(b"half")
    with pytest.raises(AccessError, match="已损坏，请删除"):
        opens("x", LISTENING)
