"""Who may lead an edition, and who may follow it where looking is closed: tickets of its id, good for half a day.

The link 主持放映 opens a session of its own, which knows nothing of the key that made it. So it carries a code in its
address, which that session exchanges for the leader's ticket, once: what stays behind in histories and logs leads nobody.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from functools import cache
from typing import TYPE_CHECKING

from indicators.access import TICKET_HOURS, NotAllowedError, create_ticket, is_expired_ticket, is_valid_ticket

if TYPE_CHECKING:
    from collections.abc import Callable


def leader_token(edition: str) -> str:
    """What moves everybody who follows this edition: for whoever may report, and for nobody else.

    Raises:
        AccessError: no ticket can be made.
    """
    return create_ticket(_lead(edition))


def may_lead(edition: str, shown: str) -> bool:
    """Whether the ticket is this edition's; raises as ``leader_token``.

    Raises:
        NotAllowedError: it was, and is too old.
    """
    if is_expired_ticket(shown, _lead(edition)):
        msg = f"主持已满 {TICKET_HOURS} 小时，没有移动任何人的画面。请从“会议版本”页再点一次“主持放映”。"
        raise NotAllowedError(msg)
    return is_valid_ticket(shown, _lead(edition))


def follower_ticket(edition: str) -> str:
    """What lets a browser listen to this edition while ``require_login`` holds; raises as ``leader_token``.

    A page that was opened with a key has no cookie to show, and an event stream carries no header of ours.
    """
    return create_ticket(f"follow:{edition}")


def may_follow(edition: str, shown: str) -> bool:
    """Whether the ticket is this edition's and still good; raises as ``leader_token``."""
    return is_valid_ticket(shown, f"follow:{edition}")


class HandOver:
    """Codes that are exchanged for a leader's ticket, each once.

    They live in the memory of this process alone. A restart ends those that nobody has used: open pages are drawn again
    then, with new ones. Unused they last as long as a ticket, and when there are more than ``capacity`` the oldest go.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, capacity: int = 10_000) -> None:
        self._clock = clock
        self._capacity = capacity
        self._offered: OrderedDict[str, tuple[str, float]] = OrderedDict()
        self._lock = threading.Lock()

    def offer(self, edition: str) -> str:
        """A new code for whoever may lead this edition."""
        code = secrets.token_urlsafe(16)
        with self._lock:
            self._offered[code] = (edition, self._clock() + TICKET_HOURS * 3600)
            if len(self._offered) > self._capacity:
                self._offered.popitem(last=False)
        return code

    def exchange(self, edition: str, code: str) -> str:
        """The leader's ticket in place of the code, which is used up by that.

        Raises:
            NotAllowedError: it was used before, is too old, or never was one of this edition.
            AccessError: no ticket can be made.
        """
        with self._lock:
            offered_edition, expiry = self._offered.pop(code, ("", 0.0))
        if offered_edition != edition or self._clock() >= expiry:
            msg = "主持链接只能用一次，这一个已用过或已失效。请从“会议版本”页再点一次“主持放映”。"
            raise NotAllowedError(msg)
        return leader_token(edition)


@cache
def hand_over() -> HandOver:
    """The one of this process: pages of all sessions run in it."""
    return HandOver()


def _lead(edition: str) -> str:
    return f"lead:{edition}"
