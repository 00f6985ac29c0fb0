"""How long the body of a request may take to come: a client that stops in the middle holds nothing."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, Final

from indicators.access import visitor_address
from indicators.counters import refused

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from starlette.types import ASGIApp, Receive, Scope, Send

# Between two parts; and all of it: 10 MB over a line of 35 KB/s.
PART_SECONDS: Final = 30.0
WHOLE_SECONDS: Final = 300.0


class SlowBodies:
    """Takes a client that is too slow for one that has left, and ends its connection after the answer.

    Args:
        part_seconds: how long the next part may take.
        whole_seconds: how long all of it may take.
    """

    def __init__(
        self, app: ASGIApp, part_seconds: float = PART_SECONDS, whole_seconds: float = WHOLE_SECONDS
    ) -> None:
        self.app = app
        self._part_seconds = part_seconds
        self._whole_seconds = whole_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Watch the body; what comes after it, a browser that leaves, may take for ever."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        end = time.monotonic() + self._whole_seconds
        complete = slow = False

        async def receive_in_time() -> MutableMapping[str, Any]:
            nonlocal complete, slow
            if complete:
                return await receive()
            try:
                seconds = min(self._part_seconds, end - time.monotonic())
                message = await asyncio.wait_for(receive(), seconds)
            except TimeoutError:
                slow = True
                client = scope.get("client")
                refused("slow", visitor_address(client[0] if client else None))
                return {"type": "http.disconnect"}
            complete = not message.get("more_body", False)
            return message

        async def send_and_close(message: MutableMapping[str, Any]) -> None:
            if slow and message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), (b"connection", b"close")]
            await send(message)

        await self.app(scope, receive_in_time, send_and_close)
