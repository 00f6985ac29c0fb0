"""Requests to the middleware of the front end, around an app that answers everything else."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

import httpx
from starlette.responses import PlainTextResponse

from server.chinese import EDITION
from server.front_end import FrontEnd
from server.guard import SecurityHeaders

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from starlette.types import Receive, Scope, Send

T = TypeVar("T")
PASSED_ON = "answered by Streamlit"


async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
    """What answers everything else: 200, but for our folder, of which it knows nothing."""
    known = EDITION not in scope["path"]
    await PlainTextResponse(PASSED_ON if known else "404", 200 if known else 404)(scope, receive, send)


def finished(answers: Coroutine[Any, Any, T]) -> T:
    """What comes of it, in a thread of its own: in this one a browser's loop may be running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, answers).result()  # noqa: TID251 - the one place


def ask(path: str, headers: dict[str, str] | None = None, *, method: str = "GET") -> httpx.Response:
    """One request."""

    async def request() -> httpx.Response:
        transport = httpx.ASGITransport(SecurityHeaders(FrontEnd(streamlit)))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            # httpx would add what it can decode.
            return await client.request(
                method, path, headers={"accept-encoding": "identity"} | (headers or {})
            )

    return finished(request())
