"""Somebody who holds an event stream open."""

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

# How soon it comes is for bench/sse_latency.py: machines are noisy.
PATIENCE_SECONDS = 60.0


class Listener:
    """Holds an event stream open and hears, in a thread of its own, what comes."""

    def __init__(self, server: Server, path: str = "/api/v1/events") -> None:
        connection = HTTPConnection(urlsplit(server.url).netloc, timeout=60)
        connection.request("GET", path, headers={"Accept-Encoding": "gzip, br, zstd"})
        self._socket: socket.socket = connection.sock
        self.answer = connection.getresponse()
        self._heard: Queue[str] = Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def leave(self) -> None:
        """Hang up, in the middle of whatever is said."""
        self._socket.shutdown(socket.SHUT_RDWR)

    def _listen(self) -> None:
        block = ""
        for line in self.answer:
            if text := line.decode().strip():
                block += f"{text}\n"
            else:
                self._heard.put(block.rstrip())
                block = ""
        self._heard.put("the end")

    def hear(self, beginning: str = "") -> str:
        """The next that comes and begins like this."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (block := self._heard.get(timeout=deadline - time.monotonic())).startswith(beginning):
            pass
        return block
