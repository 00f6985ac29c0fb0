"""What is no route is said as JSON: a program gets no page with status 200."""

from __future__ import annotations

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from server.api import NO_ROUTE, ROUTES
from tests.server.front_end import finished

FRONT_END = Route("/{path:path}", lambda _: PlainTextResponse("a page"))
APP = Starlette(routes=[*ROUTES, NO_ROUTE, FRONT_END])


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("POST", "/api/v1/nothing", 404),
        ("GET", "/api/", 404),
        ("POST", "/api/v1/board", 405),
        ("DELETE", "/api/v1/tables/plans.csv", 405),
        ("GET", "/industry", 200),
    ],
)
def test_no_such_route(method: str, path: str, status: int) -> None:
    """404, or 405 where the path takes another method, in Chinese."""

    async def sent() -> httpx.Response:
        transport = httpx.ASGITransport(APP)
        async with httpx.AsyncClient(transport=transport, base_url="http://board") as client:
            return await client.request(method, path)

    answer = finished(sent())
    assert answer.status_code == status
    assert status == 200 or "接口" in answer.json()["error"]
