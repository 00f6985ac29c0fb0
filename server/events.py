"""``/api/v1/events``: server-sent events that name each new version of the tables, so that open pages update at once.

Any process may write, so the tables themselves are watched: their version is read once a second, however many
subscribe, and not at all while nobody does.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

import anyio

from indicators.store import shared_store, storage_trouble
from server.streams import Event, Subscriber, event_stream, publish_latest
from server.watch import panics_as_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sse_starlette import EventSourceResponse
    from starlette.requests import Request

POLL_SECONDS = 1.0
# Strangers may subscribe: the error and the path of the tables go to the log only.
UNREADABLE = "数据表暂时无法读取，恢复后本页自动更新"
_log = logging.getLogger("sixlifts")


class VersionWatcher:
    """Publishes each new version to all subscribers; it reads the version only while there are any."""

    def __init__(self, read_version: Callable[[], str]) -> None:
        self._read_version = read_version
        self._subscribers: set[Subscriber] = set()
        self._latest: Event | None = None
        self._task: asyncio.Task[None] | None = None

    @contextmanager
    def subscribe(self, subscriber: Subscriber) -> Iterator[None]:
        """Put the current version, then each new one, into the queue: ``{"event": "version", "data": …}``.

        While the tables cannot be read, the event is ``problem`` and its data a sentence in Chinese.
        """
        self._subscribers.add(subscriber)
        if self._latest is not None:
            publish_latest(subscriber, self._latest)
        if self._task is None:
            self._task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            self._subscribers.remove(subscriber)
            if not self._subscribers:
                self._task.cancel()
                self._task = self._latest = None

    async def _watch(self) -> None:
        while True:
            event = await anyio.to_thread.run_sync(self._read, abandon_on_cancel=True)
            if event != self._latest:
                self._latest = event
                for subscriber in self._subscribers:
                    publish_latest(subscriber, event)
            await asyncio.sleep(POLL_SECONDS)

    def _read(self) -> Event:
        try:
            with panics_as_errors():
                return {"event": "version", "data": self._read_version()}
        except Exception:  # noqa: BLE001 - whatever it is, the next attempt may succeed
            if self._latest is None or self._latest["event"] != "problem":
                _log.exception("tables")
            return {"event": "problem", "data": UNREADABLE}


def _version() -> str:
    store = shared_store()
    version = store.snapshot().version
    if trouble := storage_trouble(store):
        raise trouble
    return version


_tables = VersionWatcher(_version)


async def events(_: Request) -> EventSourceResponse:
    """The current version of the tables, then each new one, until the visitor or the server leaves."""
    return event_stream(_tables.subscribe)
