"""What people see of an error nobody foresaw: a sentence and an id that stands in the log; no trace, no path."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import streamlit as st
from starlette.responses import JSONResponse

from indicators.store import StoreError
from server.watch.log import log_error, log_unreadable, request_id
from server.watch.panics import panics_as_errors

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from starlette.types import ASGIApp, Receive, Scope, Send


class RequestIds:
    """Gives each request an id, in the header ``X-Request-Id`` and in the log, and each unforeseen error a sentence."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 500 in words where nothing was answered yet; after that only the log can say it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = secrets.token_hex(4)
        request_id.set(request)
        started = False

        async def with_id(message: MutableMapping[str, Any]) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message.get("headers", []), (b"x-request-id", request.encode())]
            await send(message)

        try:
            with panics_as_errors():
                await self.app(scope, receive, with_id)
        except Exception as error:
            number = log_error(f"{scope['method']} {scope['path']}", error)
            if started:
                raise
            words = f"服务器内部出错，未完成本次请求。请稍后重试；如仍出现，请把编号 {number} 告诉管理员。"
            await JSONResponse({"error": words}, 500)(scope, receive, with_id)


def unreadable(error: StoreError) -> JSONResponse:
    """503 for tables that cannot be read or written, in words; why stands in the log."""
    log_unreadable(error)
    return JSONResponse({"error": str(error)}, 503)


def show_script_error(error: Exception) -> bool:
    """Show on the page, instead of Streamlit's English, what its frame did not catch: an error in a click."""
    if isinstance(error, StoreError):
        log_unreadable(error)
        st.error(f"本次操作未能完成。{error}")
        return True
    number = log_error("page", error)
    st.error(f"本次操作未能完成。请刷新页面重试；如仍出现，请把编号 {number} 告诉管理员。")
    return True
