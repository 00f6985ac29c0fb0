"""Pages, scripts and styles reach the browser compressed, whole, and only when they are new."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import plotly
import pytest
from streamlit.file_util import get_static_dir

from server.chinese import EDITION, script_in_chinese
from server.first_paint import FirstPaint, keep_first_paint
from server.kept_texts import FOR_A_YEAR, KeptText, smallest_encoding
from server.middleware import PAGES
from tests.server.front_end import PASSED_ON, ask, finished

if TYPE_CHECKING:
    from indicators.store import Store

BROWSER = {"accept-encoding": "gzip, deflate, br, zstd"}
_STATIC = Path(get_static_dir())
SCRIPTS = sorted((_STATIC / "static" / "js").glob("index.*.js"))
STYLES = sorted((_STATIC / "static" / "css").glob("*.css"))


def address(file: Path) -> str:
    """Where a file of the front end is asked for."""
    return f"/static/{EDITION}/{file.relative_to(_STATIC / 'static').as_posix()}"


@pytest.fixture(autouse=True)
def _tables(monkeypatch: pytest.MonkeyPatch, seeded: Store) -> None:
    """Pages are asked for while nobody has seen one."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(seeded.root))
    monkeypatch.setattr("server.first_paint._kept", OrderedDict())


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
    assert answer.text == script_in_chinese(file.name, file.read_text(encoding="utf-8"))
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
        (f"/static/{EDITION}/js/index.AAAAAAAA.js", {}, "GET"),
        (f"/static/{EDITION}/media/unknown.woff2", {}, "GET"),
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


@pytest.mark.parametrize("path", ["/", *sorted(f"/{page}" for page in PAGES), "/industry?through=2024-09"])
def test_pages(path: str) -> None:
    """A page says where its server is, is asked for again each time, and comes only once while it stays the same."""
    page = ask(path, BROWSER)
    assert page.status_code == 200
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
    named = re.findall(r'(?:src|href)="\.(/static/[^"]+/js/[^"]+)"', ask("/", BROWSER).text)
    assert len(named) == len(set(named))
    for part in ("BidiComponent", "Html", "PageLink", "Selectbox"):
        assert [name for name in named if name.startswith(f"/static/{EDITION}/js/{part}.")]
    assert [name for name in named if ask(name, BROWSER).headers.get("content-encoding") != "br"] == []


# Where their names are in the page, and what they hold.
PARTS = Path(__file__).resolve().parents[2] / "pages" / "parts"
OWN = {
    "plotly": (
        "data-plotly",
        "text/javascript",
        Path(plotly.__file__).parent / "package_data" / "plotly.min.js",
    ),
    "sheet": ("src", "text/javascript", PARTS / "sheet" / "sheet.js"),
    "style": ("href", "text/css", PARTS / "board" / "board.css"),
}


@pytest.mark.parametrize("name", OWN)
def test_own_texts(name: str) -> None:
    """Charts' library, script and styles of the product come by names with a hash, compressed, for a year."""
    attribute, media_type, file = OWN[name]
    (path,) = set(re.findall(rf'{attribute}="\.(/static/own/{name}\.[0-9a-f]{{8}}\.\w+)"', ask("/").text))
    answer = ask(path, BROWSER)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.headers["cache-control"] == FOR_A_YEAR
    assert answer.headers["content-encoding"] == "br"
    assert file.read_bytes() in answer.content
    assert ask(path.replace(f"{name}.", f"{name}.0"), BROWSER).text == PASSED_ON


def test_own_styles_come_after_those_of_streamlit() -> None:
    """Of two rules the later counts: the product's styles stand behind Streamlit's."""
    links = re.findall(r'<link[^>]*rel="stylesheet"[^>]*href="\.(.*?)"', ask("/").text)
    assert [link.startswith("/static/own/style.") for link in links] == [False] * (len(links) - 1) + [True]


def test_tag_is_of_the_content(seeded: Store) -> None:
    """A page that shows something new has another tag; whoever has the old page gets the new one."""
    version = seeded.snapshot().version
    tags = [ask("/industry", BROWSER).headers["etag"]]
    for text in ("34.18", "34.19"):
        keep_first_paint("industry", [{}], FirstPaint(version, text, "{}"))
        answer = ask("/industry", BROWSER | {"if-none-match": tags[-1]})
        assert (answer.status_code, text in answer.text) == (200, True)
        tags.append(answer.headers["etag"])
    assert len({*tags}) == 3
    assert ask("/innovation", BROWSER).headers["etag"] == tags[0]
