"""Every answer forbids what the pages do not need; scripts come from here, never from text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import httpx
import pytest
from starlette.responses import Response

from server.front_end import inline_scripts
from server.guard.headers import SecurityHeaders, content_security_policy
from tests.server.front_end import ask, finished

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from indicators.store.store import Store


@pytest.fixture(autouse=True)
def tables(monkeypatch: pytest.MonkeyPatch, seeded: Store) -> None:
    """What the page paints first; none are made beside the product."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(seeded.root))


def test_on_every_answer() -> None:
    """Pages, files and what Streamlit itself answers carry the same headers."""
    names = (
        "content-security-policy",
        "permissions-policy",
        "referrer-policy",
        "x-content-type-options",
        "x-frame-options",
        "cross-origin-opener-policy",
    )
    for path in ("/", "/industry", "/_stcore/health"):
        assert set(names) <= ask(path).headers.keys(), path


def test_no_script_from_text_or_from_elsewhere() -> None:
    """No eval, no inline script but those of the page by their hash, no other address."""
    policy = content_security_policy(inline_scripts())
    (scripts,) = re.findall(r"script-src ([^;]+);", policy)
    assert "unsafe" not in scripts
    assert scripts.count("'sha256-") == len(inline_scripts()) > 0
    assert "http" not in policy
    assert "*" not in policy


@pytest.mark.parametrize(("scheme", "secure"), [("http", [False, True]), ("https", [True, True])])
def test_cookies_over_https_stay_there(scheme: str, secure: list[bool]) -> None:
    """A cookie set over https is never sent without it, whoever sets it; one that says so already says it once."""

    async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
        answer = Response()
        answer.set_cookie("one", "1")
        answer.set_cookie("two", "2", secure=True)
        await answer(scope, receive, send)

    async def asked() -> list[str]:
        transport = httpx.ASGITransport(SecurityHeaders(streamlit))
        async with httpx.AsyncClient(transport=transport, base_url=f"{scheme}://board") as client:
            return (await client.get("/")).headers.get_list("set-cookie")

    cookies = finished(asked())
    assert ["; Secure" in cookie for cookie in cookies] == secure
    assert "; Secure; Secure" not in "".join(cookies)


def test_the_page_has_no_handlers() -> None:
    """A handler written into the page would be blocked unseen: there is none."""
    assert not re.search(r"<[a-z]+[^>]*\son[a-z]+=", ask("/").text)
