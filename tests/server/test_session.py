"""``/api/v1/session``: a code becomes a cookie once; the cookie opens what may be read and writes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Route

from indicators.access import COOKIE, begin_sign_in, cookie_codes, key_id, signed_in_key
from server.login import LoginRequired
from server.session import fetch_cookie, sign_out
from server.uploads import get_uploads, post_upload
from tests.cheap_keys import cheap_keys
from tests.server.front_end import ask, finished

if TYPE_CHECKING:
    from starlette.requests import Request

    from indicators.store.store import Store

SESSION = "/api/v1/session"
METRICS, PAGE_UPLOAD = "/_stcore/metrics", "/_stcore/upload_file/session/file"
HALF_A_DAY = 12 * 3600


async def _anything(_: Request) -> JSONResponse:
    return JSONResponse({"data": 1})


APP = Starlette(
    routes=[
        Route(SESSION, fetch_cookie, methods=["POST"]),
        Route(SESSION, sign_out, methods=["DELETE"]),
        Route("/api/v1/uploads", get_uploads, methods=["GET"]),
        Route("/api/v1/uploads", post_upload, methods=["POST"]),
        Route("/api/v1/anything", _anything),
        Route(METRICS, _anything),
        Route(PAGE_UPLOAD, _anything, methods=["PUT", "OPTIONS"]),
    ],
    middleware=[Middleware(LoginRequired)],
)


def request(
    method: str,
    path: str = SESSION,
    *,
    code: str = "",
    cookie: str = "",
    base: str = "http://board.local",
    **more: Any,
) -> httpx.Response:
    """One request, with what a browser or a program shows."""
    headers = {"authorization": f"Bearer {code}"} if code else {}
    headers |= {"cookie": f"{COOKIE}={cookie}"} if cookie else {}

    async def sent() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(APP), base_url=base) as client:
            return await client.request(method, path, headers=headers, **more)

    return finished(sent())


@pytest.fixture(autouse=True)
def closed(monkeypatch: pytest.MonkeyPatch, store: Store) -> Store:
    """An installation where even looking needs a login."""
    rules = Path(store.root) / "access.toml"
    rules.write_text("require_login = true", encoding="utf-8")
    monkeypatch.setenv("SIXLIFTS_ACCESS", str(rules))
    monkeypatch.setenv("SIXLIFTS_DATA", str(store.root))
    return store


@pytest.fixture
def ticket(closed: Store) -> str:
    """Of somebody who has just shown a key."""
    return begin_sign_in(key_id(cheap_keys(closed.root).add("经发局", ("industry",))))


@pytest.mark.parametrize(("base", "secure"), [("http://board.local", False), ("https://board.local", True)])
def test_code_becomes_a_cookie_once(ticket: str, base: str, secure: bool) -> None:  # noqa: FBT001
    """The cookie is out of reach of scripts and of other sites, for twelve hours, over https for https alone."""
    code = cookie_codes().offer(ticket)
    answer = request("POST", code=code, base=base)
    name, *attributes = answer.headers["set-cookie"].split("; ")
    assert (answer.status_code, answer.content) == (204, b"")
    assert name == f"{COOKIE}={ticket}"
    expected = {"HttpOnly", f"Max-Age={HALF_A_DAY}", "Path=/", "SameSite=strict"}
    assert set(attributes) == expected | ({"Secure"} if secure else set())
    again = request("POST", code=code)
    assert again.status_code == 401
    assert "set-cookie" not in again.headers
    assert "只能用一次" in again.json()["error"]


@pytest.mark.parametrize("code", ["", "wrong", "7K3Q-1111-2222-3333-4444-5555-6666-7777"])
def test_no_cookie_without_a_code(ticket: str, code: str) -> None:
    """Nothing else is exchanged, not the cookie itself either; trying counts as no wrong key."""
    for _ in range(5):
        assert request("POST", code=code, cookie=ticket).status_code == 401
    assert request("POST", code=ticket).status_code == 401
    assert request("POST", code=cookie_codes().offer(ticket)).status_code == 204


def test_cookie_reads(ticket: str) -> None:
    """Whoever has the cookie is answered with data; a stranger, or one with a forged cookie, is not."""
    assert request("GET", "/api/v1/anything").status_code == 401
    assert request("GET", "/api/v1/anything", cookie=f"{ticket[:-8]}forged00").status_code == 401
    assert request("GET", "/api/v1/anything", cookie=ticket).json() == {"data": 1}
    assert request("GET", "/api/v1/uploads", cookie=ticket).json() == {"uploads": []}


def test_cookie_writes_nothing(ticket: str, closed: Store) -> None:
    """A browser sends its cookie by itself, so it never stands for a key where something is written."""
    before = closed.snapshot().version
    answer = request("POST", "/api/v1/uploads", cookie=ticket, content=b"x")
    assert answer.status_code == 401
    assert "上报需要密钥" in answer.json()["error"]
    assert closed.snapshot().version == before


def test_files_on_pages(ticket: str, closed: Store) -> None:
    """A stranger's file is refused before it is read, even where looking is open; a browser signed in sends its own."""
    for rules in ("require_login = true", "require_login = false"):
        (Path(closed.root) / "access.toml").write_text(rules, encoding="utf-8")
        for cookie in ("", f"{ticket[:-8]}forged00"):
            answer = request("PUT", PAGE_UPLOAD, cookie=cookie, content=b"x")
            assert answer.status_code == 401
            assert "登录后才能上传文件，文件未读取" in answer.json()["error"]
        assert request("PUT", PAGE_UPLOAD, cookie=ticket, content=b"x").status_code == 200
        assert request("OPTIONS", PAGE_UPLOAD).status_code == 200


def test_memory_of_sessions_is_nobodys_business(ticket: str) -> None:
    """What Streamlit says of its sessions is closed like the rest."""
    assert request("GET", METRICS).status_code == 401
    assert request("GET", METRICS, cookie=ticket).status_code == 200


def test_signed_out(ticket: str) -> None:
    """DELETE takes the cookie away, and what was copied of it opens nothing."""
    answer = request("DELETE", cookie=ticket)
    assert answer.status_code == 204
    assert answer.headers["set-cookie"].startswith(f'{COOKIE}=""; ')
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert signed_in_key(ticket) is None
    assert request("GET", "/api/v1/anything", cookie=ticket).status_code == 401
    assert request("DELETE").status_code == 204


def test_revoked(ticket: str, closed: Store) -> None:
    """A revoked key's cookie opens nothing from that moment."""
    assert request("GET", "/api/v1/anything", cookie=ticket).status_code == 200
    cheap_keys(closed.root).revoke("经发局")
    assert request("GET", "/api/v1/anything", cookie=ticket).status_code == 401


def test_first_paint(ticket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page's numbers come with it for whoever has the cookie, so a reload shows them at once."""
    asked: list[str] = []
    monkeypatch.setattr("server.front_end.first_paint", lambda page, *_: asked.append(page))
    ask("/industry")
    assert asked == []
    ask("/industry", {"cookie": f"{COOKIE}={ticket}"})
    assert asked == ["industry"]
