"""Two servers over one object store: how soon one shows what came in through the other, and a minute without the store.

``python -m bench.replicas [ROUNDS] [SECONDS]``. ROUNDS uploads go through the first server; measured is the time from
its answer until a listener at the second has the new version. Then both servers take ROUNDS uploads at the same time,
and the store answers nothing for SECONDS: what pages and uploads say meanwhile, and how soon all is as before.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import httpx

from indicators.access import Keys
from tests.browser.server import serve
from tests.reports import gazelles, output
from tests.s3 import object_store
from tests.server.streams import EventClient

if TYPE_CHECKING:
    from tests.browser.server import Server


def main() -> None:
    """Measure and print."""
    rounds, away = (*map(int, sys.argv[1:]), *(5, 60)[len(sys.argv) - 1 :])
    with ExitStack() as running:
        store = running.enter_context(object_store())
        os.environ.update(store.environment)
        servers = []
        for _ in range(2):
            folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="bench-replicas-")))
            servers.append(running.enter_context(serve(folder, demo=False, environment=store.environment)))
        key = Keys(store.root).add("经发局", ["industry", "innovation"])
        here, there = servers

        client, delays = EventClient(there), []
        client.receive("event: version")
        for turn in range(rounds):
            _taken(_send(here, key, output(1800.0 + turn)))
            since = time.monotonic()
            client.receive("event: version")
            delays.append(time.monotonic() - since)
        print(f"seen on the other server after {median(delays):.2f} s, {max(delays):.2f} s at most")

        def many(number: int) -> list[str]:
            contents = [gazelles(400 + turn) if number else output(1900.0 + turn) for turn in range(rounds)]
            answers = [_send(servers[number], key, content) for content in contents]
            return [answer.text for answer in answers if answer.status_code != 201]  # noqa: PLR2004

        with ThreadPoolExecutor(2) as threads:
            refused = [answer for answers in threads.map(many, range(2)) for answer in answers]
        time.sleep(3)
        known = [len(httpx.get(f"{server.url}/api/v1/uploads").json()["uploads"]) for server in servers]
        print(f"at the same time: {2 * rounds}, refused {refused}; listed {known} of {3 * rounds}")

        os.kill(store.process.pid, signal.SIGSTOP)
        try:
            _without_store(here, key, away)
        finally:
            os.kill(store.process.pid, signal.SIGCONT)
        since = time.monotonic()
        while _timed(here, "/api/v1/health")[1].status_code != 200:  # noqa: PLR2004
            time.sleep(0.2)
        print(f"back: health ok after {time.monotonic() - since:.1f} s")
        print(f"back: upload {_send(here, key, output(2500.0)).status_code}")


def _without_store(server: Server, key: str, away: int) -> None:
    since = time.monotonic()
    seen: dict[str, list[float]] = {}
    codes: dict[str, set[int]] = {}
    while time.monotonic() - since < away:
        for path in ("/", "/api/v1/board", "/api/v1/health"):
            seconds, answer = _timed(server, path)
            seen.setdefault(path, []).append(seconds)
            codes.setdefault(path, set()).add(answer.status_code)
        time.sleep(1)
    for path, times in seen.items():
        print(f"away: {path}: {sorted(codes[path])}, {median(times):.3f} s, {max(times):.3f} s at most")
    started = time.monotonic()
    answer = _send(server, key, output(2400.0))
    print(
        f"away: upload: {answer.status_code} {answer.json().get('error')}, {time.monotonic() - started:.1f} s"
    )


def _taken(answer: httpx.Response) -> None:
    if answer.status_code != 201:  # noqa: PLR2004
        raise SystemExit(answer.text)


def _timed(server: Server, path: str) -> tuple[float, httpx.Response]:
    started = time.monotonic()
    answer = httpx.get(f"{server.url}{path}", timeout=120)
    return time.monotonic() - started, answer


def _send(server: Server, key: str, content: bytes) -> httpx.Response:
    return httpx.post(
        f"{server.url}/api/v1/uploads",
        params={"name": "9月.csv", "confirm": "yes"},
        content=content,
        headers={"Authorization": f"Bearer {key}"},
        timeout=120,
    )


if __name__ == "__main__":
    main()
