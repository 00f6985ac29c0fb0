"""How often one sender may ask, and how much it may keep open: nobody takes the others' share.

A sender is a key, or else an address. The numbers are far above what an office behind one address needs.
"""

from __future__ import annotations

import math
import time
from collections import Counter, OrderedDict
from typing import TYPE_CHECKING, Final

import anyio
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse

from indicators.access import AccessError, bearer_token, key_id, open_keys, tried_from, visitor_address
from indicators.counters import refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

PER_SECOND: Final = 20.0
AT_ONCE: Final = 600
# Event streams, and Streamlit's sockets: each open page has one of both.
MOST_OPEN: Final = 400
# Reports are made two at a time: those that wait for one address must not keep the others' waiting for minutes.
MOST_REPORTS: Final = 10
_REPORTS: Final = "/api/v1/reports/"
_STREAMS: Final = ("/api/v1/events", "/api/v1/follow/")
_SOCKET: Final = "/_stcore/stream"
_WORDS_OPEN: Final = "来自这个地址的打开页面过多，请关闭一些后重试。"
_WORDS_REPORTS: Final = "来自这个地址的报告还在生成，请等它们完成后重试。"


class Rate:
    """What each sender has left: ``at_once`` requests, and ``per_second`` more each second.

    Not thread-safe: use it in the event loop only. When there are more than ``capacity`` senders, the oldest start
    again.
    """

    def __init__(
        self,
        per_second: float = PER_SECOND,
        at_once: int = AT_ONCE,
        clock: Callable[[], float] = time.monotonic,
        capacity: int = 10_000,
    ) -> None:
        self._per_second = per_second
        self._at_once = float(at_once)
        self._clock = clock
        self._capacity = capacity
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_seconds(self, sender: str) -> int:
        """Count one request; whole seconds until the next is answered, 0 where this one is."""
        now = self._clock()
        left, last = self._left.pop(sender, (self._at_once, now))
        left = min(self._at_once, left + (now - last) * self._per_second)
        answered = left >= 1
        self._left[sender] = (left - 1 if answered else left, now)
        if len(self._left) > self._capacity:
            self._left.popitem(last=False)
        return 0 if answered else max(1, math.ceil((1 - left) / self._per_second))


class RateLimits:
    """Answers requests under ``/api/`` with 429 where their sender asks too often."""

    def __init__(self, app: ASGIApp, rate: Rate | None = None) -> None:
        self.app = app
        self._rate = rate or Rate()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the request and pass it on, or say when to come again."""
        if scope["type"] == "http" and scope["path"].startswith("/api/"):
            sender = await _sender(HTTPConnection(scope))
            seconds = self._rate.wait_seconds(sender)
            if seconds:
                refused("rate", sender)
                words = f"请求过于频繁，请 {seconds} 秒后再试。"
                refusal = JSONResponse({"error": words}, 429, {"retry-after": str(seconds)})
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)


class OpenLimits:
    """Refuses an address that keeps too many event streams or sockets open, or has too many reports made.

    Args:
        most: streams, and as many sockets.
        most_reports: at a time.
    """

    def __init__(self, app: ASGIApp, most: int = MOST_OPEN, most_reports: int = MOST_REPORTS) -> None:
        self.app = app
        self._most = most
        self._most_reports = most_reports
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what stays open as long as it does."""
        kept = scope["type"] in {"http", "websocket"} and scope["path"].startswith(
            (*_STREAMS, _SOCKET, _REPORTS)
        )
        if not kept or scope.get("method", "GET") not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        address = _address(HTTPConnection(scope))
        is_report = scope["path"].startswith(_REPORTS)
        who = f"{'report' if is_report else scope['type']} {address}"
        if self._open[who] >= (self._most_reports if is_report else self._most):
            refused("rate" if is_report else "open", address)
            await _refuse_open(scope, receive, send, _WORDS_REPORTS if is_report else _WORDS_OPEN)
            return
        self._open[who] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._open[who] -= 1
            if not self._open[who]:
                del self._open[who]


async def _refuse_open(scope: Scope, receive: Receive, send: Send, words: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1013})
        return
    await JSONResponse({"error": words}, 429, {"retry-after": "30"})(scope, receive, send)


async def _sender(request: HTTPConnection) -> str:
    """The key that is shown, where it is right; one of ours that is tried, at its address; or the address."""
    key, address = bearer_token(request.headers.get("authorization")), _address(request)
    if not key:
        return address
    if open_keys().is_verified(key):
        return f"key {key_id(key)}"
    try:
        return await anyio.to_thread.run_sync(tried_from, open_keys(), key, address)
    except AccessError:
        return address  # who asks with it hears why


def _address(request: HTTPConnection) -> str:
    return visitor_address(request.client.host if request.client else None)
