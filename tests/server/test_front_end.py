"""Pages, scripts and styles reach the browser compressed, whole, and only when they are new."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import httpx
import pytest
from starlette.responses import PlainTextResponse
from streamlit.file_util import get_static_dir

from server.front_end import FrontEnd
from server.kept_texts import FOR_A_YEAR, KeptText, smallest_encoding
from server.middleware import SecurityHeaders

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from starlette.types import Receive, Scope, Send

T = TypeVar("T")
PASSED_ON = "answered by Streamlit"
BROWSER = {"accept-encoding": "gzip, deflate, br, zstd"}
_STATIC = Path(get_static_dir())
SCRIPTS = sorted((_STATIC / "static" / "js").glob("index.*.js"))
STYLES = sorted((_STATIC / "static" / "css").glob("*.css"))


def address(file: Path) -> str:
    """Where a file of the front end is asked for."""
    return f"/{file.relative_to(_STATIC).as_posix()}"


async def _streamlit(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse(PASSED_ON)(scope, receive, send)


def finished(answers: Coroutine[Any, Any, T]) -> T:
    """What comes of it, in a thread of its own: in this one a browser's loop may be running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, answers).result()


def ask(path: str, headers: dict[str, str], *, method: str = "GET") -> httpx.Response:
    """One request to the middleware around an app that answers everything else."""

    async def request() -> httpx.Response:
        transport = httpx.ASGITransport(SecurityHeaders(FrontEnd(_streamlit)))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            # httpx would add what it can decode.
            return await client.request(method, path, headers={"accept-encoding": "identity"} | headers)

    return finished(request())


@pytest.mark.parametrize("file", [*SCRIPTS[:1], *STYLES[:1]], ids=lambda file: file.suffix)
@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),  # a browser that came over plain http
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
def test_smallest_form(file: Path, accepted: str, encoding: str | None) -> None:
    """The file comes whole, in the smallest form that the browser takes, with a lifetime of a year."""
    answer = ask(address(file), {"accept-encoding": accepted})
    assert answer.status_code == 200
    assert answer.content == file.read_bytes()
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["cache-control"] == FOR_A_YEAR
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert int(answer.headers["content-length"]) <= file.stat().st_size / (2.5 if encoding else 1)


def test_who_has_it_gets_nothing() -> None:
    """304 for the tag of the same form, also where a proxy weakened it; another form has another tag."""
    path = address(SCRIPTS[0])
    first = ask(path, BROWSER)
    for tag in (first.headers["etag"], f'W/{first.headers["etag"]}, "another"'):
        again = ask(path, BROWSER | {"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
        kept = ("etag", "vary", "cache-control", "x-frame-options")
        assert [again.headers[name] for name in kept] == [first.headers[name] for name in kept]
    other = ask(path, {"accept-encoding": "gzip", "if-none-match": first.headers["etag"]})
    assert other.status_code == 200
    assert other.headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    ("path", "headers", "method"),
    [
        (address(SCRIPTS[0]), {"range": "bytes=0-9"}, "GET"),
        (address(SCRIPTS[0]), {}, "POST"),
        ("/static/js/index.AAAAAAAA.js", {}, "GET"),
        ("/static/js/../../index.html", {}, "GET"),
        ("/static/media/unknown.png", {}, "GET"),
        ("/_stcore/health", {}, "GET"),
    ],
)
def test_passed_on(path: str, headers: dict[str, str], method: str) -> None:
    """Parts of files, other methods and everything that is no such file are Streamlit's to answer."""
    assert ask(path, BROWSER | headers, method=method).text == PASSED_ON


def test_compressed_once() -> None:
    """Visitors at once wait for one compression; later ones get the same bytes without another."""
    reads = []

    def read() -> bytes:
        reads.append(1)
        return "年度计划".encode() * 1000

    text = KeptText(read, media_type="text/plain", lifetime=FOR_A_YEAR)

    async def visit_together() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(text), base_url="http://test") as client:
            return list(await asyncio.gather(*(client.get("/", headers=BROWSER) for _ in range(20))))

    answers = finished(visit_together())
    answers += finished(visit_together())
    assert {answer.text for answer in answers} == {"年度计划" * 1000}
    assert len(reads) == 1


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("BR", "br"), ("gzip;q=0.0, br ; q=0", "identity"), ("x-gzip", "identity"), ("gzip;q=nonsense", "gzip")],
)
def test_encodings(accepted: str, encoding: str) -> None:
    """Refused and unknown encodings are not sent."""
    assert smallest_encoding(accepted) == encoding


def test_head() -> None:
    """HEAD says what GET would send."""
    path = address(STYLES[0])
    head, get = (ask(path, BROWSER, method=method).headers for method in ("HEAD", "GET"))
    assert head == get


@pytest.mark.parametrize("path", ["/", "/industry", "/indicator"])
def test_pages(path: str) -> None:
    """A page says where its server is, is asked for again each time, and comes only once while it stays the same."""
    page = ask(path, BROWSER)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-cache"
    head, _, rest = page.text.partition("<script type=")
    assert "BACKEND_BASE_URL" in head
    assert '<div id="root"></div>' in rest
    assert ask(path, BROWSER | {"if-none-match": page.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/industry/", "/unknown", "/main", "/favicon.png"])
def test_other_addresses(path: str) -> None:
    """Only the addresses of pages are answered with the page."""
    assert ask(path, BROWSER).text == PASSED_ON


def test_scripts_of_every_page_come_early() -> None:
    """The page names each script once, those of parts that it will need too, and all of them are there."""
    named = re.findall(r'(?:src|href)="\.(/static/js/[^"]+)"', ask("/", BROWSER).text)
    assert len(named) == len(set(named))
    for part in ("BidiComponent", "Html", "PageLink", "Selectbox"):
        assert [name for name in named if name.startswith(f"/static/js/{part}.")]
    assert [name for name in named if ask(name, BROWSER).headers.get("content-encoding") != "br"] == []
