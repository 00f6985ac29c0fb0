"""Who takes part in the trials: a server that is started again when it ends, people who look, people who report."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote
from urllib.request import Request, urlopen

from websockets.exceptions import WebSocketException

from bench.peers.viewers import Crowd, SocketViewer
from indicators.access import Keys
from indicators.store import Store
from tests.browser.server import ROOT, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

INDICATOR: Final = "industrial_output"
_LINE: Final = "指标,单位,期间,累计\n规上工业总产值,亿元,{period},{value}\n"
_START_SECONDS: Final = 120.0
_KILO: Final = 1024


@dataclass
class Service:
    """A server as systemd keeps it: whenever it ends, it is started again at once.

    Attributes:
        data: the folder of its tables.
        before: what to put before the command, such as another clock.
        environment: beyond this process's own.
        returns: seconds from each end until it answered again.
    """

    data: Path
    before: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    returns: list[float] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """Everything it has logged so far, each of its lives."""
        return self._log_file.read_text(encoding="utf-8", errors="replace")

    @property
    def _log_file(self) -> Path:
        # Beside the folder of the tables: that may become read-only, or full.
        return self.data.parents[1] / f"{self.data.parent.name}-{self.port}.log"

    @contextlib.contextmanager
    def running(self) -> Iterator[Service]:
        """Keep it running until the end of the block."""
        done = threading.Event()
        keeper = threading.Thread(target=self._keep, args=(done,))
        keeper.start()
        try:
            self.wait()
            yield self
        finally:
            done.set()
            if self.process is not None:
                self.process.terminate()
            keeper.join()

    def _keep(self, done: threading.Event) -> None:
        environment = {**os.environ, "SIXLIFTS_DATA": str(self.data), "PYTHONUTF8": "1", **self.environment}
        command = (
            *self.before,
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            "--server.port",
            str(self.port),
        )
        while not done.is_set():
            with self._log_file.open("ab") as log:
                self.process = subprocess.Popen(  # noqa: S603 - the project's own server
                    command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
                )
                self.process.wait()

    def kill(self) -> None:
        """End it as a lost machine would, and note when it is back."""
        assert self.process is not None  # noqa: S101 - for mypy: it runs
        since, old = time.monotonic(), self.process
        old.kill()
        old.wait()
        self.wait()
        self.returns.append(time.monotonic() - since)

    def wait(self) -> None:
        """Wait until it answers."""
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                if answer(f"{self.url}/api/v1/health/live")[0] == HTTPStatus.OK:
                    return
            time.sleep(0.05)
        msg = f"the server did not answer; its log ends with\n{self.log[-4000:]}"
        raise RuntimeError(msg)

    def memory(self) -> float:
        """Megabytes that it has in memory."""
        assert self.process is not None  # noqa: S101 - for mypy: it runs
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) / _KILO for line in status.splitlines() if line.startswith("VmRSS:"))

    def handles(self) -> int:
        """Files, pipes and sockets that it has open."""
        assert self.process is not None  # noqa: S101 - for mypy: it runs
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))  # noqa: PTH208 - counted only

    def processor(self) -> float:
        """Seconds of the processor that it has taken."""
        assert self.process is not None  # noqa: S101 - for mypy: it runs
        stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def answer(url: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
    """Status and body of an answer, whatever its status; ``OSError`` where there is none."""
    request = Request(url, body, headers)  # noqa: S310 - our own servers
    try:
        with urlopen(request, timeout=120) as given:  # noqa: S310
            return given.status, given.read()
    except OSError as error:
        if (code := getattr(error, "code", None)) is None:
            raise
        return code, error.read()  # type: ignore[attr-defined]


class Office:
    """A department that reports one value after the other; no two of its files are alike."""

    def __init__(self, data: Path, first: float = 1000.0) -> None:
        self.key = Keys(data).add(f"单位{first:.0f}", ["industry"])
        self._values = (first + number / 10 for number in itertools.count())
        self.acknowledged: list[float] = []

    def report(self, url: str, period: str = "2024-09") -> tuple[int, dict[str, Any]]:
        """Send the next value; what was answered, 0 where nothing was."""
        value = round(next(self._values), 1)
        content = _LINE.format(period=period, value=value).encode()
        try:
            status, body = send(url, self.key, content, f"{value}.csv")
        except OSError:
            return 0, {}
        if status == HTTPStatus.CREATED:
            self.acknowledged.append(value)
        return status, json.loads(body)


def send(url: str, key: str, content: bytes, name: str, **query: str) -> tuple[int, bytes]:
    """Report a file and answer all its questions with yes."""
    more = "".join(f"&{field}={quote(text)}" for field, text in query.items())
    address = f"{url}/api/v1/uploads?confirm=true&name={quote(name)}{more}"
    return answer(address, content, Authorization=f"Bearer {key}")


def stored(data: Path) -> list[float]:
    """Every value that offices have reported and that is in the tables, as often as it is there."""
    rows = Store(data).snapshot().log["observations"]
    return sorted(
        rows.loc[(rows["indicator"] == INDICATOR) & (rows["reported_by"].str.startswith("单位")), "value"]
    )


class Audience(threading.Thread):
    """People in front of open pages, who go from one to the next, and come back when the server was away.

    Args:
        url: of the server.
        viewers: how many they are.
        think: seconds between a page and the next.
        stay: pages that each of them looks at before closing the window and opening another.
    """

    PAGES: Final = ("", "industry", "innovation", "follow_up", "city", "meeting", "history")

    def __init__(self, url: str, viewers: int, think: float = 1.0, stay: int = 20) -> None:
        super().__init__(daemon=True)
        self._crowd, self._viewers, self._think, self._stay = Crowd(url, cards=""), viewers, think, stay
        self._done = threading.Event()
        self.looks = self.lost = 0
        self.waits: list[float] = []

    def run(self) -> None:
        """Look until the end."""
        asyncio.run(self._all())

    def end(self) -> None:
        """Let everybody go home."""
        self._done.set()
        self.join()

    async def _all(self) -> None:
        await asyncio.gather(*(self._look(number) for number in range(self._viewers)))

    async def _look(self, number: int) -> None:
        await asyncio.sleep(self._think * number / self._viewers)
        pages = itertools.cycle(
            self.PAGES[number % len(self.PAGES) :] + self.PAGES[: number % len(self.PAGES)]
        )
        while not self._done.is_set():
            viewer = SocketViewer(self._crowd)
            try:
                for page in itertools.islice(pages, self._stay):
                    since = time.monotonic()
                    await asyncio.wait_for(viewer.see(page), 120)
                    self.waits.append(time.monotonic() - since)
                    self.looks += 1
                    await asyncio.sleep(self._think)
                    if self._done.is_set():
                        break
            except (OSError, WebSocketException, TimeoutError):
                self.lost += 1
                await asyncio.sleep(0.2)
            finally:
                with contextlib.suppress(OSError, WebSocketException):
                    await viewer.leave()


@contextlib.contextmanager
def audience(url: str, viewers: int, think: float = 1.0) -> Iterator[Audience]:
    """People who look until the end of the block."""
    people = Audience(url, viewers, think)
    people.start()
    try:
        yield people
    finally:
        people.end()
