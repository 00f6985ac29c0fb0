"""Codes that stand for something else and are exchanged for it once: what stays in a history or a log opens nothing."""

from __future__ import annotations

import base64
import secrets

from indicators.access.marks import Marks
from indicators.access.tickets import create_ticket, made_at, read_ticket


class OneTimeCodes:
    """Codes of one kind, which every server of the installation exchanges: signed, with what they stand for in them.

    Nothing is kept of a code until it is used; then that it was.

    Args:
        kind: codes of another kind are none of these.
        seconds: how long a code that nobody used is good.
    """

    def __init__(self, kind: str, seconds: int) -> None:
        self._purpose = f"code for {kind}"
        self._seconds = seconds
        self._used = Marks("used_codes")

    def offer(self, content: str) -> str:
        """A new code for this content, which whoever has the code can read; ``AccessError`` if none can be made."""
        text = base64.urlsafe_b64encode(content.encode()).decode()
        return create_ticket(self._purpose, f"{secrets.token_urlsafe(8)}:{text}")

    def exchange(self, code: str) -> str | None:
        """What was offered under this code; None where it was used before, is too old or was never offered.

        Raises:
            AccessError: the secret of all codes can neither be read nor made.
        """
        content = read_ticket(code, self._purpose, self._seconds)
        if content is None or not self._used.set(code, made_at(code, self._purpose) + self._seconds + 1):
            return None
        return base64.urlsafe_b64decode(content.partition(":")[2]).decode()
