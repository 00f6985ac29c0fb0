"""How many connections there may be, how long one may take to say what it wants, and to take what it asked for.

``streamlit run`` starts uvicorn and hands on no options of it, so its protocol is told here. Without this a thousand
connections that say nothing take every handle of the process, and nobody gets in any more.

Behind a proxy all visitors come from one address, the proxy's: one that is named in ``FORWARDED_ALLOW_IPS`` may have all
connections, and what a visitor keeps open is counted by the address that it forwards (``rates.py``).
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any, Final, Protocol

from indicators.counters import refused
from server.guard.proxies import is_proxy

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from uvicorn import Config

HEADER_SECONDS: Final = 20.0
# Of a message through a socket, kept until it is whole: what a page sends of all its widgets is far less.
MESSAGE_BYTES: Final = 2 << 20
# Handles that are none of connections: tables, uploads, threads, the log.
_KEPT_SHARE: Final = 4
_MOST: Final = 10_000
_REPORTED_EVERY_SECONDS: Final = 60.0
_WORDS: Final = "服务器连接数已满，请稍后再试。".encode()
_REFUSAL: Final = (
    b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"retry-after: 10\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%b" % (len(_WORDS), _WORDS)
)
_log = logging.getLogger("sixlifts.connections")


class _Connection(Protocol):
    """What the two protocols of uvicorn have in common, one for each connection."""

    connections: set[_Connection]
    client: tuple[str, int] | None
    config: Config
    cycle: Any
    flow: Any
    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport


def raise_handle_limit() -> int:
    """As many handles as the system allows this process; how many of them connections may take."""
    try:
        import resource  # noqa: PLC0415 - Windows has none, and no such limit
    except ImportError:
        return _MOST
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    except (ValueError, OSError):
        _log.warning("the limit of handles stays at %d", soft)
    if soft == resource.RLIM_INFINITY:
        return _MOST
    return min(_MOST, soft - soft // _KEPT_SHARE)


def limit_connections(
    protocol: type[Any],
    most: int,
    *,
    header_seconds: float = HEADER_SECONDS,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Let uvicorn's protocol refuse what is too much and let go what says nothing.

    Args:
        protocol: the class that uvicorn makes one of for each connection.
        most: how many connections there may be at a time; one address gets half of them, a proxy all.
        header_seconds: how long the head of a request may take, or up to twice as long on a connection used before; how
            long an answer may wait for a client that takes nothing of it.
        clock: seconds that only grow.
    """
    accept = protocol.connection_made
    report = _Report(clock)

    def connection_made(self: _Connection, transport: asyncio.Transport) -> None:
        accept(self, transport)
        # Streamlit gives one limit to both directions, 200 MB by default.
        self.config.ws_max_size = min(self.config.ws_max_size, MESSAGE_BYTES)
        address = self.client and self.client[0]
        if len(self.connections) > most or _takes_too_many(self, address, max(1, most // 2)):
            report.refused(len(self.connections), address)
            transport.write(_REFUSAL)
            transport.close()
            return
        self.loop.call_later(header_seconds, _let_go_if_silent, self, header_seconds, (None, 0))

    protocol.connection_made = connection_made


def _takes_too_many(protocol: _Connection, address: str | None, most: int) -> bool:
    if is_proxy(address, str(protocol.config.forwarded_allow_ips)):
        return False
    return sum(1 for other in protocol.connections if other.client and other.client[0] == address) > most


def _let_go_if_silent(protocol: _Connection, seconds: float, before: object) -> None:
    """End a connection that since it was last looked at has sent no complete head, and taken nothing of an answer."""
    transport = protocol.transport
    current: object = transport.get_protocol()
    if protocol not in protocol.connections or current is not protocol:  # it has ended, or became a socket
        return
    now = _state(protocol)
    if now == before:
        transport.abort()
        return
    protocol.loop.call_later(seconds, _let_go_if_silent, protocol, seconds, now)


def _state(protocol: _Connection) -> object:
    """What stays the same while nothing goes on; where an answer is still made, something does."""
    cycle = protocol.cycle
    if cycle is not None and not cycle.response_complete and not protocol.flow.write_paused:
        return object()
    return cycle, protocol.transport.get_write_buffer_size()


class _Report:
    """Says once a minute how many were refused, so that no flood fills the disk."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last = -_REPORTED_EVERY_SECONDS
        self._refused = 0

    def refused(self, connections: int, address: str | None) -> None:
        """Count one, and say so where the last time is a minute ago."""
        refused("connections", address)
        self._refused += 1
        if self._clock() - self._last >= _REPORTED_EVERY_SECONDS:
            _log.warning(
                "%d connections refused, %d are open; the last one from %s",
                self._refused,
                connections,
                address,
            )
            self._last, self._refused = self._clock(), 0
