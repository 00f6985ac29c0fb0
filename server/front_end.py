"""Streamlit's front end as this product sends it: compressed, for a year, and with a head that saves round trips.

Streamlit sends its scripts as they are, 7.8 MB to a first visitor, for it would have to compress them for each one anew.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from streamlit.file_util import get_static_dir

from server.kept_texts import ASK_AGAIN, FOR_A_YEAR, KeptText
from server.middleware import PAGES

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_FOLDER: Final = Path(get_static_dir())
# Fonts and pictures are compressed already, Streamlit sends them.
_MEDIA_TYPES: Final = {".js": "text/javascript", ".css": "text/css"}
# Opened by a link to /industry, the front end would ask under /industry/ first where its server is. The server is where
# the page is; relative, for a proxy may have put both into a folder.
_HEAD: Final = """<head>
    <script>
      window.__streamlit = { BACKEND_BASE_URL: new URL("./", location.href).href }
    </script>"""

# Parts of the front end on every page, which asks for them only when it is connected and told so. Plotly is none of
# them: it would keep the rest waiting for longer than it came sooner.
_ON_EVERY_PAGE: Final = ("BidiComponent", "Html", "PageLink", "Selectbox")
_IMPORTS: Final = re.compile(r'(?:from|import)"\./([^"]+\.js)"')


class FrontEnd:
    """Sends the pages' HTML, and the files of Streamlit's front end whose name carries a hash, from memory."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        page = KeptText(_page, media_type="text/html", lifetime=ASK_AGAIN)
        self._texts = _hashed_texts() | {f"/{name}": page for name in ("", *PAGES)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file itself; pass everything else on, parts of files too."""
        whole = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} and not _asks_for_a_part(scope)
        answer = self._texts.get(scope["path"], self.app) if whole else self.app
        await answer(scope, receive, send)


def _page() -> bytes:
    """Streamlit's page, the same for every address: what it shows comes through the socket."""
    html = (_FOLDER / "index.html").read_text(encoding="utf-8")
    early = "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">\n    '
        for name in sorted(_scripts_of_every_page())
        if name not in html
    )
    return html.replace("<head>", _HEAD, 1).replace("</head>", f"{early}</head>", 1).encode()


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
        f"/{file.relative_to(_FOLDER).as_posix()}": KeptText(
            file.read_bytes, media_type=_MEDIA_TYPES[file.suffix], lifetime=FOR_A_YEAR
        )
        for file in (_FOLDER / "static").rglob("*.*.*")
        if file.suffix in _MEDIA_TYPES
    }


def _asks_for_a_part(scope: Scope) -> bool:
    return any(name == b"range" for name, _ in scope["headers"])
