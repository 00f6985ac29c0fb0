"""Under which names this server answers: ``server.allowedHosts`` of Streamlit's settings, any by default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from indicators.access import visitor_address
from indicators.counters import refused

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class AllowedHosts:
    """Refuses another name than the allowed ones on every route; Streamlit itself asks at its socket only."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 400; at a socket Streamlit refuses."""
        if scope["type"] == "http" and not is_host_allowed(HTTPConnection(scope).headers.get("host")):
            client = scope.get("client")
            refused("host", visitor_address(client[0] if client else None))
            await PlainTextResponse("本服务器不以这个名称提供服务。", 400)(scope, receive, send)
            return
        await self.app(scope, receive, send)
