"""A ticket opens what it was made for, in every process of the installation and after each restart."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from itsdangerous import TimestampSigner

from indicators.access import LISTENING, AccessError, create_ticket, is_expired_ticket, is_valid_ticket

ROOT = Path(__file__).resolve().parents[3]
MAKE = "from indicators.access import LISTENING, create_ticket; print(create_ticket(LISTENING))"


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(tmp_path))
    return tmp_path


def test_its_purpose_alone() -> None:
    """What is no ticket of this purpose opens nothing."""
    assert is_valid_ticket(create_ticket(LISTENING), LISTENING)
    for wrong in (create_ticket("lead:a1b2c3d4"), "", "票", create_ticket(LISTENING)[:-1]):
        assert not is_valid_ticket(wrong, LISTENING)


@pytest.mark.parametrize(("seconds", "good"), [(12 * 3600, True), (12 * 3600 + 1, False)])
def test_its_age(monkeypatch: pytest.MonkeyPatch, seconds: int, good: bool) -> None:  # noqa: FBT001
    """A ticket is good for twelve hours; one that is too old differs from what never was a ticket."""
    made = create_ticket(LISTENING)
    clock = TimestampSigner.get_timestamp
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: clock(signer) + seconds)
    assert is_valid_ticket(made, LISTENING) == good
    assert is_expired_ticket(made, LISTENING) != good
    assert not is_expired_ticket(made, "lead:a1b2c3d4")
    assert not is_expired_ticket("ticket", LISTENING)


@pytest.mark.processes
def test_all_processes_agree(root: Path) -> None:
    """Of many that start at once one makes the secret; each signs what all know, and nobody else can read it."""
    many = [
        subprocess.Popen([sys.executable, "-c", MAKE], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for process in many:
        assert is_valid_ticket(process.communicate(timeout=60)[0].strip(), LISTENING)
    file = root / "access" / "tickets.secret"
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_damaged_secret(root: Path) -> None:
    """Half a secret signs nothing."""
    create_ticket(LISTENING)
    (root / "access" / "tickets.secret").write_bytes(b"half")
    with pytest.raises(AccessError, match="已损坏，请删除"):
        is_valid_ticket("x", LISTENING)
