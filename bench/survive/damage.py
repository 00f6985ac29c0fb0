"""What can happen to disk, files and clock while the server runs: it says so, shows what it has, and goes on afterwards."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.peers.viewers import Crowd, SocketViewer, text_spellings
from bench.survive.party import INDICATOR, Office, Service, answer, stored
from indicators.store import Store
from tests.debian import install

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

_SHOWN: Final = "规上工业总产值"
_MEGABYTES: Final = 24
# The server looks at a file again after a few seconds.
_HEALS_WITHIN_SECONDS: Final = 60.0
_CLOCKS: Final = ("+3650d", "-1d", "+0d")
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")


def damage(rounds: int) -> Iterator[str]:
    """Each kind of damage, so many times, and what is said and shown meanwhile and after it."""
    yield "kind | health | upload meanwhile | page meanwhile | afterwards"
    with _small_disk() as folder:
        data = folder / "tables"
        with Service(data).running() as service:
            office, process = Office(data), service.process
            office.report(service.url)
            office.report(service.url)
            for _ in range(rounds):
                for name, kind in _kinds(data).items():
                    yield f"{name} | {_during(service, office, kind)}"
            lost = set(office.acknowledged) - set(stored(data))
            yield f"{len(office.acknowledged)} acknowledged, lost: {len(lost)}, restarts: {int(service.process is not process)}"
            yield f"tracebacks in the log: {service.log.count('Traceback')}"


def clocks(rounds: int) -> Iterator[str]:
    """Servers whose clocks are wrong, one after the other on the same tables: what was reported last counts."""
    if not shutil.which("faketime"):
        install(["faketime"])
    with tempfile.TemporaryDirectory(prefix="bench-survive-") as folder:
        data = Path(folder) / "tables"
        for turn, clock in enumerate(_CLOCKS * rounds, 1):
            with Service(data, before=("faketime", "-f", clock)).running() as service:
                office = Office(data, 2000.0 + turn)
                status, _ = office.report(service.url)
                yield f"clock {clock}: answer {status}, sent {office.acknowledged}, counts {_newest(data)}"


def _newest(data: Path) -> float:
    rows = Store(data).snapshot().observations
    return float(rows.loc[(rows["indicator"] == INDICATOR) & (rows["period"] == "2024-09"), "value"].iloc[0])


def _during(service: Service, office: Office, kind: Callable[[], AbstractContextManager[None]]) -> str:
    with kind():
        time.sleep(2)
        meanwhile = (_health(service), _upload(service, office), _page(service))
    deadline = time.monotonic() + _HEALS_WITHIN_SECONDS
    while (after := (_health(service), _upload(service, office), _page(service))) != ("200", "201", "stands"):
        if time.monotonic() > deadline:
            break
    return f"{' | '.join(meanwhile)} | {', '.join(after)}"


def _health(service: Service) -> str:
    return str(answer(f"{service.url}/api/v1/health")[0])


def _upload(service: Service, office: Office) -> str:
    status, body = office.report(service.url)
    words = str(body.get("error", ""))
    fault = "" if not words or _CHINESE.search(words) else " NOT IN WORDS"
    return f"{status} {words}{fault}".strip()


def _page(service: Service) -> str:
    async def seen() -> bytes:
        viewer = SocketViewer(Crowd(service.url, cards=""))
        try:
            await viewer.see("")
            return await viewer.see("industry")
        finally:
            await viewer.leave()

    try:
        page = asyncio.run(asyncio.wait_for(seen(), 60))
    except TimeoutError:
        return "NEVER ENDS"
    return "stands" if any(spelling in page for spelling in text_spellings(_SHOWN)) else "says what is wrong"


@contextmanager
def _small_disk() -> Iterator[Path]:
    """A disk of its own, which can be filled and locked; a folder where this user may not make one."""
    with tempfile.TemporaryDirectory(prefix="bench-survive-") as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs", folder]
        mounted = (
            sys.platform == "linux"
            and subprocess.run(mount, check=False, capture_output=True).returncode == 0  # noqa: S603
        )
        try:
            yield Path(folder)
        finally:
            if mounted:
                subprocess.run(["umount", "-l", folder], check=False)  # noqa: S603, S607


def _kinds(data: Path) -> dict[str, Callable[[], AbstractContextManager[None]]]:
    def files() -> list[Path]:
        return sorted((data / "observations").rglob("*.parquet"), key=lambda file: file.stat().st_mtime)

    def logs() -> list[Path]:
        return sorted((data / "observations" / "_delta_log").glob("*.json"))

    kinds: dict[str, Callable[[], AbstractContextManager[None]]] = {
        "folder gone": lambda: _moved(data),
        "table gone": lambda: _moved(data / "observations"),
        "parquet cut": lambda: _changed(files()[-1], lambda old: old[: len(old) // 2]),
        "parquet empty": lambda: _changed(files()[0], lambda _: b""),
        "parquet flipped": lambda: _changed(files()[-1], _flipped),
        "parquet gone": lambda: _moved(files()[-1]),
        "newest log cut": lambda: _changed(logs()[-1], lambda old: old[: len(old) // 2]),
        "newest log empty": lambda: _changed(logs()[-1], lambda _: b""),
        "newest log flipped": lambda: _changed(logs()[-1], _flipped),
        "older log gone": lambda: _moved(logs()[1]),
        "older log empty": lambda: _changed(logs()[1], lambda _: b""),
    }
    if data.parent.is_mount():
        kinds |= {"disk full": lambda: _filled(data.parent), "read-only": lambda: _locked(data.parent)}
    return kinds


def _flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 4]) + content[middle + 1 :]


@contextmanager
def _moved(path: Path) -> Iterator[None]:
    aside = path.with_name(f"{path.name}.aside")
    path.rename(aside)
    yield
    if path.is_dir():  # somebody made an empty one meanwhile
        shutil.rmtree(path)
    aside.rename(path)


@contextmanager
def _changed(path: Path, change: Callable[[bytes], bytes]) -> Iterator[None]:
    before = path.read_bytes()
    path.write_bytes(change(before))
    yield
    path.write_bytes(before)


@contextmanager
def _filled(disk: Path) -> Iterator[None]:
    filler = disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as stream:
        while True:
            stream.write(b"\0" * 4096)
    yield
    filler.unlink()


@contextmanager
def _locked(disk: Path) -> Iterator[None]:
    for how in ("ro", "rw"):
        # Files that are open for writing keep the disk: the log of the server lies elsewhere.
        subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)  # noqa: S603, S607
        if how == "ro":
            yield
