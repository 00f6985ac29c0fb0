"""Server-sent events as every stream here sends them: retry, heartbeat, and a goodbye when the server ends."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import anyio
from sse_starlette import EventSourceResponse, ServerSentEvent

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractContextManager

Event = dict[str, str]
Subscriber = asyncio.Queue[Event | None]

HEARTBEAT_SECONDS = 15
RETRY_MILLISECONDS = 2000
GOODBYE_SECONDS = 2.0


def stream(listening: Callable[[Subscriber], AbstractContextManager[None]]) -> EventSourceResponse:
    """What comes into a queue while ``listening`` holds it, until the visitor or the server leaves."""
    ear: Subscriber = asyncio.Queue()
    closing = anyio.Event()

    async def say_goodbye() -> None:
        await closing.wait()
        ear.put_nowait(None)

    async def news() -> AsyncIterator[Event | ServerSentEvent]:
        yield ServerSentEvent(retry=RETRY_MILLISECONDS)
        with listening(ear):
            while (heard := await ear.get()) is not None:
                yield heard

    return EventSourceResponse(
        news(),
        ping=HEARTBEAT_SECONDS,
        ping_message_factory=_heartbeat,
        data_sender_callable=say_goodbye,
        shutdown_event=closing,
        shutdown_grace_period=GOODBYE_SECONDS,
    )


def publish_latest(ear: Subscriber, news: Event) -> None:
    """Put news in place of what was not heard yet: who is slow hears the newest, and nothing piles up."""
    while not ear.empty():
        if ear.get_nowait() is None:
            ear.put_nowait(None)  # the goodbye is the last that is heard
            return
    ear.put_nowait(news)


def _heartbeat() -> ServerSentEvent:
    """A comment keeps proxies from hanging up; the event tells the page that the line is not dead."""
    return ServerSentEvent(comment="heartbeat", event="heartbeat", data="")
