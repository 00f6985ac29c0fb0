"""A key that was typed once opens this browser for twelve hours: the cookie that says so, and its end.

The cookie is a ticket for the key's id, never the key. Whose key it is, and whether it still counts, is read from the
key file on each use, so a revoked key ends it at once. A ticket that was ended by 退出 opens nothing, even in another
tab that still has it; after a restart, which forgets that, the browser has no such cookie any more.
"""

from __future__ import annotations

import secrets
import threading
from functools import cache
from typing import Final

from indicators.access.one_time_codes import OneTimeCodes
from indicators.access.tickets import create_ticket, read_ticket

COOKIE: Final = "sixlifts_signed_in"
_PURPOSE: Final = "signed in"
# From the page that has checked the key to the browser that fetches the cookie.
_FETCH_SECONDS: Final = 120.0

_ended: set[str] = set()
_lock = threading.Lock()


def begin_sign_in(key_id: str) -> str:
    """A ticket for whoever has just shown the key with this id; ``AccessError`` if none can be made."""
    # Two browsers may sign in with one key in the same second; one of them signing out leaves the other alone.
    return create_ticket(_PURPOSE, f"{key_id}:{secrets.token_urlsafe(8)}")


def end_sign_in(ticket: str) -> None:
    """Let a ticket open nothing from now on."""
    with _lock:
        _ended.difference_update([old for old in _ended if read_ticket(old, _PURPOSE) is None])
        _ended.add(ticket)


def signed_in_key(ticket: str) -> str | None:
    """The id of the key that a ticket was made for, revoked or not; None for one that is forged, old or ended.

    Raises:
        AccessError: the secret can neither be read nor made.
    """
    content = None if not ticket or ticket in _ended else read_ticket(ticket, _PURPOSE)
    return None if content is None else content.partition(":")[0]


@cache
def cookie_codes() -> OneTimeCodes:
    """The codes by which browsers fetch their cookie, shared by pages and HTTP."""
    return OneTimeCodes(_FETCH_SECONDS)
