"""The real server, started as the customer starts it, on a free port and on tables of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60.0
STOP_SECONDS = 30.0


class ServerError(RuntimeError):
    """The server did not come up; the message ends with what it had logged."""


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes:
        url: where it answers, without a slash at the end.
        data: the folder of its tables.
        log_file: what it wrote to its two outputs.
        process: it itself.
    """

    url: str
    data: Path
    log_file: Path
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        """Everything logged so far."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")


@contextmanager
def serve(
    folder: Path,
    *,
    demo: bool = True,
    app: Path = ROOT / "app.py",
    port: int | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Start ``app`` with its tables under ``folder``, wait until it answers, end it afterwards.

    ``environment`` goes before what is set here, so it may put the tables elsewhere.

    Raises:
        ServerError: it ended or did not answer within ``START_SECONDS``, or did not end within ``STOP_SECONDS``.
    """
    port = port or free_port()
    # A blank and Chinese characters in the path: customers have both.
    data, log_file = folder / "数据 表", folder / f"server-{port}.log"
    variables = os.environ | {
        "SIXLIFTS_DATA": str(data),
        "SIXLIFTS_DEMO": str(int(demo)),
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
    }
    variables |= environment or {}
    with log_file.open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port)],
            cwd=app.parent,
            env=variables,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        server = Server(f"http://127.0.0.1:{port}", data, log_file, process)
        try:
            _wait_until_healthy(server)
            yield server
        finally:
            _end(server)


# What the fixture ``start_server`` hands out: ``serve``.
StartServer = Callable[..., AbstractContextManager[Server]]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_healthy(server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _healthy(server.url):
        try:
            # Waiting for the end of the process is the pause between two questions.
            code = server.process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            if time.monotonic() < deadline:
                continue
            code = None
        what = "did not answer" if code is None else f"ended with exit code {code}"
        msg = f"the server {what}; its log ends with\n{server.log[-4000:]}"
        raise ServerError(msg)


def _healthy(url: str) -> bool:
    try:
        with urlopen(f"{url}/_stcore/health", timeout=2) as answer:  # noqa: S310 - our own server
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _end(server: Server) -> None:
    server.process.terminate()
    try:
        server.process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()
        msg = f"the server did not end by itself; its log ends with\n{server.log[-4000:]}"
        raise ServerError(msg) from None
