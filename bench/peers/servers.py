"""The servers that are compared: how each is started, what CPU and memory it takes (from /proc, so on Linux only)."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.error import URLError
from urllib.request import urlopen

from tests.browser.server import ROOT, free_port, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS: Final = "product"
# Pages of these come as answers to HTTP requests, those of the others through a socket.
BY_REQUESTS: Final = ("dash", "vizro")
ALL: Final = ("dash", OURS, "streamlit", "vizro")
CARDS_FILE: Final = "cards.json"
_START_SECONDS: Final = 60.0
_CLOCK_OF_PROCESS: Final = 2  # CPUCLOCK_SCHED, as clock_getcpuclockid(3) makes it


@dataclass(frozen=True)
class Running:
    """A server that answers.

    Attributes:
        name: one of ``ALL``.
        url: where it answers, without a slash at the end.
        process: it itself; its workers are the children.
    """

    name: str
    url: str
    process: subprocess.Popen[bytes]

    def cpu_seconds(self) -> float:
        """Of the server and its workers since they began, to the nanosecond; ended threads are included."""
        return sum(
            time.clock_gettime((~process << 3) | _CLOCK_OF_PROCESS) for process in _family(self.process.pid)
        )

    def megabytes(self) -> float:
        """Resident memory of the server and its workers; what they share with each other counts once."""
        rollups = [_rollup(process) for process in _family(self.process.pid)]
        own, shared = (
            [sum(size for name, size in rollup.items() if name.startswith(kind)) for rollup in rollups]
            for kind in ("Private_", "Shared_")
        )
        return (sum(own) + max(shared)) / 1024


@contextmanager
def run(name: str, folder: Path) -> Iterator[Running]:
    """Start a server on the tables or cards under ``folder``, wait until it answers, end it afterwards."""
    if name == OURS:
        with serve(folder) as server:
            yield Running(name, server.url, server.process)
        return
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(  # noqa: S603 - our own command
        _command(name, port),
        cwd=folder,  # the product's settings for Streamlit are not here
        env=os.environ | {"PEERS_CARDS": str(folder / CARDS_FILE), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + _START_SECONDS
        while not _answers(url):
            if process.poll() is not None or time.monotonic() > deadline:
                msg = f"{name} did not come up"
                raise RuntimeError(msg)
            time.sleep(0.1)
        yield Running(name, url, process)
    finally:
        process.terminate()
        process.wait()


def _command(name: str, port: int) -> list[str]:
    python = f"{os.environ['PEERS']}/{name}/bin/python"
    if name in BY_REQUESTS:
        server = [
            "gunicorn",
            "--workers",
            "2",
            "--bind",
            f"127.0.0.1:{port}",
            f"bench.peers.stock_{name}:server",
        ]
    else:
        script = f"{ROOT}/bench/peers/stock_streamlit.py"
        server = ["streamlit", "run", script, "--server.headless", "true", "--server.port", str(port)]
    return [python, "-m", *server]


def _answers(url: str) -> bool:
    with suppress(URLError, OSError), urlopen(url, timeout=2):  # noqa: S310 - our own server
        return True
    return False


def _family(process: int) -> list[int]:
    """A process and its children."""
    family = [process]
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended while we looked
            if int(stat.read_text().rpartition(")")[2].split()[1]) == process:
                family.append(int(stat.parent.name))
    return family


def _rollup(process: int) -> dict[str, int]:
    """Kilobytes of a process by kind of memory."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    return {name: int(size.split()[0]) for name, size in (line.split(":") for line in lines)}
