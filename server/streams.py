"""Server-sent events: what all streams share (retry interval, heartbeat, a clean end when the server stops)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import anyio
from sse_starlette import EventSourceResponse, ServerSentEvent

from indicators.counters import count

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractContextManager

Event = dict[str, str]
Subscriber = asyncio.Queue[Event | None]

HEARTBEAT_SECONDS = 15
RETRY_MILLISECONDS = 2000
SHUTDOWN_SECONDS = 2.0


def event_stream(subscribe: Callable[[Subscriber], AbstractContextManager[None]]) -> EventSourceResponse:
    """A response that sends what ``subscribe`` puts into the queue, until the visitor or the server leaves."""
    subscriber: Subscriber = asyncio.Queue()
    stopping = anyio.Event()

    async def stop() -> None:
        await stopping.wait()
        subscriber.put_nowait(None)

    async def events() -> AsyncIterator[Event | ServerSentEvent]:
        yield ServerSentEvent(retry=RETRY_MILLISECONDS)
        count("sixlifts_event_listeners")
        try:
            with subscribe(subscriber):
                while (event := await subscriber.get()) is not None:
                    yield event
        finally:
            count("sixlifts_event_listeners", by=-1)

    return EventSourceResponse(
        events(),
        ping=HEARTBEAT_SECONDS,
        ping_message_factory=_heartbeat,
        data_sender_callable=stop,
        shutdown_event=stopping,
        shutdown_grace_period=SHUTDOWN_SECONDS,
    )


def publish_latest(subscriber: Subscriber, event: Event) -> None:
    """Replace events not sent yet by this one: a slow subscriber gets the newest, and no queue grows."""
    while not subscriber.empty():
        if subscriber.get_nowait() is None:
            subscriber.put_nowait(None)  # nothing follows the end
            return
    subscriber.put_nowait(event)


def _heartbeat() -> ServerSentEvent:
    """A comment keeps proxies from closing the connection; the event shows the page that it is alive."""
    return ServerSentEvent(comment="heartbeat", event="heartbeat", data="")
