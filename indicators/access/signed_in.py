"""A key that was typed once opens this browser for twelve hours: the cookie that says so, and its end.

The cookie is a ticket for the key's id, never the key. Whose key it is, and whether it still counts, is read from the
key file on each use, so a revoked key ends it at once. A ticket that was ended by 退出 opens nothing, even in another
tab that still has it, on any server of the installation.
"""

from __future__ import annotations

import secrets
from functools import cache
from typing import Final

from indicators.access.marks import Marks
from indicators.access.one_time_codes import OneTimeCodes
from indicators.access.tickets import (
    TICKET_HOURS,
    create_ticket,
    made_at,
    read_ticket,
    sign_again,
    without_signature,
)

COOKIE: Final = "sixlifts_signed_in"
_PURPOSE: Final = "signed in"
# From the page that has checked the key to the browser that fetches the cookie.
_FETCH_SECONDS: Final = 120

_ended = Marks("signed_out")


def begin_sign_in(key_id: str) -> str:
    """A ticket for whoever has just shown the key with this id; ``AccessError`` if none can be made."""
    # Two browsers may sign in with one key in the same second; one of them signing out leaves the other alone.
    return create_ticket(_PURPOSE, f"{key_id}:{secrets.token_urlsafe(8)}")


def end_sign_in(ticket: str) -> None:
    """Let a ticket open nothing from now on; ``AccessError`` as ``signed_in_key``."""
    if read_ticket(ticket, _PURPOSE) is not None:
        _ended.set(ticket, made_at(ticket, _PURPOSE) + TICKET_HOURS * 3600 + 1)


def signed_in_key(ticket: str) -> str | None:
    """The id of the key that a ticket was made for, revoked or not; None for one that is forged, old or ended.

    Raises:
        AccessError: the secret can neither be read nor made.
    """
    content = read_ticket(ticket, _PURPOSE) if ticket else None
    return None if content is None or _ended.is_set(ticket) else content.partition(":")[0]


class CookieCodes:
    """Codes by which browsers fetch their cookie: what is in a code lacks the signature that makes it a ticket."""

    def __init__(self) -> None:
        self._codes = OneTimeCodes("cookie", _FETCH_SECONDS)

    def offer(self, ticket: str) -> str:
        """A new code for a ticket."""
        return self._codes.offer(without_signature(ticket))

    def exchange(self, code: str) -> str | None:
        """The ticket for a code, None where it was used before or is too old; ``AccessError`` as ``signed_in_key``."""
        unsigned = self._codes.exchange(code)
        return None if unsigned is None else sign_again(unsigned, _PURPOSE)


@cache
def cookie_codes() -> CookieCodes:
    """The codes by which browsers fetch their cookie, shared by pages and HTTP."""
    return CookieCodes()
