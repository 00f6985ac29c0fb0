"""Streamlit's front end as this product sends it: compressed, for a year, and with a head that saves round trips.

Streamlit sends its scripts as they are, 7.8 MB to a first visitor, for it would have to compress them for each one anew.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import anyio
import plotly
from starlette.requests import HTTPConnection
from streamlit.file_util import get_static_dir

from indicators.access import AccessError
from indicators.store import StoreError, shared_store
from server.chinese import EDITION, page_in_chinese, script_in_chinese
from server.first_paint import FirstPaint, first_paint
from server.kept_texts import ASK_AGAIN, FOR_A_YEAR, KeptText
from server.login import may_read
from server.middleware import PAGES

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_FOLDER: Final = Path(get_static_dir())
# Fonts and pictures are compressed already, Streamlit sends them.
_MEDIA_TYPES: Final = {".js": "text/javascript", ".css": "text/css"}
_PARTS: Final = Path(__file__).parents[1] / "pages" / "parts"
_HEAD: Final = (
    ("script", Path(__file__).with_name("head.js")),
    ("script", Path(__file__).with_name("type_ahead.js")),
    ("style", _PARTS / "frame" / "palette.css"),
)

# Where Streamlit's own files are asked for; they name each other relative to where they are.
_STATIC: Final = f"/static/{EDITION}/"
# Parts of the front end on every page, which asks for them only when it is connected and told so. Plotly is none of
# them: it would keep the rest waiting for longer than it came sooner.
_ON_EVERY_PAGE: Final = ("BidiComponent", "Html", "PageLink", "Selectbox")
_IMPORTS: Final = re.compile(r'(?:from|import)"\./([^"]+\.js)"')


_START: Final = re.compile(r'<script type="module" crossorigin src="([^"]+)"></script>')
_FILES_OF_START: Final = re.compile(r'<link rel="modulepreload" [^>]*>')
_SHEET: Final = ("sheet.js", "print.js", "downloads.js")
_STYLES: Final = (
    "frame/style.css",
    "frame/print.css",
    "sheet/sheet.css",
    "board/board.css",
    "board/timeline.css",
    "indicator/indicator.css",
    "years/years.css",
    "follow_up/follow_up.css",
)


class FrontEnd:
    """Sends the pages' HTML, and the files of the front end whose name carries a hash, from memory."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._texts = {**_hashed_texts(), **_own_texts()}
        self._pages = {"", *PAGES}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file itself; pass everything else on, parts of files too."""
        answer = self.app
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} and not _asks_for_a_part(scope):
            page = scope["path"].removeprefix("/")
            if page in self._pages:
                answer = _page(await anyio.to_thread.run_sync(_first_paint, HTTPConnection(scope), page))
            else:
                answer = self._texts.get(scope["path"], self.app)
        if answer is self.app and scope.get("path", "").startswith(_STATIC):
            scope = {**scope, "path": scope["path"].replace(_STATIC, "/static/", 1)}
        await answer(scope, receive, send)


def _first_paint(request: HTTPConnection, page: str) -> FirstPaint | None:
    """What the page showed last, for whoever may see it."""
    try:
        if not may_read(request):
            return None
        return first_paint(page, request.query_params, shared_store().snapshot().version)
    except (StoreError, AccessError):
        return None  # the page itself says it


@lru_cache(maxsize=100)
def _page(paint: FirstPaint | None) -> KeptText:
    """Streamlit's page, the same for every address until the socket is there; before that the first paint shows."""
    return KeptText(lambda: _page_html(paint).encode(), media_type="text/html", lifetime=ASK_AGAIN)


def inline_scripts() -> list[str]:
    """The scripts that stand in the page itself."""
    return re.findall(r"<script>(.*?)</script>", _page_html(None), re.DOTALL)


def _page_html(paint: FirstPaint | None) -> str:
    html = page_in_chinese((_FOLDER / "index.html").read_text(encoding="utf-8"))
    html = html.replace("./static/", f".{_STATIC}")
    library, script, styles = (f".{address}" for address in _own_texts())
    first = "".join(f"<{tag}>{file.read_text(encoding='utf-8')}</{tag}>" for tag, file in _HEAD)
    early = "".join(
        f'<link rel="modulepreload" crossorigin href=".{_STATIC}js/{name}">\n    '
        for name in sorted(_scripts_of_every_page())
        if name not in html
    )
    html = html.replace("</head>", f"{early}</head>", 1)
    painted = ""
    if paint is not None:
        html, painted = _started_by_our_script(html), paint.as_html()
        first += f'<link rel="preload" as="script" fetchpriority="high" href="{library}">'
    # Behind Streamlit's own styles, so that ours count.
    body = f'<link rel="stylesheet" href="{styles}">{painted}<script src="{script}" data-plotly="{library}"></script>'
    return html.replace("<head>", f"<head>{first}", 1).replace("</body>", f"{body}</body>", 1)


def _started_by_our_script(html: str) -> str:
    """The page with Streamlit's hundred scripts put aside: they take a second, and the first paint comes before them."""
    (start,) = _START.findall(html)
    files = "".join(_FILES_OF_START.findall(html))
    aside = f'<template id="streamlit" data-start="{start}">{files}</template>'
    return _FILES_OF_START.sub("", _START.sub("", html)).replace("</body>", f"{aside}</body>", 1)


@cache
def _own_texts() -> dict[str, KeptText]:
    """The charts' library, the script and the styles of the pages, by addresses that carry their hash."""
    contents = {
        "plotly.js": (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes(),
        "sheet.js": b"\n".join((_PARTS / "sheet" / name).read_bytes() for name in _SHEET),
        "style.css": b"\n".join((_PARTS / name).read_bytes() for name in _STYLES),
    }
    return {_hashed_address(name, content): _kept(name, content) for name, content in contents.items()}


def _hashed_address(name: str, content: bytes) -> str:
    stem, _, ending = name.partition(".")
    return f"/static/own/{stem}.{hashlib.sha256(content).hexdigest()[:8]}.{ending}"


def _kept(name: str, content: bytes) -> KeptText:
    return KeptText(lambda: content, media_type=_MEDIA_TYPES[Path(name).suffix], lifetime=FOR_A_YEAR)


def _scripts_of_every_page() -> set[str]:
    """Names of the parts' scripts and of all that they import: a browser looks into one only when it has it."""
    folder = _FOLDER / "static" / "js"
    wanted = {file.name for part in _ON_EVERY_PAGE for file in folder.glob(f"{part}.*.js")}
    found: set[str] = set()
    while wanted:
        found.add(name := wanted.pop())
        wanted |= {*_IMPORTS.findall((folder / name).read_text(encoding="utf-8"))} - found
    return found


def _hashed_texts() -> dict[str, KeptText]:
    """Scripts and styles by their address; all of them have the hash in the name: ``index.DormvYxC.js``."""
    return {
        f"{_STATIC}{file.relative_to(_FOLDER / 'static').as_posix()}": KeptText(
            partial(_in_chinese, file), media_type=_MEDIA_TYPES[file.suffix], lifetime=FOR_A_YEAR
        )
        for file in (_FOLDER / "static").rglob("*.*.*")
        if file.suffix in _MEDIA_TYPES
    }


def _in_chinese(file: Path) -> bytes:
    return script_in_chinese(file.name, file.read_text(encoding="utf-8")).encode()


def _asks_for_a_part(scope: Scope) -> bool:
    return any(name == b"range" for name, _ in scope["headers"])
