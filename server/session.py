"""``/api/v1/session``: the cookie by which a browser stays signed in, set (``POST``) and ended (``DELETE``).

A script of Streamlit cannot set a cookie that scripts cannot read. So the page checks the key where it always did, with
the same form, words and waiting times, and gives its browser a code; the browser exchanges it here, once and within two
minutes, for the cookie. Neither the key nor the cookie's content is ever in the hands of a script in the browser.

The code comes in the header ``Authorization: Bearer``, which no other site can send, so nobody is signed in by one. The
cookie is ``SameSite=Strict``, and good for reading only: what writes over HTTP wants the key itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
from starlette.responses import Response

from indicators.access import (
    COOKIE,
    TICKET_HOURS,
    AccessError,
    KeyRefusedError,
    bearer_token,
    cookie_codes,
    end_sign_in,
)
from server.login import refusal

if TYPE_CHECKING:
    from starlette.requests import Request


async def fetch_cookie(request: Request) -> Response:
    """204 and the cookie for a code; 401 for one that was used, is too old or was never given out."""
    code = bearer_token(request.headers.get("authorization"))
    try:
        ticket = await anyio.to_thread.run_sync(cookie_codes().exchange, code)
    except AccessError as error:
        return refusal(error)
    if ticket is None:
        return refusal(KeyRefusedError("登录口令只能用一次，这一个已用过或已失效。请重新输入密钥。"))
    response = Response(status_code=204)
    response.set_cookie(
        COOKIE,
        ticket,
        max_age=TICKET_HOURS * 3600,
        secure=_is_https(request),
        httponly=True,
        samesite="strict",
    )
    return response


async def sign_out(request: Request) -> Response:
    """204, and the cookie opens nothing any more; the same where there is none."""
    try:
        await anyio.to_thread.run_sync(end_sign_in, request.cookies.get(COOKIE, ""))
    except AccessError as error:
        return refusal(error)
    response = Response(status_code=204)
    response.delete_cookie(COOKIE, secure=_is_https(request), httponly=True, samesite="strict")
    return response


def _is_https(request: Request) -> bool:
    # Behind a proxy of this machine, too: the server takes the scheme from its X-Forwarded-Proto.
    return request.url.scheme == "https"
