"""``/api/v1/follow/{edition}``: where the operator of a meeting is, for everybody who follows.

``GET``: server-sent events, one at once and one for every move: ``event: screen``,
``data: {"screen": "item:unicorns", "cover": "", "only": "", "lifts": "", "followers": 12}``; ``screen`` is null until the
operator has sent a position. With ``?leading=1`` the subscriber is the operator's own browser: it is not counted as a
follower, and it gets the new number when others come and go. ``?ticket=`` replaces a login where one is required.

``POST``: a position (the same without ``followers``) with the leader's token moves everybody; the response is what they
get. 400 wrong body, 403 wrong or expired token, or one whose key was revoked, 404 no such edition
or one that was withdrawn (who follows stays where they are), 413 too large, 503 tables that cannot be read.

Whoever follows may be on another server than the operator: ``server/replicas/rooms.py``.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import anyio
from pydantic import ValidationError
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse

from indicators.access import AccessError, NotAllowedError, bearer_token
from indicators.field_errors import expected_value
from indicators.meeting import EditionError, find_edition, may_lead
from indicators.store import StoreError, shared_store
from server.login import refusal
from server.replicas import Position, room_of
from server.streams import event_stream
from server.watch import unreadable

if TYPE_CHECKING:
    from sse_starlette import EventSourceResponse
    from starlette.requests import Request

MAX_BYTES: Final = 1000
_EXAMPLE: Final = '应如 {"screen": "closing", "cover": ""}。'


class _BadRequestError(Exception):
    """A body that is no position; the message is Chinese.

    Attributes:
        status: 400 or 413.
    """

    def __init__(self, message: str, status: int = 400) -> None:
        self.status = status
        super().__init__(message)


async def follow(request: Request) -> EventSourceResponse | JSONResponse:
    """Where the operator is now, then each move, until the visitor or the server leaves."""
    edition = request.path_params["edition"]
    try:
        await anyio.to_thread.run_sync(partial(_require_edition, edition, withdrawn=True))
    except StoreError as error:
        return _store_refusal(error)
    room = room_of(edition)
    await room.look()
    return event_stream(partial(room.subscribe, leads=request.query_params.get("leading") == "1"))


async def lead(request: Request) -> JSONResponse:
    """Move everybody who follows."""
    edition = request.path_params["edition"]
    try:
        await anyio.to_thread.run_sync(_require_leader, edition, request.headers.get("authorization"))
        position = _parse_position(await _read_body(request))
    except AccessError as error:
        return refusal(error)
    except StoreError as error:
        return _store_refusal(error)
    except ClientDisconnect:
        return JSONResponse({"error": "请求没有发送完。"}, 400)
    except _BadRequestError as error:
        return JSONResponse({"error": str(error)}, error.status)
    room = room_of(edition)
    room.move(position)
    return JSONResponse(room.state())


def _require_edition(edition: str, *, withdrawn: bool = False) -> None:
    find_edition(shared_store().snapshot(), edition, withdrawn=withdrawn)


def _require_leader(edition: str, header: str | None) -> None:
    _require_edition(edition)
    if not may_lead(edition, bearer_token(header)):
        msg = "主持口令不正确，没有移动任何人的画面。请由上报单位从“会议版本”页重新打开放映。"
        raise NotAllowedError(msg)


async def _read_body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_BYTES:
            msg = f"内容超过 {MAX_BYTES} 字节，{_EXAMPLE}"
            raise _BadRequestError(msg, 413)
    return body


def _parse_position(body: bytes) -> Position:
    try:
        return Position.model_validate_json(body)
    except ValidationError as error:
        wrong = "；".join(
            f"{'.'.join(map(str, e['loc'])) or 'JSON'} 应为：{expected_value(e)}" for e in error.errors()
        )
        msg = f"内容有误（{wrong}），{_EXAMPLE}"
        raise _BadRequestError(msg) from error


def _store_refusal(error: StoreError) -> JSONResponse:
    if isinstance(error, EditionError):
        return JSONResponse({"error": str(error)}, 404)
    return unreadable(error)
