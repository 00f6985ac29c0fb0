"""A client of an event stream."""

from __future__ import annotations

import socket
import threading
import time
from http.client import HTTPConnection
from queue import Queue
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tests.browser.server import Server

# bench/sse_latency.py measures how soon events come; here they only have to come.
PATIENCE_SECONDS = 60.0


class EventClient:
    """Keeps an event stream open and receives its events in a thread."""

    def __init__(self, server: Server, path: str = "/api/v1/events") -> None:
        connection = HTTPConnection(urlsplit(server.url).netloc, timeout=60)
        connection.request("GET", path, headers={"Accept-Encoding": "gzip, br, zstd"})
        self._socket: socket.socket = connection.sock
        self.response = connection.getresponse()
        self._received: Queue[str] = Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def leave(self) -> None:
        """Close the connection in the middle of the stream."""
        self._socket.shutdown(socket.SHUT_RDWR)

    def _listen(self) -> None:
        block = ""
        for line in self.response:
            if text := line.decode().strip():
                block += f"{text}\n"
            else:
                self._received.put(block.rstrip())
                block = ""
        self._received.put("the end")

    def receive(self, start: str = "") -> str:
        """The next event that starts like this."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (block := self._received.get(timeout=deadline - time.monotonic())).startswith(start):
            pass
        return block
