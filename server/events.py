"""Open pages hear of new values at once: server-sent events at ``/api/v1/events``.

Values come from this process or from any other, so what is watched are the tables themselves. However many listen,
their version is asked for once a second; while nobody listens, not at all.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

import anyio

from indicators.store import shared_store
from server.streams import Event, Subscriber, publish_latest, stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sse_starlette import EventSourceResponse
    from starlette.requests import Request

LOOK_SECONDS = 1.0
# Whoever looks may listen: what is wrong, and where the file lies, is for the log.
UNREADABLE = "数据表暂时无法读取，恢复后本页自动更新"
_log = logging.getLogger("sixlifts")


class Watcher:
    """Tells everybody who listens when the version changes.

    Its task lives exactly as long as there is a listener: it begins with the first and ends with the last.
    """

    def __init__(self, ask: Callable[[], str]) -> None:
        self._ask = ask
        self._listeners: set[Subscriber] = set()
        self._news: Event | None = None
        self._task: asyncio.Task[None] | None = None

    @contextmanager
    def listener(self, ear: Subscriber) -> Iterator[None]:
        """Put the version as it is now, then each other one, into ``ear``: ``{"event": "version", "data": …}``.

        While the tables cannot be read, the event is ``problem`` and its data a sentence in Chinese.
        """
        self._listeners.add(ear)
        if self._news is not None:
            publish_latest(ear, self._news)
        if self._task is None:
            self._task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            self._listeners.remove(ear)
            if not self._listeners:
                self._task.cancel()
                self._task = self._news = None

    async def _watch(self) -> None:
        while True:
            news = await anyio.to_thread.run_sync(self._look, abandon_on_cancel=True)
            if news != self._news:
                self._news = news
                for ear in self._listeners:
                    publish_latest(ear, news)
            await asyncio.sleep(LOOK_SECONDS)

    def _look(self) -> Event:
        try:
            return {"event": "version", "data": self._ask()}
        except Exception:  # noqa: BLE001 - whatever it is, the next look may go well
            if self._news is None or self._news["event"] != "problem":
                _log.exception("tables")
            return {"event": "problem", "data": UNREADABLE}


def version() -> str:
    """The newest version of the tables in one word, as ``Snapshot.version`` has it."""
    return shared_store().snapshot().version


_tables = Watcher(version)


async def events(_: Request) -> EventSourceResponse:
    """The version of the tables now and whenever it changes, until the visitor or the server leaves."""
    return stream(_tables.listener)
