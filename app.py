"""The server: Streamlit's own ASGI app around ``pages/main.py``, HTTP routes, start-up. Nothing else.

Start it with ``streamlit run app.py``. The script stands in ``pages/`` so that Streamlit discovers no page by
itself and every deep link passes through the frame.
"""

from __future__ import annotations

import gc
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio
import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Route

from indicators.access import AccessError
from indicators.cli import print_first_key
from indicators.store import StoreError, shared_store
from server.events import events
from server.follow import lead, listen
from server.login import LoginRequired
from server.middleware import NoErrorDialogs, RedirectUnknownPages, SecurityHeaders
from server.uploads import listing, uploads

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request


async def health(_: Request) -> JSONResponse:
    """Whether the tables can be read, and which version of them."""
    try:
        snapshot = await anyio.to_thread.run_sync(lambda: shared_store().snapshot())
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
        shared_store().snapshot()
        print_first_key()
    except (StoreError, AccessError) as error:
        # The pages say the same to whoever opens them; a server that refuses to start says it to nobody.
        print(error)  # noqa: T201


app = st.App(
    "pages/main.py",
    routes=[
        Route("/api/v1/health", health),
        Route("/api/v1/events", events),
        Route("/api/v1/follow/{edition}", listen, methods=["GET"]),
        Route("/api/v1/follow/{edition}", lead, methods=["POST"]),
        Route("/api/v1/uploads", listing, methods=["GET"]),
        Route("/api/v1/uploads", uploads, methods=["POST"]),
    ],
    middleware=[
        Middleware(kind) for kind in (SecurityHeaders, RedirectUnknownPages, NoErrorDialogs, LoginRequired)
    ],
    lifespan=lifespan,
)
