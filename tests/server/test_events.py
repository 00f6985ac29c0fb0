"""Every subscriber gets each new version of the tables, whichever process wrote it."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from server.events import UNREADABLE, VersionWatcher
from tests.second_process import report_in_second_process
from tests.server.front_end import finished
from tests.server.streams import EventClient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from server.streams import Event
    from tests.browser.server import Server, StartServer

# Its tests share one server, and so one process; their order does not matter.
pytestmark = pytest.mark.xdist_group("events")


@pytest.fixture(scope="module")
def server(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose tables change while these tests run."""
    with start_server(tmp_path_factory.mktemp("server")) as running:
        yield running


def test_another_process_writes(server: Server) -> None:
    """Each client gets the current version at once, and then each new one."""
    clients = [EventClient(server) for _ in range(2)]
    assert [client.receive() for client in clients] == ["retry: 2000"] * 2
    before = [client.receive() for client in clients]
    assert before[0] == before[1]
    assert before[0].startswith("event: version\ndata: joint_uploads")
    report_in_second_process(server.data, 4321.5)
    after = [client.receive("event: version") for client in clients]
    assert after[0] == after[1] != before[0]


def test_a_hundred_listeners(server: Server) -> None:
    """A hundred clients get the same new version."""
    clients = [EventClient(server) for _ in range(100)]
    before = {client.receive("event: version") for client in clients}
    report_in_second_process(server.data, 4400)
    after = {client.receive("event: version") for client in clients}
    assert len(before) == len(after) == 1
    assert before != after


def test_listeners_and_sessions_are_counted(server: Server) -> None:
    """Whoever watches the server sees how many streams are open, and how many pages."""

    def read() -> dict[str, float]:
        with urlopen(f"{server.url}/api/v1/metrics", timeout=30) as answer:  # noqa: S310 - our own server
            lines = answer.read().decode().splitlines()
        return {line.split()[0]: float(line.split()[1]) for line in lines if not line.startswith("#")}

    before = read()
    clients = [EventClient(server) for _ in range(3)]
    assert all(client.receive("event: version") for client in clients)
    after = read()
    assert after["sixlifts_event_listeners"] == before.get("sixlifts_event_listeners", 0) + 3
    assert after["sixlifts_sessions"] == 0


def test_events_are_not_buffered(server: Server) -> None:
    """Neither caches nor compression nor a proxy's buffer delay an event."""
    headers = EventClient(server).response.headers
    assert headers["content-type"].startswith("text/event-stream")
    assert headers["cache-control"] == "no-store"
    assert headers["x-accel-buffering"] == "no"
    assert headers["content-encoding"] is None


def test_heartbeat(server: Server) -> None:
    """An idle stream is kept open by a comment and an event for the page."""
    client = EventClient(server)
    assert client.receive(":").startswith(": heartbeat\nevent: heartbeat")


def test_a_damaged_table_is_another_version(server: Server) -> None:
    """Pages hear of damage, to show what is left under a notice, and of the same version again when it is mended."""
    client = EventClient(server)
    before = client.receive("event: version")
    log = server.data / "observations" / "_delta_log"
    log.rename(log.with_name("away"))
    try:
        assert "!" in client.receive("event: version")
    finally:
        log.with_name("away").rename(log)
    assert client.receive("event: version") == before


def test_server_stops_while_many_listen(start_server: StartServer, tmp_path: Path) -> None:
    """A server that is stopped stops, and each stream ends cleanly."""
    with start_server(tmp_path) as running:
        clients = [EventClient(running) for _ in range(10)]
        assert all(client.receive("event: version") for client in clients)
    assert all(client.receive("the end") for client in clients)
    assert "Traceback" not in running.log
    assert "without completing response" not in running.log


def test_a_library_that_gives_up_is_a_problem() -> None:
    """What passes every ``except Exception`` does not end the watch: the next version is told."""
    panic = type("PanicException", (BaseException,), {})
    answers = iter([panic, None])

    def read() -> str:
        if (error := next(answers)) is not None:
            raise error
        return "2"

    watcher = VersionWatcher(read)
    assert watcher._read() == {"event": "problem", "data": UNREADABLE}
    assert watcher._read() == {"event": "version", "data": "2"}


def test_nothing_is_read_without_subscribers() -> None:
    """The watcher starts with the first subscriber, serves all with one task, and stops with the last."""
    watcher = VersionWatcher(lambda: f"version of process {os.getpid()}")

    async def listen() -> list[Event | None]:
        assert watcher._task is None
        first: asyncio.Queue[Event | None] = asyncio.Queue()
        second: asyncio.Queue[Event | None] = asyncio.Queue()
        with watcher.subscribe(first):
            task = watcher._task
            received = [await first.get()]
            with watcher.subscribe(second):
                assert watcher._task is task
                received.append(await second.get())
            assert watcher._task is task
        assert watcher._task is None
        assert task is not None
        await asyncio.wait([task])
        assert task.cancelled()
        return received

    event = {"event": "version", "data": f"version of process {os.getpid()}"}
    assert finished(listen()) == [event, event]
