"""One sender that asks too often, or keeps too much open, is refused; the others notice nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from server.guard.rates import OpenLimits, Rate, RateLimits
from tests.cheap_keys import cheap_keys
from tests.server.front_end import finished

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send


class Clock:
    """A clock that the test moves."""

    now = 1000.0

    def __call__(self) -> float:
        """Seconds."""
        return self.now


async def _anything(_: Request) -> PlainTextResponse:
    return PlainTextResponse("data")


def statuses(app: Starlette, path: str, asked: list[tuple[str, str]]) -> list[int]:
    """The answers to requests from these addresses with these keys, one after the other."""

    async def all_of_them() -> list[int]:
        answers = []
        for address, key in asked:
            transport = httpx.ASGITransport(app, client=(address, 1))
            headers = {"authorization": f"Bearer {key}"} if key else {}
            async with httpx.AsyncClient(transport=transport, base_url="http://board") as client:
                answers.append((await client.get(path, headers=headers)).status_code)
        return answers

    return finished(all_of_them())


def limited(at_once: int) -> Starlette:
    """A server on which time stands still."""
    routes = [Route("/api/v1/uploads", _anything), Route("/industry", _anything)]
    return Starlette(
        routes=routes, middleware=[Middleware(RateLimits, rate=Rate(1.0, at_once, clock=Clock()))]
    )


def test_what_is_left() -> None:
    """So many at once, then one a second; after a while all of it is there again, and no more."""
    clock = Clock()
    rate = Rate(2.0, 3, clock)
    assert [rate.wait_seconds("a") for _ in range(4)] == [0, 0, 0, 1]
    assert rate.wait_seconds("b") == 0
    clock.now += 0.5
    assert [rate.wait_seconds("a") for _ in range(2)] == [0, 1]
    clock.now += 3600
    assert [rate.wait_seconds("a") for _ in range(4)] == [0, 0, 0, 1]


def test_senders_are_bounded() -> None:
    """However many ask, only the latest are remembered."""
    rate = Rate(1.0, 1, Clock(), capacity=2)
    for address in ("a", "b", "c"):
        rate.wait_seconds(address)
    assert list(rate._left) == ["b", "c"]


def test_an_address_that_asks_too_often() -> None:
    """It is refused, another one is not; pages are no part of it."""
    app = limited(2)
    assert statuses(app, "/api/v1/uploads", [("10.0.0.7", "")] * 3 + [("10.0.0.8", "")]) == [
        200,
        200,
        429,
        200,
    ]
    assert statuses(app, "/industry", [("10.0.0.7", "")]) == [200]


def test_a_right_key_is_counted_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bad script at an office's one address, with a wrong key or none, takes nothing from the office's right keys."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(tmp_path))
    right = cheap_keys(tmp_path).add("经发局", None)
    bad = [("10.0.0.7", ""), ("10.0.0.7", "ZZZZ-1111-2222-3333-4444-5555-6666-7777")] * 5
    app = limited(2)
    assert statuses(app, "/api/v1/uploads", bad)[2:] == [429] * 8
    assert statuses(app, "/api/v1/uploads", [("10.0.0.7", right)] * 3) == [200, 200, 429]


@pytest.mark.parametrize(
    ("kind", "path", "refused"),
    [
        ("http", "/api/v1/events", "http.response.start"),
        ("http", "/api/v1/follow/a1b2c3d4", "http.response.start"),
        ("http", "/api/v1/reports/meeting.zip", "http.response.start"),
        ("websocket", "/_stcore/stream", "websocket.close"),
    ],
)
def test_too_many_open(kind: str, path: str, refused: str) -> None:
    """An address has so many streams or sockets; when one goes, the next may come; another address has its own."""
    open_now: list[str] = []

    async def endless(scope: Scope, _: Receive, __: Send) -> None:
        open_now.append(scope["client"][0])
        await asyncio.Event().wait()

    app = OpenLimits(endless, most=2, most_reports=2)

    async def asked(address: str) -> tuple[asyncio.Task[None], list[dict[str, Any]]]:
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "websocket.connect"}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": kind, "path": path, "method": "GET", "headers": [], "client": (address, 1)}
        task = asyncio.create_task(app(scope, receive, send))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        return task, sent

    async def story() -> None:
        first, _ = await asked("10.0.0.7")
        await asked("10.0.0.7")
        third, sent = await asked("10.0.0.7")
        await third
        assert sent[0]["type"] == refused
        assert sent[0].get("status", 429) == 429
        await asked("10.0.0.8")
        first.cancel()
        await asyncio.wait([first])
        await asked("10.0.0.7")

    finished(story())
    assert open_now == ["10.0.0.7", "10.0.0.7", "10.0.0.8", "10.0.0.7"]
