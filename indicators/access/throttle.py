"""How often a key may be tried: wrong ones slow down whoever tries them, and nobody beside."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from contextlib import contextmanager
from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from indicators.access.reporter import KeyRefusedError, TooManyAttemptsError
from indicators.counters import refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FREE_TRIES: Final = 3
FIRST_WAIT_SECONDS: Final = 1.0
LONGEST_WAIT_SECONDS: Final = 300.0
FORGOTTEN_AFTER_SECONDS: Final = 3600.0


class Attempts:
    """Wrong keys by address (``sign_in.tried_from``): after three each further try has to wait, from 1 s doubling to 5 min.

    While an address waits, nothing tried from it is looked at. It is forgotten an hour after its last wrong key, immediately
    after a right one, and when ``capacity`` other addresses came later. Keys are checked one at a time, so that many at
    once do not avoid the wait.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, capacity: int = 10_000) -> None:
        self._clock = clock
        self._capacity = capacity
        # By address: the number of wrong keys in a row, and the time of the last one.
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_seconds(self, address: str) -> int:
        """Whole seconds until a key from this address is checked again, 0 for none."""
        count, last = self._wrong.get(address, (0, 0.0))
        if count < FREE_TRIES:
            return 0
        wait = min(FIRST_WAIT_SECONDS * 2.0 ** min(count - FREE_TRIES, 30), LONGEST_WAIT_SECONDS)
        return max(0, math.ceil(last + wait - self._clock()))

    @contextmanager
    def attempt(self, address: str) -> Iterator[None]:
        """Around one check of a key: a ``KeyRefusedError`` raised within counts against the address.

        Raises:
            TooManyAttemptsError: the address has to wait; nothing within is run.
        """
        with self._lock:
            seconds = self.wait_seconds(address)
            if seconds:
                refused("wait", address)
                raise TooManyAttemptsError(seconds)
            try:
                yield
            except KeyRefusedError:
                self._count_wrong(address)
                raise
            self._wrong.pop(address, None)

    def _count_wrong(self, address: str) -> None:
        refused("key", address)
        now = self._clock()
        while self._wrong and next(iter(self._wrong.values()))[1] <= now - FORGOTTEN_AFTER_SECONDS:
            self._wrong.popitem(last=False)
        count, _ = self._wrong.pop(address, (0, 0.0))
        self._wrong[address] = count + 1, now
        if len(self._wrong) > self._capacity:
            self._wrong.popitem(last=False)


@cache
def attempts() -> Attempts:
    """The one count of this process, shared by pages and HTTP."""
    return Attempts()


def visitor_address(host: str | None) -> str:
    """An address as attempts are counted: ``::ffff:10.0.0.7`` is 10.0.0.7, none at all is this machine."""
    try:
        address = ip_address(host or "127.0.0.1")
    except ValueError:
        return str(host)
    return str(getattr(address, "ipv4_mapped", None) or address)
