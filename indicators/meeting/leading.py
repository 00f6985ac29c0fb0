"""Who may lead an edition, and who may follow it where a login is required: tickets of its id, valid for half a day.

The link 主持放映 opens a new session. Its address has a code that the session exchanges for the leader's ticket, once:
what stays in histories and logs leads nobody. A leader's ticket says whose key it was made for, and ends with that key.
"""

from __future__ import annotations

from functools import cache

from indicators.access import (
    TICKET_HOURS,
    NotAllowedError,
    OneTimeCodes,
    create_ticket,
    is_expired_ticket,
    is_valid_ticket,
    open_keys,
    read_ticket,
)

# In the place of a key's id: somebody who signed in with the office's own login.
_NO_KEY = "-"


def leader_token(edition: str, key_id: str = "") -> str:
    """The ticket that moves everybody who follows this edition: only for those who may report.

    Args:
        edition: the edition's id.
        key_id: of the key that they have shown; empty for the office's own login.

    Raises:
        AccessError: no ticket can be made.
    """
    return create_ticket(f"lead:{edition}", key_id or _NO_KEY)


def may_lead(edition: str, shown: str) -> bool:
    """Whether the ticket is this edition's; raises as ``leader_token``.

    Raises:
        NotAllowedError: it was, and is too old, or the key that it was made for has been revoked.
    """
    if is_expired_ticket(shown, f"lead:{edition}"):
        msg = f"主持已满 {TICKET_HOURS} 小时，没有移动任何人的画面。请从“会议版本”页再点一次“主持放映”。"
        raise NotAllowedError(msg)
    key = read_ticket(shown, f"lead:{edition}")
    if key is None:
        return False
    if key != _NO_KEY and open_keys().reporter(key) is None:
        msg = "打开主持时所用的密钥已停用，没有移动任何人的画面。请用有效密钥登录后从“会议版本”页重新打开。"
        raise NotAllowedError(msg)
    return True


def follower_ticket(edition: str) -> str:
    """The ticket to follow an edition without cookie or header, as event streams do; raises as ``leader_token``."""
    return create_ticket(f"follow:{edition}")


def may_follow(edition: str, shown: str) -> bool:
    """Whether the ticket is this edition's and still good; raises as ``leader_token``."""
    return is_valid_ticket(shown, f"follow:{edition}")


class HandOver:
    """Codes, each exchanged once for a leader's ticket, on any server; unused ones last as long as a ticket."""

    def __init__(self) -> None:
        self._codes = OneTimeCodes("lead", TICKET_HOURS * 3600)

    def offer(self, edition: str, key_id: str = "") -> str:
        """A new code for whoever may lead this edition, by the key that they have shown."""
        return self._codes.offer(f"{edition}:{key_id}")

    def exchange(self, edition: str, code: str) -> str:
        """The leader's ticket for a code, which works only once.

        Raises:
            NotAllowedError: it was used before, is too old, or is not one of this edition.
            AccessError: no ticket can be made.
        """
        offered, _, key_id = (self._codes.exchange(code) or "").partition(":")
        if offered != edition:
            msg = "主持链接只能用一次，这一个已用过或已失效。请从“会议版本”页再点一次“主持放映”。"
            raise NotAllowedError(msg)
        return leader_token(edition, key_id)


@cache
def hand_over() -> HandOver:
    """The codes, shared by all sessions."""
    return HandOver()
