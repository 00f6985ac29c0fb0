"""The server: Streamlit's ASGI app around ``pages/main.py``, HTTP routes, middleware, start-up.

Start it with ``streamlit run app.py``. The script is in ``pages/`` so that Streamlit discovers no pages of its own and
every deep link goes through the frame.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio
import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from server.api import NO_ROUTE, ROUTES
from server.events import events
from server.follow import follow, lead
from server.front_end import FrontEnd, inline_scripts
from server.guard import (
    AllowedHosts,
    NoClearing,
    OpenLimits,
    RateLimits,
    SecurityHeaders,
    SlowBodies,
    TrustedProxies,
    ask_nobody_outside,
    limit_connections,
    limit_heads,
    raise_handle_limit,
)
from server.login import LoginRequired
from server.middleware import NoErrorDialogs, RedirectUnknownPages
from server.replicas import watching
from server.session import fetch_cookie, sign_out
from server.uploads import get_uploads, post_upload
from server.warm_up import warm_up
from server.watch import RequestIds, checking, collected, end_runs_that_panic, set_up_log, show_script_error
from server.watch.health import health, live, ready
from server.watch.metrics import metrics

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Do beforehand what the first visitor would wait for."""
    set_up_log()
    await anyio.to_thread.run_sync(warm_up)
    async with watching(), checking(), collected():
        yield


limit_connections(AutoHTTPProtocol, raise_handle_limit())
limit_heads(AutoHTTPProtocol)
ask_nobody_outside()
end_runs_that_panic()

app = st.App(
    "pages/main.py",
    routes=[
        Route("/api/v1/health", health),
        Route("/api/v1/health/live", live),
        Route("/api/v1/health/ready", ready),
        Route("/api/v1/metrics", metrics),
        Route("/api/v1/events", events),
        Route("/api/v1/follow/{edition}", follow, methods=["GET"]),
        Route("/api/v1/follow/{edition}", lead, methods=["POST"]),
        Route("/api/v1/session", fetch_cookie, methods=["POST"]),
        Route("/api/v1/session", sign_out, methods=["DELETE"]),
        Route("/api/v1/uploads", get_uploads, methods=["GET"]),
        Route("/api/v1/uploads", post_upload, methods=["POST"]),
        *ROUTES,
        NO_ROUTE,
    ],
    middleware=[
        Middleware(TrustedProxies),
        Middleware(SecurityHeaders, inline_scripts=inline_scripts()),
        *(
            Middleware(kind)
            for kind in (
                RequestIds,
                AllowedHosts,
                OpenLimits,
                RateLimits,
                SlowBodies,
                NoClearing,
                FrontEnd,
                RedirectUnknownPages,
                NoErrorDialogs,
                LoginRequired,
            )
        ),
    ],
    lifespan=lifespan,
    on_script_error=show_script_error,
)
