"""How often a key may be tried: wrong ones slow down the address that they came from."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from indicators.access.reporter import KeyRefusedError, TooManyAttemptsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FREE_TRIES: Final = 3
FIRST_WAIT_SECONDS: Final = 1.0
LONGEST_WAIT_SECONDS: Final = 300.0
FORGOTTEN_AFTER_SECONDS: Final = 3600.0


@dataclass(frozen=True)
class _Wrong:
    """Attributes: count: wrong keys in a row. at: when the last one came, on the clock."""

    count: int
    at: float

    @property
    def wait(self) -> float:
        """Seconds after the last one: none for the first two, 1 for the third, doubled from then on."""
        beyond = self.count - FREE_TRIES
        return 0.0 if beyond < 0 else min(FIRST_WAIT_SECONDS * 2.0 ** min(beyond, 30), LONGEST_WAIT_SECONDS)


class Attempts:
    """Wrong keys by address: after three of them each further try has to wait, from 1 s doubling to 5 min.

    While an address waits, even a right key is refused. An hour after its last wrong key it is forgotten, at once after
    a right one, and the longest unseen when there are more than ``capacity`` of them. Keys are looked at one at a time,
    so that many at once are no way around the wait.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, capacity: int = 10_000) -> None:
        self._clock = clock
        self._capacity = capacity
        self._wrong: OrderedDict[str, _Wrong] = OrderedDict()
        self._turn = threading.Lock()

    def wait_seconds(self, address: str) -> int:
        """Whole seconds until a key from this address is looked at again; 0 for at once."""
        wrong = self._wrong.get(address)
        return 0 if wrong is None else max(0, math.ceil(wrong.at + wrong.wait - self._clock()))

    @contextmanager
    def attempt(self, address: str) -> Iterator[None]:
        """One look at a key: a ``KeyRefusedError`` from within counts against the address.

        Raises:
            TooManyAttemptsError: the address has to wait; nothing within is run.
        """
        with self._turn:
            seconds = self.wait_seconds(address)
            if seconds:
                raise TooManyAttemptsError(seconds)
            try:
                yield
            except KeyRefusedError:
                self._remember(address)
                raise
            self._wrong.pop(address, None)

    def _remember(self, address: str) -> None:
        now = self._clock()
        while self._wrong and next(iter(self._wrong.values())).at <= now - FORGOTTEN_AFTER_SECONDS:
            self._wrong.popitem(last=False)
        before = self._wrong.pop(address, None)
        self._wrong[address] = _Wrong(1 if before is None else before.count + 1, now)
        if len(self._wrong) > self._capacity:
            self._wrong.popitem(last=False)


@cache
def attempts() -> Attempts:
    """The one count of this process, for page and HTTP together."""
    return Attempts()


def visitor_address(host: str | None) -> str:
    """An address as attempts are counted: ``::ffff:10.0.0.7`` is 10.0.0.7, none at all is this machine."""
    try:
        found = ip_address(host or "127.0.0.1")
    except ValueError:
        return str(host)
    return str(getattr(found, "ipv4_mapped", None) or found)
