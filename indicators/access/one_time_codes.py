"""Codes that stand for something else and are exchanged for it once: what stays in a history or a log opens nothing."""

from __future__ import annotations

import secrets
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class OneTimeCodes:
    """What was offered under which code; in the memory of this process only, so a restart ends all codes.

    Args:
        seconds: how long a code that nobody used is good.
        clock: seconds that only grow.
        capacity: when there are more codes, the oldest go.
    """

    def __init__(
        self, seconds: float, clock: Callable[[], float] = time.monotonic, capacity: int = 10_000
    ) -> None:
        self._seconds = seconds
        self._clock = clock
        self._capacity = capacity
        self._offered: dict[str, tuple[str, float]] = {}
        self._lock = threading.Lock()

    def offer(self, content: str) -> str:
        """A new code for this content."""
        code = secrets.token_urlsafe(16)
        with self._lock:
            self._offered[code] = (content, self._clock() + self._seconds)
            if len(self._offered) > self._capacity:
                del self._offered[next(iter(self._offered))]
        return code

    def exchange(self, code: str) -> str | None:
        """What was offered under this code; None where it was used before, is too old or was never offered."""
        with self._lock:
            content, expiry = self._offered.pop(code, ("", 0.0))
        return content if content and self._clock() < expiry else None
