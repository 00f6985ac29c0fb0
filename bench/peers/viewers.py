"""Many viewers at once, as the servers see them: clients of their protocols, in a process of their own.

``python -m bench.peers.viewers FILE``: the file is a ``Crowd`` as JSON, what they saw is printed as JSON. Each viewer
goes from page to page. A view counts when the whole answer has come, and it must hold the eight cards of that page with
their values: an answer without them ends the run.
"""

from __future__ import annotations

import asyncio
import base64
import json
import math
import random
import struct
import sys
import time
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

if TYPE_CHECKING:
    from collections.abc import Sequence

# A message without an element, such as the script's end, is smaller than this.
_SMALL_BYTES: Final = 2000
# Every card has a value for these months, and blanks after them.
_KNOWN_MONTHS: Final = 9


@dataclass(frozen=True)
class Crowd:
    """Viewers of one server.

    Attributes:
        url: the server's.
        cards: file of the pages' cards.
        requests: what a browser asks for on each page; empty for Streamlit, whose pages come through a socket.
        viewers: how many there are.
        think: seconds between a page and the next.
        seconds: how long they are counted; 0: each of them, one after the other, sees one page and leaves.
    """

    url: str
    cards: str
    requests: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    viewers: int = 20
    think: float = 0.0
    seconds: float = 0.0


class RequestViewer:
    """A browser on a page of Dash or Vizro: it asks for the parts of each page as one did before."""

    def __init__(self, crowd: Crowd) -> None:
        self._server, self._requests = urlsplit(crowd.url), crowd.requests

    async def see(self, page: str) -> bytes:
        """The whole answer of one page."""
        return b"".join([await self._ask(address, body.encode()) for address, body in self._requests[page]])

    async def _ask(self, address: str, body: bytes) -> bytes:
        """Sent by hand: a client made for the purpose takes longer to ask than Dash to answer."""
        reader, writer = await asyncio.open_connection(self._server.hostname, self._server.port)
        head = (
            f"POST {address} HTTP/1.1", f"Host: {self._server.netloc}", "Content-Type: application/json",
            f"Content-Length: {len(body)}", "Connection: close", "", "",
        )  # fmt: skip
        writer.write("\r\n".join(head).encode() + body)
        answer = await reader.read()
        writer.close()
        if not answer.startswith(b"HTTP/1.1 200"):
            msg = f"{self._server.netloc} answered {answer[:200]!r}"
            raise RuntimeError(msg)
        return answer

    async def leave(self) -> None:
        """Nothing is open between two pages."""


class SocketViewer:
    """A browser on a page of Streamlit: a socket of its own, on which it asks for a page and gets its elements."""

    def __init__(self, crowd: Crowd) -> None:
        self._url = crowd.url
        self._socket: websockets.ClientConnection | None = None
        self._hashes: dict[str, str] = {}

    async def see(self, page: str) -> bytes:
        """The whole answer of one page; the first one also names the others."""
        if self._socket is None:
            address = f"{self._url.replace('http', 'ws', 1)}/_stcore/stream"
            self._socket = await websockets.connect(
                address, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None, ping_interval=None
            )
        ask = BackMsg()
        ask.rerun_script.page_name = page
        ask.rerun_script.page_script_hash = self._hashes.get(page, "")
        ask.rerun_script.context_info.url = f"{self._url}/{page}"
        ask.rerun_script.context_info.timezone = "Asia/Shanghai"
        ask.rerun_script.context_info.locale = "zh-CN"
        await self._socket.send(ask.SerializeToString())
        received: list[bytes] = []
        while not (received and self._is_last(received[-1])):
            received.append(bytes(await self._socket.recv(decode=False)))
        return b"".join(received)

    def _is_last(self, message: bytes) -> bool:
        if self._hashes and len(message) > _SMALL_BYTES:
            return False
        read = ForwardMsg.FromString(message)
        if read.WhichOneof("type") == "navigation":
            self._hashes = {page.url_pathname: page.page_script_hash for page in read.navigation.app_pages}
        return (
            read.WhichOneof("type") == "script_finished"
            and read.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        )

    async def leave(self) -> None:
        """Close the window."""
        if self._socket is not None:
            await self._socket.close()


