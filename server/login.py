"""Who sends a request: holder of a key, or a browser signed in; with ``require_login`` everybody else is refused.

This guards ``/api/``, so every route that hands out data belongs there, and what Streamlit says of its sessions. The
files that pages upload are taken from browsers signed in only, before anything of them is in memory. Pages are guarded by
``parts.frame.require_sign_in``: what they show goes through Streamlit's own socket.
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
    COOKIE,
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
    signed_in_key,
    visitor_address,
)
from indicators.counters import refused
from indicators.meeting import may_follow, may_lead

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from indicators.access import Reporter

_STATUS: dict[type[AccessError], int] = {
    KeyRefusedError: 401,
    NotAllowedError: 403,
    TooManyAttemptsError: 429,
}
_EVENTS, _FOLLOW, _SESSION = "/api/v1/events", "/api/v1/follow/", "/api/v1/session"
# What strangers hear of it is said there.
_HEALTH = {"/api/v1/health", "/api/v1/health/live", "/api/v1/health/ready"}


# Of Streamlit: how much memory its sessions take, and where its pages send files to.
_METRICS, _PAGE_UPLOAD = "/_stcore/metrics", "/_stcore/upload_file/"


class LoginRequired:
    """Refuses strangers files on pages, and everything under ``/api/`` while ``require_login`` is set."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on or answer with the refusal."""
        check = _check_of(scope)
        if check is not None:
            try:
                await anyio.to_thread.run_sync(check, HTTPConnection(scope))
            except AccessError as error:
                await refusal(error)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _check_of(scope: Scope) -> Callable[[HTTPConnection], None] | None:
    """What has to hold before this is answered: None where everybody may ask."""
    if scope["type"] not in {"http", "websocket"}:
        return None
    path: str = scope["path"]
    if path.startswith(_PAGE_UPLOAD) and scope["method"] == "PUT":
        return _require_signed_in
    if path in _HEALTH:
        return None
    return _require_login if path.lstrip("/").partition("/")[0] == "api" or path == _METRICS else None


def _require_signed_in(request: HTTPConnection) -> None:
    if not _cookie_is_known(request) and _signed_in_person(request) is None:
        refused("file", _address(request))
        msg = "登录后才能上传文件，文件未读取。请输入密钥，并允许浏览器保存本站的 Cookie。"
        raise KeyRefusedError(msg)


def _require_login(request: HTTPConnection) -> None:
    if not _has_ticket(request) and not may_read(request):
        msg = "请先登录，或在请求头 Authorization: Bearer 中给出密钥。"
        raise KeyRefusedError(msg)


def may_read(request: HTTPConnection) -> bool:
    """Whether this request may be answered with data: anybody's, or with ``require_login`` that of a known sender.

    Slow: call it in a thread.

    Raises:
        AccessError: as ``key_holder``.
    """
    return (
        not access_rules().require_login
        or key_holder(request) is not None
        or _cookie_is_known(request)
        or _signed_in_person(request) is not None
    )


def _has_ticket(request: HTTPConnection) -> bool:
    """Whether a page gave this browser a ticket for where it asks: versions, a meeting, its cookie; counts as no try of a key."""
    path: str = request.scope["path"]
    ticket = request.query_params.get("ticket", "")
    if path == _SESSION:
        return True  # it hands out no data, and looks at the code itself
    if path == _EVENTS:
        return is_valid_ticket(ticket, LISTENING)
    if not path.startswith(_FOLLOW):
        return False
    edition = path.removeprefix(_FOLLOW)
    return may_follow(edition, ticket) or may_lead(
        edition, bearer_token(request.headers.get("authorization"))
    )


def key_holder(request: HTTPConnection) -> Reporter | None:
    """Holder of the key in the header, None without one; required for every write.

    Slow: call it in a thread.

    Raises:
        AccessError: the key is unknown, its address has to wait, or the key file cannot be read.
    """
    key = bearer_token(request.headers.get("authorization"))
    return authenticate_key(open_keys(), attempts(), key, _address(request)) if key else None


def _address(request: HTTPConnection) -> str:
    return visitor_address(request.client.host if request.client else None)


def _cookie_is_known(request: HTTPConnection) -> bool:
    """Whether this browser was signed in by a key that is still valid: enough to read, never to write."""
    key = signed_in_key(request.cookies.get(COOKIE, ""))
    return key is not None and open_keys().reporter(key) is not None


def _signed_in_person(request: HTTPConnection) -> Reporter | None:
    """Who signed in with this browser, None for nobody or a stranger.

    Enough to read, never to write: the browser sends its cookie with requests forged by another site, too.
    """
    cookie = get_cookie_with_chunks(lambda name: _decode_cookie(request, name), USER_COOKIE_NAME)
    if cookie is None:
        return None
    claims: dict[str, Any] = json.loads(cookie)
    ours = claims.get("is_logged_in") is True and claims.get("origin") == get_origin_from_redirect_uri()
    return access_rules().reporter_of(claims) if ours else None


def _decode_cookie(request: HTTPConnection, name: str) -> bytes | None:
    value = request.cookies.get(name)
    if not value:
        return None
    return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1", "replace"))


def refusal(error: AccessError) -> JSONResponse:
    """The response to an ``AccessError``: 401, 403, 429 with ``Retry-After``, or 503 where a file cannot be read."""
    status = _STATUS.get(type(error), 503)
    headers = {"www-authenticate": "Bearer"} if status == _STATUS[KeyRefusedError] else {}
    if isinstance(error, TooManyAttemptsError):
        headers["retry-after"] = str(error.seconds)
    return JSONResponse({"error": str(error)}, status, headers)
