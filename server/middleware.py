"""What happens to every request on its way to Streamlit and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from typing import Any

    from starlette.types import ASGIApp, Receive, Scope, Send

_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"no-referrer"),
]
# A page's address is its file's name.
_PAGES = {file.stem for file in (Path(__file__).parents[1] / "pages").glob("*.py")} - {"main", "overview"}
_SERVED = {"_stcore", "static", "media", "component", "auth", "oauth2callback", "api", ""}
_HOST_CONFIG = "/_stcore/host-config"


class RedirectUnknownPages:
    """A visitor who asks for a page that is not there lands on 总览, which says so in Chinese."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is known, redirect the rest."""
        request = Request(scope) if scope["type"] == "http" else None
        if request is not None and "text/html" in request.headers.get("accept", ""):
            first, _, rest = request.url.path.lstrip("/").partition("/")
            unknown = first not in _PAGES | _SERVED or (first in _PAGES and rest.strip("/"))
            if unknown and "." not in request.url.path:
                asked = {} if first == "overview" else {"missing": request.url.path.strip("/")[:80]}
                answer = RedirectResponse(f"/?{urlencode(asked)}" if asked else "/")
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)


class SecurityHeaders:
    """Headers on every answer: no sniffing, no framing by others, no referrer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers where the answer starts."""

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class NoErrorDialogs:
    """Streamlit's own error dialogs stay away: English, and over the page while the server restarts.

    What people must know stands on the page, in Chinese: see ``parts.frame``. The switch is
    Streamlit's, in what its front end asks for first; it has no place in ``config.toml``.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Turn the switch in the answer; everything else passes."""
        start: MutableMapping[str, Any] = {}

        async def switched(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            if start["status"] == 200:  # noqa: PLR2004 - 404 is how the front end learns where the server is
                message["body"] = json.dumps(
                    json.loads(message["body"]) | {"blockErrorDialogs": True}
                ).encode()
                kept = [(name, value) for name, value in start["headers"] if name != b"content-length"]
                start["headers"] = [*kept, (b"content-length", str(len(message["body"])).encode())]
            await send(start)
            await send(message)

        if scope["type"] == "http" and scope["path"] == _HOST_CONFIG and scope["method"] == "GET":
            plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            await self.app({**scope, "headers": plain}, receive, switched)
        else:
            await self.app(scope, receive, send)