def spellings(cards: Sequence[dict[str, Any]]) -> list[list[bytes]]:
    """For each text or figure that a page's answer must hold, how it may be spelled there."""
    wanted = []
    for card in cards:
        wanted += [text_spellings(card["name"]), text_spellings(card["value"].partition(" ")[0])]
        months = card["actual"][:_KNOWN_MONTHS]
        if any(months):  # without a value the product's chart has no bars for it
            wanted.append(_numbers(months))
    return wanted


def text_spellings(text: str) -> list[bytes]:
    """A text as it is, and as JSON may escape it."""
    return [text.encode(), json.dumps(text)[1:-1].encode()]


def _numbers(numbers: Sequence[float | None]) -> list[bytes]:
    """As plotly packs an array, which escapes the slash, and as lists of JSON."""
    packed = struct.pack(f"<{len(numbers)}d", *(math.nan if one is None else one for one in numbers))
    coded = base64.b64encode(packed)
    lists = (json.dumps(numbers, separators=(comma, ":"))[1:-1].encode() for comma in (",", ", "))
    return [coded, coded.replace(b"/", rb"\u002f"), *lists]


class Watch:
    """Who sees what, and how long each view took."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        pages = json.loads(Path(crowd.cards).read_text(encoding="utf-8"))
        self._wanted = {page: spellings(lift["cards"]) for page, lift in pages.items()}
        self.views: list[tuple[float, float]] = []  # when it ended, how long it took
        self.bytes = 0
        self.looks = 0  # the uncounted first ones, too

    def viewer(self) -> RequestViewer | SocketViewer:
        """One who has seen nothing yet."""
        return (RequestViewer if self._crowd.requests else SocketViewer)(self._crowd)

    async def look(self, viewer: RequestViewer | SocketViewer, page: str) -> None:
        """See one page, and check that it is that page, whole."""
        since = time.perf_counter()
        answer = await viewer.see(page)
        now = time.perf_counter()
        for wanted in self._wanted[page]:
            if not any(spelling in answer for spelling in wanted):
                msg = f"the answer of {self._crowd.url}/{page} lacks {wanted[0].decode()}"
                raise RuntimeError(msg)
        self.views.append((now, now - since))
        self.looks += 1
        self.bytes += len(answer)

    async def one_after_the_other(self) -> dict[str, float]:
        """Each sees one page and leaves; nothing is measured."""
        for page in islice(cycle(self._wanted), self._crowd.viewers):
            viewer = self.viewer()
            await self.look(viewer, page)
            await viewer.leave()
        return {}

    async def all_together(self) -> dict[str, float]:
        """All go from page to page; what is counted begins when each of them has seen one."""
        viewers = [self.viewer() for _ in range(self._crowd.viewers)]
        await asyncio.gather(*(self.look(viewer, next(iter(self._wanted))) for viewer in viewers))
        self.views.clear()
        self.bytes = 0
        start, cpu = time.perf_counter(), time.process_time()
        end = start + self._crowd.seconds
        await asyncio.gather(*(self._go_on(viewer, number, end) for number, viewer in enumerate(viewers)))
        cpu = time.process_time() - cpu
        await asyncio.gather(*(viewer.leave() for viewer in viewers))
        times = [seconds for _, seconds in self.views]
        until_the_last = max(at for at, _ in self.views) - start
        return {
            "looks": self.looks,
            "views/s": len(times) / until_the_last,
            "p95, s": quantiles(times, n=20)[-1],
            "kB a view": self.bytes / len(times) / 1000,
            "viewer's CPU a view, ms": cpu / len(times) * 1000,
        }

    async def _go_on(self, viewer: RequestViewer | SocketViewer, number: int, end: float) -> None:
        """Page after page until the end; who waits for one then waits for it: it is the slowest that count."""
        pages = cycle(self._wanted)
        next(pages)
        random.seed(number)
        await asyncio.sleep(random.random() * self._crowd.think)  # nobody comes in step
        while time.perf_counter() < end:
            await self.look(viewer, next(pages))
            await asyncio.sleep(self._crowd.think)


def main() -> None:
    """Send the crowd of a file, print what it saw."""
    crowd = Crowd(**json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    watch = Watch(crowd)
    seen = asyncio.run(watch.all_together() if crowd.seconds else watch.one_after_the_other())
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
