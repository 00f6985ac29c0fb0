"""``/api/v1/follow/{edition}``: where the operator is, for everyone who follows; server-sent events.

``GET``: ``event: screen``, ``data: {"screen": "item:unicorns", "cover": "", "only": "", "lifts": "", "followers": 12}``
at once and at every move; screen null while the operator has not said where the meeting is. With ``?leading=1`` it is the operator's own browser: not counted
as a follower, and told when others come and go. While ``require_login`` holds, ``?ticket=`` opens it as a login does.
``POST``: the same without followers, with the leader's token, moves everybody; the answer is what they hear. 400 a wrong
body, 403 a wrong token or one older than half a day, 404 no such edition, 413 too large, 503 tables that cannot be read.

Positions live in this process and in memory alone: the operator's browser says again where it is after a restart.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final, Literal

import anyio
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse

from indicators.access import AccessError, NotAllowedError, bearer_token
from indicators.field_errors import expected_value
from indicators.meeting import EditionError, find_edition, may_lead
from indicators.store import StoreError, shared_store
from server.login import refusal
from server.streams import Event, Subscriber, publish_latest, stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sse_starlette import EventSourceResponse
    from starlette.requests import Request

MOST_BYTES: Final = 1000
# Who comes and who goes is told the operator at most so often, however many do at once.
COUNT_SECONDS: Final = 1.0
_RIGHT: Final = '应如 {"screen": "closing", "cover": ""}。'


class Position(BaseModel):
    """Where the meeting is.

    Attributes:
        screen: id of the screen.
        cover: whether all see black or white instead of it.
        only, lifts: which screens the operator has chosen from, as in the address of the meeting.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    screen: Annotated[str, Field(strict=True, min_length=1, max_length=100)]
    cover: Literal["", "black", "white"] = ""
    only: Literal["", "behind"] = ""
    lifts: Annotated[str, Field(strict=True, max_length=200)] = ""


class Room:
    """Everybody who listens to one edition. Belongs to the event loop: nothing here is called from a thread."""

    def __init__(self) -> None:
        self.position: Position | None = None
        self._followers: set[Subscriber] = set()
        self._leaders: set[Subscriber] = set()
        self._counting: asyncio.TimerHandle | None = None

    @property
    def told(self) -> dict[str, int | str | None]:
        """What everybody hears."""
        nowhere = {"screen": None, "cover": "", "only": "", "lifts": ""}
        place = nowhere if self.position is None else self.position.model_dump()
        return place | {"followers": len(self._followers)}

    @contextmanager
    def listener(self, ear: Subscriber, *, leads: bool) -> Iterator[None]:
        """Put the position as it is now, then each move, into ``ear``."""
        ears = self._leaders if leads else self._followers
        ears.add(ear)
        publish_latest(ear, self._news())
        if not leads:
            self._count()
        try:
            yield
        finally:
            ears.remove(ear)
            if not leads:
                self._count()

    def move(self, position: Position) -> None:
        """Everybody goes there; the last move wins."""
        self.position = position
        news = self._news()
        for ear in self._followers | self._leaders:
            publish_latest(ear, news)

    def _news(self) -> Event:
        return {"event": "screen", "data": json.dumps(self.told)}

    def _count(self) -> None:
        """Tell the operator how many follow, together with those who come or go in the same second."""
        if self._leaders and self._counting is None:
            self._counting = asyncio.get_running_loop().call_later(COUNT_SECONDS, self._say_count)

    def _say_count(self) -> None:
        self._counting = None
        for ear in self._leaders:
            publish_latest(ear, self._news())


_rooms: dict[str, Room] = {}


class _BadRequestError(Exception):
    """Attributes: status: 400 or 413. The message is Chinese."""

    def __init__(self, message: str, status: int = 400) -> None:
        self.status = status
        super().__init__(message)


async def listen(request: Request) -> EventSourceResponse | JSONResponse:
    """Where the operator is now and whenever that changes, until the visitor or the server leaves."""
    edition = request.path_params["edition"]
    try:
        await anyio.to_thread.run_sync(_require_edition, edition)
    except StoreError as error:
        return _no(error)
    room = _rooms.setdefault(edition, Room())
    return stream(partial(room.listener, leads=request.query_params.get("leading") == "1"))


async def lead(request: Request) -> JSONResponse:
    """Move everybody who follows."""
    edition = request.path_params["edition"]
    try:
        await anyio.to_thread.run_sync(_require_leader, edition, request.headers.get("authorization"))
        position = _position(await _body(request))
    except AccessError as error:
        return refusal(error)
    except StoreError as error:
        return _no(error)
    except ClientDisconnect:
        return JSONResponse({"error": "请求没有发送完。"}, 400)
    except _BadRequestError as error:
        return JSONResponse({"error": str(error)}, error.status)
    room = _rooms.setdefault(edition, Room())
    room.move(position)
    return JSONResponse(room.told)


def _require_edition(edition: str) -> None:
    # Whoever has it open goes on together, though it was withdrawn in mid-meeting.
    find_edition(shared_store().snapshot(), edition, withdrawn=True)


def _require_leader(edition: str, header: str | None) -> None:
    _require_edition(edition)
    if not may_lead(edition, bearer_token(header)):
        msg = "主持口令不正确，没有移动任何人的画面。请由上报单位从“会议版本”页重新打开放映。"
        raise NotAllowedError(msg)


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            msg = f"内容超过 {MOST_BYTES} 字节，{_RIGHT}"
            raise _BadRequestError(msg, 413)
    return body


def _position(body: bytes) -> Position:
    try:
        return Position.model_validate_json(body)
    except ValidationError as error:
        wrong = "；".join(
            f"{'.'.join(map(str, e['loc'])) or 'JSON'} 应为：{expected_value(e)}" for e in error.errors()
        )
        msg = f"内容有误（{wrong}），{_RIGHT}"
        raise _BadRequestError(msg) from error


def _no(error: StoreError) -> JSONResponse:
    return JSONResponse({"error": str(error)}, 404 if isinstance(error, EditionError) else 503)
