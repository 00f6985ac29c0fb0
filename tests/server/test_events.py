"""Whoever listens hears of new values, whichever process wrote them."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from server.events import UNREADABLE, VersionWatcher
from tests.second_process import report_in_second_process
from tests.server.streams import Listener

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from server.streams import Event
    from tests.browser.server import Server, StartServer

# Its tests share one server, and one process, in their order.
pytestmark = pytest.mark.xdist_group("events")


@pytest.fixture(scope="module")
def server(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose tables change while these tests run."""
    with start_server(tmp_path_factory.mktemp("server")) as running:
        yield running


def test_all_hear_what_another_process_wrote(server: Server) -> None:
    """Each listener gets the version as it is, at once, and each new one."""
    listeners = [Listener(server) for _ in range(2)]
    assert [listener.hear() for listener in listeners] == ["retry: 2000"] * 2
    before = [listener.hear() for listener in listeners]
    assert before[0] == before[1]
    assert before[0].startswith("event: version\ndata: observations")
    report_in_second_process(server.data, 4321.5)
    after = [listener.hear("event: version") for listener in listeners]
    assert after[0] == after[1] != before[0]


def test_a_hundred_listeners(server: Server) -> None:
    """A hundred open pages are told as one is."""
    listeners = [Listener(server) for _ in range(100)]
    before = {listener.hear("event: version") for listener in listeners}
    report_in_second_process(server.data, 4400)
    after = {listener.hear("event: version") for listener in listeners}
    assert len(before) == len(after) == 1
    assert before != after


def test_nothing_holds_it_back(server: Server) -> None:
    """Neither caches nor compression nor a proxy's buffer: each event goes out when it happens."""
    headers = Listener(server).answer.headers
    assert headers["content-type"].startswith("text/event-stream")
    assert headers["cache-control"] == "no-store"
    assert headers["x-accel-buffering"] == "no"
    assert headers["content-encoding"] is None


def test_heartbeat(server: Server) -> None:
    """A quiet line is kept open by a comment that pages hear too."""
    listener = Listener(server)
    assert listener.hear(":").startswith(": heartbeat\nevent: heartbeat")


def test_tables_that_cannot_be_read(server: Server) -> None:
    """Listeners are told in Chinese, without a path, and hear the version again when it can be read."""
    listener = Listener(server)
    before = listener.hear("event: version")
    log = server.data / "observations" / "_delta_log"
    log.rename(log.with_name("away"))
    try:
        assert listener.hear("event: problem") == f"event: problem\ndata: {UNREADABLE}"
    finally:
        log.with_name("away").rename(log)
    assert listener.hear("event: version") == before


def test_server_ends_while_many_listen(start_server: StartServer, tmp_path: Path) -> None:
    """A server that is told to end does so, though many listen, and each stream ends as it should."""
    with start_server(tmp_path) as running:
        listeners = [Listener(running) for _ in range(10)]
        assert all(listener.hear("event: version") for listener in listeners)
    assert all(listener.hear("the end") for listener in listeners)
    assert "Traceback" not in running.log
    assert "without completing response" not in running.log


def test_nothing_is_asked_while_nobody_listens() -> None:
    """The watch begins with the first listener, is one for all, and ends with the last."""
    watcher = VersionWatcher(lambda: f"version of process {os.getpid()}")

    async def listen() -> list[Event | None]:
        assert watcher._task is None
        first: asyncio.Queue[Event | None] = asyncio.Queue()
        second: asyncio.Queue[Event | None] = asyncio.Queue()
        with watcher.subscribe(first):
            task = watcher._task
            heard = [await first.get()]
            with watcher.subscribe(second):
                assert watcher._task is task
                heard.append(await second.get())
            assert watcher._task is task
        assert watcher._task is None
        assert task is not None
        await asyncio.wait([task])
        assert task.cancelled()
        return heard

    news = {"event": "version", "data": f"version of process {os.getpid()}"}
    # A thread of its own: where browser tests ran before, their driver's event loop still runs in this one.
    with ThreadPoolExecutor() as threads:
        assert threads.submit(asyncio.run, listen()).result() == [news, news]
