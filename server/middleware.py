"""Middleware around Streamlit: redirect unknown pages, switch off English dialogs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from starlette.types import ASGIApp, Receive, Scope, Send

# Query parameter that tells 总览 which page was asked for; ``parts.frame`` shows it.
MISSING_PAGE: Final = "missing"
# A page's address is the name of its file.
PAGES = {file.stem for file in (Path(__file__).parents[1] / "pages").glob("*.py")} - {"main", "overview"}
_SERVED = {"_stcore", "static", "media", "component", "auth", "oauth2callback", "api", ""}
_HOST_CONFIG = "/_stcore/host-config"


class RedirectUnknownPages:
    """Redirects a request for an unknown page to 总览, which says so in Chinese."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass known pages and other paths on, redirect the rest."""
        request = Request(scope) if scope["type"] == "http" else None
        if request is not None and "text/html" in request.headers.get("accept", ""):
            first, _, rest = request.url.path.lstrip("/").partition("/")
            unknown = first not in PAGES | _SERVED or (first in PAGES and rest.strip("/"))
            if unknown and "." not in request.url.path:
                query = {} if first == "overview" else {MISSING_PAGE: request.url.path.strip("/")[:80]}
                await RedirectResponse(f"/?{urlencode(query)}" if query else "/")(scope, receive, send)
                return
        await self.app(scope, receive, send)


class NoErrorDialogs:
    """Switches off Streamlit's error dialogs, which are English and cover the page while the server restarts.

    ``parts.frame`` shows errors on the page, in Chinese. ``config.toml`` has no option for this: Streamlit's front end
    takes it from the response to its first request.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Set the option in that response; pass everything else on."""
        start: MutableMapping[str, Any] = {}

        async def with_option(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            if start["status"] == 200:  # noqa: PLR2004 - 404 is how the front end learns where the server is
                message["body"] = json.dumps(
                    json.loads(message["body"]) | {"blockErrorDialogs": True}
                ).encode()
                headers = [(name, value) for name, value in start["headers"] if name != b"content-length"]
                start["headers"] = [*headers, (b"content-length", str(len(message["body"])).encode())]
            await send(start)
            await send(message)

        if scope["type"] == "http" and scope["path"] == _HOST_CONFIG and scope["method"] == "GET":
            uncompressed = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            await self.app({**scope, "headers": uncompressed}, receive, with_option)
        else:
            await self.app(scope, receive, send)
