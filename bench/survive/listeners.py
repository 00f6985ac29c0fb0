"""Two hundred event listeners come and go, again and again: handles and memory are back."""

from __future__ import annotations

import socket
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bench.survive.party import Service

if TYPE_CHECKING:
    from collections.abc import Iterator

LISTENERS: Final = 200
_ASK: Final = b"GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n"
_PATIENCE_SECONDS: Final = 60.0


def listeners(rounds: int) -> Iterator[str]:
    """So many times two hundred; half of each say goodbye, the others are torn off."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-survive-") as folder,
        Service(Path(folder) / "tables").running() as service,
    ):
        _come_and_go(service, 0)
        handles, megabytes = _settled(service), service.memory()
        for turn in range(1, rounds + 1):
            most = _come_and_go(service, turn)
        yield f"handles: {handles} before, {most} with all of them, {_settled(service, handles)} after"
        yield f"memory: {megabytes:.0f} MB before, {service.memory():.0f} after: {service.memory() / megabytes:.3f}"
        yield f"tracebacks in the log: {service.log.count('Traceback')}"


def _come_and_go(service: Service, turn: int) -> int:
    server = urlsplit(service.url)
    # Each time from another address: one that asks too often is refused.
    come_from = (f"127.0.0.{turn + 2}", 0)
    sockets = [
        socket.create_connection((server.hostname, server.port), source_address=come_from)
        for _ in range(LISTENERS)
    ]
    for one in sockets:
        one.sendall(_ASK)
    for one in sockets:
        received = b""
        while b"event: version" not in received:
            received += one.recv(4096) or _ended(received)
    most = service.handles()
    for number, one in enumerate(sockets):
        if number % 2:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # reset, not closed
        one.close()
    return most


def _ended(received: bytes) -> bytes:
    msg = f"a listener heard only {received!r}"
    raise RuntimeError(msg)


def _settled(service: Service, wanted: int = 0) -> int:
    """Handles once those that are gone have been noticed."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    lowest = service.handles()
    while time.monotonic() < deadline and lowest > wanted and (wanted or time.monotonic() < deadline - 50):
        time.sleep(0.2)
        lowest = min(lowest, service.handles())
    return lowest
