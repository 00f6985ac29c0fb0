"""The server: Streamlit's own ASGI app around ``pages/main.py``, HTTP routes, start-up. Nothing else.

Start it with ``streamlit run app.py``. The script stands in ``pages/`` so that Streamlit discovers no page by
itself and every deep link passes through the frame.
"""

from __future__ import annotations

import gc
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import anyio
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from indicators.seed import open_store
from indicators.store import StoreError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, MutableMapping
    from typing import Any

    from starlette.types import ASGIApp, Receive, Scope, Send

_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"no-referrer"),
]


ROOT = Path(__file__).parent
# A page's address is its file's name.
_PAGES = {file.stem for file in (ROOT / "pages").glob("*.py")} - {"main", "overview"}
_SERVED = {"_stcore", "static", "media", "component", "api", ""}


class KnownAddresses:
    """A visitor who asks for a page that is not there lands on 总览, which says so in Chinese."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is known, redirect the rest."""
        request = Request(scope) if scope["type"] == "http" else None
        if request is not None and "text/html" in request.headers.get("accept", ""):
            first, _, rest = request.url.path.lstrip("/").partition("/")
            unknown = first not in _PAGES | _SERVED or (first in _PAGES and rest.strip("/"))
            if unknown and "." not in request.url.path:
                asked = {} if first == "overview" else {"missing": request.url.path.strip("/")[:80]}
                answer = RedirectResponse(f"/?{urlencode(asked)}" if asked else "/")
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)


class SecurityHeaders:
    """Headers on every answer: no sniffing, no framing by others, no referrer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers where the answer starts."""

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


async def health(_: Request) -> JSONResponse:
    """Whether the tables can be read, and which version of them."""
    try:
        snapshot = await anyio.to_thread.run_sync(lambda: open_store().snapshot())
    except StoreError as error:
        return JSONResponse({"status": "error", "message": str(error)}, status_code=503)
    return JSONResponse({"status": "ok", "version": snapshot.version})


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Make the tables and warm what every page imports, so that the first visitor does not wait for it."""
    await anyio.to_thread.run_sync(_warm)
    # Streamlit collects garbage after every rerun: what stays for good need not be walked each time.
    gc.collect()
    gc.freeze()
    yield


def _warm() -> None:
    import indicators.charts  # noqa: F401, PLC0415 - plotly is the slowest import of a first visit

    try:
        open_store().snapshot()
    except StoreError as error:
        # The pages say the same to whoever opens them; a server that refuses to start says it to nobody.
        print(error)  # noqa: T201


app = st.App(
    "pages/main.py",
    routes=[Route("/api/v1/health", health)],
    middleware=[Middleware(SecurityHeaders), Middleware(KnownAddresses)],
    lifespan=lifespan,
)
