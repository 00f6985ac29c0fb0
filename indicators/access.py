"""Who may report what, and how often somebody may try a key.

Looking is open unless ``data/access.toml`` says ``require_login`` (``indicators.people``); reporting wants a key
(``indicators.keys``) or a signed-in person. Whoever writes rows asks ``Reporter.require`` first: page, HTTP and command
line alike.

    AccessError                what a person must hear, in Chinese: also a key or access file that cannot be read
    ├── KeyRefusedError        nobody's key, a wrong one, a revoked one (HTTP 401)
    ├── TooManyAttemptsError   too many wrong keys from this address: wait ``seconds`` (HTTP 429)
    └── NotAllowedError        known, but not for this lift or this command (HTTP 403)

An HTTP route takes the key from the header ``Authorization: Bearer …``::

    key = bearer(request.headers.get("authorization"))      # "" when there is none
    reporter = open_reporting(open_keys(), attempts(), key, visitor_address(request.client.host))
    reporter.require({"industry"})

That is ``server.closed.holder``; it verifies with argon2 the first time: call it in a thread. What ``require_login`` asks of every route under ``/api/``
is done once for all of them, in ``server.closed``.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final, Literal

from indicators.catalogue import lifts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from indicators.keys import Keys

Role = Literal["administrator", "department"]

ALL: Final = "all"

FREE_TRIES: Final = 3
FIRST_WAIT_SECONDS: Final = 1.0
LONGEST_WAIT_SECONDS: Final = 300.0
FORGOTTEN_AFTER_SECONDS: Final = 3600.0

_log = logging.getLogger("sixlifts.access")


class AccessError(Exception):
    """Somebody may not, or it cannot be told whether they may; the message is Chinese and says what would help."""


class KeyRefusedError(AccessError):
    """The key opens nothing."""


class NotAllowedError(AccessError):
    """Known, but not allowed to do this."""


class TooManyAttemptsError(AccessError):
    """Too many wrong keys came from this address.

    Attributes:
        seconds: until the next one is looked at.
    """

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"密钥输错次数过多，请 {seconds} 秒后再试。")


@dataclass(frozen=True)
class Reporter:
    """Somebody who is known.

    Attributes:
        name: as it stands in every row they report.
        role: an administrator may also manage keys and withdraw what others reported.
        lifts: what they may report; None for all, empty for somebody who only looks.
    """

    name: str
    role: Role
    lifts: frozenset[str] | None

    @property
    def is_administrator(self) -> bool:
        """Whether they may do what concerns everybody."""
        return self.role == "administrator"

    def may_report(self, lift: str) -> bool:
        """Whether rows of this lift may carry their name."""
        return self.lifts is None or lift in self.lifts

    def require(self, wanted: Iterable[str]) -> None:
        """Stop before anything of these lifts is written.

        Raises:
            NotAllowedError: one of them is not theirs.
        """
        foreign = [lift for lift in wanted if not self.may_report(lift)]
        if foreign:
            msg = f"“{self.name}”不能上报：{named(foreign)}。可上报：{named(self.lifts)}。"
            raise NotAllowedError(msg)


LOCAL_ADMINISTRATOR: Final = Reporter("本机管理员", "administrator", None)


def known_lifts(names: Iterable[str]) -> frozenset[str] | None:
    """The names, if each is a lift's; None for ``all``.

    Raises:
        AccessError: one is not; lists those that are.
    """
    asked = frozenset(names)
    unknown = sorted(asked - lifts().keys() - {ALL})
    if unknown:
        msg = f"没有“{'、'.join(unknown)}”这一提，应为：{named(lifts())}，或 {ALL}（全部）"
        raise AccessError(msg)
    return None if ALL in asked else asked


def named(names: Iterable[str] | None) -> str:
    """Lifts as people call them, in their order: ``产业提档（industry）``; 全部 for None, 无 for none."""
    if names is None:
        return "全部"
    asked = set(names)
    known = [f"{lift.short}（{name}）" for name, lift in lifts().items() if name in asked]
    return "、".join([*known, *sorted(asked - lifts().keys())]) or "无"


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


def open_reporting(keys: Keys, tries: Attempts, key: str, address: str) -> Reporter:
    """Who holds this key. A wrong one is logged with its address, the key itself never.

    Raises:
        KeyRefusedError: it opens nothing.
        TooManyAttemptsError: the address has to wait.
        AccessError: the key file cannot be read.
    """
    with tries.attempt(address):
        try:
            return keys.check(key)
        except KeyRefusedError as error:
            _log.warning("key refused from %s: %s", address, error)
            raise


def visitor_address(host: str | None) -> str:
    """An address as attempts are counted: ``::ffff:10.0.0.7`` is 10.0.0.7, none at all is this machine."""
    try:
        found = ip_address(host or "127.0.0.1")
    except ValueError:
        return str(host)
    return str(getattr(found, "ipv4_mapped", None) or found)


def bearer(header: str | None) -> str:
    """The key in an ``Authorization`` header, empty when there is none: ``Bearer 7K3Q-…`` gives ``7K3Q-…``."""
    scheme, _, token = (header or "").strip().partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
