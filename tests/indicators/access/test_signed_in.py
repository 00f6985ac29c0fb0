"""A ticket says for twelve hours which key was shown in this browser, until somebody signs out."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from itsdangerous import TimestampSigner

from indicators.access import (
    LISTENING,
    TICKET_HOURS,
    AccessError,
    begin_sign_in,
    cookie_codes,
    create_ticket,
    end_sign_in,
    signed_in_key,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Lets so many seconds go by."""
    clock = TimestampSigner.get_timestamp

    def wait(seconds: int) -> None:
        monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: clock(signer) + seconds)

    return wait


@pytest.mark.parametrize("key", ["7K3Q", "0000", "ZZ9A"])
def test_says_which_key(key: str) -> None:
    """The ticket leads back to the key's id, and has no secret of the key in it."""
    ticket = begin_sign_in(key)
    assert signed_in_key(ticket) == key
    assert len(ticket) < 100


@pytest.mark.parametrize("change", [str.lower, lambda ticket: ticket[:-1], lambda ticket: f"8{ticket[1:]}"])
def test_forged(change: Callable[[str], str]) -> None:
    """What was changed by one character opens nothing: nobody makes another key's out of their own."""
    assert signed_in_key(change(begin_sign_in("7K3Q"))) is None


def test_other_tickets() -> None:
    """No other ticket of this installation signs anybody in, nor does none at all."""
    for ticket in ("", "票", create_ticket(LISTENING), create_ticket("lead:7K3Q")):
        assert signed_in_key(ticket) is None


@pytest.mark.parametrize(
    ("seconds", "key"), [(0, "7K3Q"), (TICKET_HOURS * 3600, "7K3Q"), (TICKET_HOURS * 3600 + 1, None)]
)
def test_half_a_day(later: Callable[[int], None], seconds: int, key: str | None) -> None:
    """It is good for twelve hours."""
    ticket = begin_sign_in("7K3Q")
    later(seconds)
    assert signed_in_key(ticket) == key


def test_ended() -> None:
    """Signing out ends this browser's ticket for good, and no other browser's with the same key."""
    mine, other = begin_sign_in("7K3Q"), begin_sign_in("7K3Q")
    end_sign_in(mine)
    end_sign_in(mine)
    assert (signed_in_key(mine), signed_in_key(other)) == (None, "7K3Q")


def test_nothing_is_kept_of_what_opened_nothing(root: Path) -> None:
    """Strangers who sign out without ever having signed in leave nothing behind."""
    for ticket in ("x", "", create_ticket(LISTENING)):
        end_sign_in(ticket)
    assert not (root / "access" / "signed_out").exists()


def test_code_for_the_cookie() -> None:
    """A code becomes the ticket it was made for, once; what can be read in it opens nothing."""
    ticket = begin_sign_in("7K3Q")
    code = cookie_codes().offer(ticket)
    inside = base64.urlsafe_b64decode(code.partition(":")[2].partition(".")[0])
    assert signed_in_key(inside.decode()) is None
    assert cookie_codes().exchange(code) == ticket
    assert cookie_codes().exchange(code) is None


def test_damaged_secret(root: Path) -> None:
    """Without the secret nobody is taken for somebody: it is said what would help."""
    ticket = begin_sign_in("7K3Q")
    (root / "access" / "tickets.secret").write_bytes(b"half")
    with pytest.raises(AccessError, match="已损坏，请删除"):
        signed_in_key(ticket)
