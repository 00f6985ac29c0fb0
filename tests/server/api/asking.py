"""Requests to what programs ask for, as the server answers them, without a server."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from unittest.mock import patch

import httpx
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from server.api import ROUTES
from server.login import LoginRequired
from server.uploads import get_uploads
from tests.server.front_end import finished

if TYPE_CHECKING:
    from indicators.store.store import Store

APP = Starlette(
    routes=[*ROUTES, Route("/api/v1/uploads", get_uploads)], middleware=[Middleware(LoginRequired)]
)


def asked(store: Store, path: str, *, cookie: str = "", **query: str) -> httpx.Response:
    """The answer to ``GET /api/v1/…`` on these tables."""

    async def sent() -> httpx.Response:
        transport = httpx.ASGITransport(APP)
        async with httpx.AsyncClient(transport=transport, base_url="http://board.local/api/v1/") as client:
            return await client.get(path, params=query, headers={"cookie": cookie} if cookie else {})

    with patch.dict(os.environ, {"SIXLIFTS_DATA": store.root}):
        return finished(sent())
