"""Where each meeting is: its operator may be on one server, and who follows on another.

A move goes at once to all who follow on the operator's server, and into a small file beside the tables,
``meetings/<edition>.json``, that the other servers look at once a second while somebody follows there. The newest move
wins. So a meeting also survives the restart of a server, for as long as its operator may lead.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from contextlib import contextmanager, suppress
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated, Final, Literal

import anyio
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from indicators.access import TICKET_HOURS
from indicators.settings import data_root
from indicators.shared_files import shared_files
from server.replicas.followers import Followers
from server.streams import Event, Subscriber, publish_latest

if TYPE_CHECKING:
    from collections.abc import Iterator

POLL_SECONDS: Final = 1.0
# The operator gets the number of followers at most once in this time.
COUNT_SECONDS: Final = 1.0
_log = logging.getLogger("sixlifts")


class Position(BaseModel):
    """Where the meeting is.

    Attributes:
        screen: id of the screen.
        cover: ``black`` or ``white`` where everybody sees that instead of the screen.
        only: the operator's filter of the screens, as in the address of the meeting.
        lifts: the operator's choice of lifts, as in the address of the meeting.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    screen: Annotated[str, Field(strict=True, min_length=1, max_length=100)]
    cover: Literal["", "black", "white"] = ""
    only: Literal["", "behind"] = ""
    lifts: Annotated[str, Field(strict=True, max_length=200)] = ""


class Move(BaseModel):
    """A position and when the meeting went there, in nanoseconds since 1970."""

    model_config = ConfigDict(frozen=True)

    at: int
    position: Position


class Room:
    """Position and subscribers of one edition.

    Not thread-safe: use it in the event loop only.
    """

    def __init__(self, edition: str) -> None:
        self._file = f"meetings/{edition}.json"
        self._shared_number = Followers(edition)
        self._elsewhere = 0
        self._move: Move | None = None
        self._followers: set[Subscriber] = set()
        self._leaders: set[Subscriber] = set()
        self._pending_count: asyncio.TimerHandle | None = None
        self._poll: asyncio.Task[None] | None = None
        self._writing: asyncio.Task[None] | None = None
        self._ending: asyncio.Task[None] | None = None

    def state(self) -> dict[str, int | str | None]:
        """What every subscriber gets: the position and how many follow."""
        position = {"screen": None, "cover": "", "only": "", "lifts": ""}
        if self._move is not None:
            position = self._move.position.model_dump()
        return position | {"followers": len(self._followers) + self._elsewhere}

    @contextmanager
    def subscribe(self, subscriber: Subscriber, *, leads: bool) -> Iterator[None]:
        """Put the current position, then each move, into the queue."""
        group = self._leaders if leads else self._followers
        group.add(subscriber)
        publish_latest(subscriber, self._event())
        if not leads:
            self._schedule_count()
        if self._poll is None:
            self._poll = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            group.remove(subscriber)
            if not leads:
                self._schedule_count()
            if not self._followers | self._leaders:
                self._poll.cancel()
                self._poll = None
                self._elsewhere = 0
                self._ending = asyncio.create_task(anyio.to_thread.run_sync(self._shared_number.tell, 0))

    def move(self, position: Position) -> None:
        """Send everybody to a position; the last move wins."""
        # Later than what is known here, however the clocks of two servers differ.
        at = max(time.time_ns(), self._move.at + 1 if self._move else 0)
        self._go(Move(at=at, position=position))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())

    async def look(self) -> None:
        """Go where another server has sent the meeting."""
        move = await anyio.to_thread.run_sync(self._read, abandon_on_cancel=True)
        if move is not None and (self._move is None or move.at > self._move.at):
            self._go(move)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(POLL_SECONDS)
            await self.look()
            await self._count_all()

    async def _count_all(self) -> None:
        """Tell the other servers how many follow here, and hear how many follow there."""
        in_thread = partial(anyio.to_thread.run_sync, abandon_on_cancel=True)
        await in_thread(self._shared_number.tell, len(self._followers))
        elsewhere = await in_thread(self._shared_number.elsewhere) if self._leaders else 0
        if elsewhere != self._elsewhere:
            self._elsewhere = elsewhere
            self._schedule_count()

    def _read(self) -> Move | None:
        """The last move of any server; None where there was none, or the file cannot be read just now."""
        with suppress(OSError, ValidationError):
            content = shared_files(data_root()).read_now(self._file)
            if content is not None:
                move = Move.model_validate_json(content)
                age = time.time() - move.at / 1e9
                return move if age < TICKET_HOURS * 3600 else None
        return None

    async def _write(self) -> None:
        """Tell the other servers; of moves that come meanwhile, the newest."""
        written = None
        while (move := self._move) is not None and move is not written:
            content = move.model_dump_json().encode()
            try:
                await anyio.to_thread.run_sync(shared_files(data_root()).replace, self._file, content)
            except OSError:
                _log.warning("a meeting's position was not kept for other servers", exc_info=True)
            written = move

    def _go(self, move: Move) -> None:
        self._move = move
        self._publish(self._followers | self._leaders)

    def _publish(self, subscribers: set[Subscriber]) -> None:
        event = self._event()
        for subscriber in subscribers:
            publish_latest(subscriber, event)

    def _event(self) -> Event:
        return {"event": "screen", "data": json.dumps(self.state())}

    def _schedule_count(self) -> None:
        """Send the operator the number of followers soon, once for all who come or go until then."""
        if self._leaders and self._pending_count is None:
            self._pending_count = asyncio.get_running_loop().call_later(COUNT_SECONDS, self._publish_count)

    def _publish_count(self) -> None:
        self._pending_count = None
        self._publish(self._leaders)


@cache
def room_of(edition: str) -> Room:
    """The room of an edition, one for all who come to this server."""
    return Room(edition)
