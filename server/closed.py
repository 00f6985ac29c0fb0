"""Who asks over HTTP; and with ``require_login`` the closed door before everything under ``/api/``.

Pages are closed by ``parts.frame.require_sign_in``: what they show travels through Streamlit's own socket, after the script has
run. So every route that hands out data belongs under ``/api/``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import anyio
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from indicators.access import (
    LISTENING,
    AccessError,
    KeyRefusedError,
    NotAllowedError,
    TooManyAttemptsError,
    access_rules,
    attempts,
    authenticate_key,
    bearer_token,
    is_valid_ticket,
    open_keys,
    visitor_address,
)
from indicators.meeting import may_follow, may_lead

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from indicators.access import Reporter

_STATUS: dict[type[AccessError], int] = {
    KeyRefusedError: 401,
    NotAllowedError: 403,
    TooManyAttemptsError: 429,
}


_EVENTS, _FOLLOW = "/api/v1/events", "/api/v1/follow/"


class LoginRequired:
    """Nothing under ``/api/`` answers a stranger while ``require_login`` holds."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is open or asked by somebody known, refuse the rest."""
        if _is_data(scope):
            try:
                await anyio.to_thread.run_sync(_admit, HTTPConnection(scope))
            except AccessError as error:
                await refusal(error)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _is_data(scope: Scope) -> bool:
    if scope["type"] not in {"http", "websocket"}:
        return False
    first: str = scope["path"].lstrip("/").partition("/")[0]
    return first == "api"


def _admit(request: HTTPConnection) -> None:
    if not access_rules().require_login or _shows_ticket(request):
        return
    if key_holder(request) is None and person(request) is None:
        msg = "请先登录，或在请求头 Authorization: Bearer 中给出密钥。"
        raise KeyRefusedError(msg)


def _shows_ticket(request: HTTPConnection) -> bool:
    """Whether a page gave this browser what it shows: to hear of news, or to lead or follow a meeting.

    No key is tried for that.
    """
    path: str = request.scope["path"]
    ticket = request.query_params.get("ticket", "")
    if path == _EVENTS:
        return is_valid_ticket(ticket, LISTENING)
    if not path.startswith(_FOLLOW):
        return False
    edition = path.removeprefix(_FOLLOW)
    return may_follow(edition, ticket) or may_lead(
        edition, bearer_token(request.headers.get("authorization"))
    )


def key_holder(request: HTTPConnection) -> Reporter | None:
    """Who holds the key in the header, None without one: whoever writes asks for this. Slow: call it in a thread.

    Raises:
        AccessError: the key opens nothing, its address has to wait, or the key file cannot be read.
    """
    key = bearer_token(request.headers.get("authorization"))
    address = visitor_address(request.client.host if request.client else None)
    return authenticate_key(open_keys(), attempts(), key, address) if key else None


def person(request: HTTPConnection) -> Reporter | None:
    """Who signed in with this browser, None for nobody or a stranger: for looking only.

    A cookie travels with requests that another site has made up; it is never enough to write.
    """
    cookie = get_cookie_with_chunks(lambda name: _signed(request, name), USER_COOKIE_NAME)
    if cookie is None:
        return None
    claims: dict[str, Any] = json.loads(cookie)
    ours = claims.get("is_logged_in") is True and claims.get("origin") == get_origin_from_redirect_uri()
    return access_rules().reporter_of(claims) if ours else None


def _signed(request: HTTPConnection, name: str) -> bytes | None:
    value = request.cookies.get(name)
    return (
        decode_signed_value(get_cookie_secret(), name, value.encode("latin-1", "replace")) if value else None
    )


def refusal(error: AccessError) -> JSONResponse:
    """An ``AccessError`` as an HTTP answer: 401, 403, 429 with ``Retry-After``, or 503 for a file that is broken."""
    status = _STATUS.get(type(error), 503)
    headers = {"www-authenticate": "Bearer"} if status == _STATUS[KeyRefusedError] else {}
    if isinstance(error, TooManyAttemptsError):
        headers["retry-after"] = str(error.seconds)
    return JSONResponse({"error": str(error)}, status, headers)
