"""Requests that no program would send, and files that were damaged on their way: each is answered in words, and soon."""

from __future__ import annotations

import json
import random
import socket
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bench.survive.party import Service, send
from bench.uploads import as_csv
from indicators.access import Keys
from tests import office_books

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECONDS: Final = 5.0
_MEGABYTES: Final = 500
# After which an answer does not come any more: the server waits for a body.
_PATIENCE_SECONDS: Final = 6.0
_SERVER_FAULT: Final = 500
_RETRY: Final = 429
_KILO: Final = 1024
_ROUTES: Final = Path(__file__).parents[2] / "server" / "api" / "openapi.json"
_OTHERS: Final = (
    "/", "/industry", "/api/v1/events", "/api/v1/follow/x", "/api/v1/session", "/api/v1/uploads", "/api/v1/metrics",
    "/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/_stcore/upload_file/a/b", "/media/x", "/component/x/y",
    "/static/x",
)  # fmt: skip
_METHODS: Final = (
    "GET",
    "POST",
    "PUT",
    "DELETE",
    "HEAD",
    "OPTIONS",
    "PATCH",
    "TRACE",
    "get",
    "BREW",
    "G\x00T",
    "",
)
_NASTY: Final = (
    "", "0", "-1", "1e999", "NaN", "9" * 40, "2024-13", "2024-09", "%00", "%ff%fe", "%2e%2e%2f%2e%2e%2fetc/passwd",
    "a" * 5000, "{", "[]", "null", "true", "<b>x</b>", "%F0%9F%92%A5", "'+or+1=1+--", "%7f", "%0d%0aSet-Cookie:x=y", "%E8%A1%A8",
)  # fmt: skip
_NAMES: Final = ("lift", "indicator", "through", "year", "name", "format", "period", "measure", "corrections", "confirm", "")  # fmt: skip
_HEADERS: Final = (
    "Authorization: Bearer", "Authorization: Basic !!!", "Content-Length: -5", "Content-Length: 99999999999",
    "Content-Length: 5", "Content-Length: x", "Transfer-Encoding: chunked", "Content-Type: multipart/form-data",
    "Content-Type: multipart/form-data; boundary=x", "Content-Type: application/json", "Host: evil.example", "Host:",
    "Cookie: " + "a=b;" * 500, "Accept-Encoding: gzip;q=x", "If-None-Match: " + "W/" * 200, "Range: bytes=9-1",
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x",
    "X-Forwarded-For: " + "1," * 500, "Origin: null", "Expect: 100-continue", "nonsense", ": empty", "A\x00: b",
)  # fmt: skip
_BODIES: Final = (
    b"",
    b"\0" * 64,
    b"{",
    b"--x\r\n\r\n--x--",
    b"5\r\nab",
    b"zz\r\n",
    b"\xff\xfe\xfd" * 99,
    b"[" * 5000,
    b'{"key": 1}',
)


@dataclass
class Answers:
    """What came back."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    traces: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add(self, status: int, body: bytes, seconds: float, what: str) -> None:
        """Note one answer; ``what`` was asked."""
        self.statuses[status] += 1
        if status:
            self.seconds.append(seconds)
            if seconds > _SECONDS:
                self.slow.append(f"{seconds:.1f} s {what}")
        if b"Traceback" in body or b'File "' in body:
            self.traces.append(what)
        if status >= _SERVER_FAULT:
            self.faults.append(f"{status} {what} {body[:300].decode(errors='replace')}")

    def lines(self) -> Iterator[str]:
        """Found, in words."""
        yield f"answers: {dict(sorted(self.statuses.items()))} (0: closed, or waiting for a body)"
        yield f"500 and above: {len(self.faults)}, with a stack trace: {len(self.traces)}"
        yield f"slowest {max(self.seconds):.1f} s, over {_SECONDS:.0f} s: {len(self.slow)}"
        yield from (self.faults + self.slow)[:20]


def requests(count: int) -> Iterator[str]:
    """So many requests of random parts, a good part of which no library lets through."""
    random.seed(11)
    with (
        tempfile.TemporaryDirectory(prefix="bench-survive-") as folder,
        Service(Path(folder) / "tables").running() as service,
    ):
        answers = Answers()
        for number in range(count):
            request = _request()
            since = time.monotonic()
            # From many addresses: one that asks too often is refused before anything else.
            status, body, until = _exchange(service, request, f"127.0.1.{number % 250 + 1}")
            answers.add(status, body, until - since, repr(request[:300]))
        yield from answers.lines()
        yield f"tracebacks in the log: {service.log.count('Traceback')}; {service.memory():.0f} MB"


def _request() -> bytes:
    routes = (*json.loads(_ROUTES.read_text(encoding="utf-8"))["paths"], *_OTHERS)
    path = random.choice(routes).replace("{", "").replace("}", "")
    if _chance(0.3):
        path += f"/{random.choice(_NASTY)}"
    pairs = [f"{random.choice(_NAMES)}={random.choice(_NASTY)}" for _ in range(random.randrange(4))]
    address = f"{path}?{'&'.join(pairs)}"
    headers = ["Host: 127.0.0.1", *random.sample(_HEADERS, random.choice((0, 0, 1, 3)))]
    method = random.choice(("GET", "POST", "DELETE")) if _chance(0.8) else random.choice(_METHODS)
    version = "HTTP/1.1" if _chance(0.9) else random.choice(("HTTP/9.9", "", "HTTP/1.0"))
    head = "\r\n".join([f"{method} {address} {version}", *headers, "Connection: close"])
    request = head.encode() + b"\r\n\r\n" + random.choice(_BODIES)
    return request if _chance(0.9) else mutated(request)


def _exchange(service: Service, request: bytes, address: str) -> tuple[int, bytes, float]:
    """Status, body and when its last byte came, for the connection may stay; 0 where the server closes at once, or waits for what the head promised."""
    server, received, last = urlsplit(service.url), b"", time.monotonic()
    with socket.create_connection((server.hostname, server.port), 30, (address, 0)) as connection:
        try:
            connection.sendall(request)
            connection.settimeout(_PATIENCE_SECONDS)
            while chunk := connection.recv(65536):
                received, last = received + chunk, time.monotonic()
                if b"text/event-stream" in received:
                    break
        except OSError:
            pass
    status = received[9:12]
    return (int(status) if status.isdigit() else 0), received, last


def _chance(probability: float) -> bool:
    return random.random() < probability


def mutated(content: bytes) -> bytes:
    """The content with bits flipped, a piece cut, doubled or replaced, or its end missing."""
    changed = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        at, length = random.randrange(len(changed) or 1), random.choice((1, 4, 64, 1024))
        match random.randrange(5):
            case 0 if changed:
                changed[at] ^= 1 << random.randrange(8)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length]
            case 3:
                changed[at : at + length] = random.randbytes(length)
            case _ if _chance(0.2):
                del changed[at:]
    return bytes(changed)


def files(count: int) -> Iterator[str]:
    """So many mutations of files of each kind, checked but not committed; what took long is asked again."""
    random.seed(12)
    workbooks = ("formatted", "dates", "formulas", "several_sheets", "xls", "ods")
    sources = {name: office_books.BOOKS[name]() for name in workbooks} | {
        "csv": as_csv(200),
        "csv 2,000": as_csv(2000),
    }
    with tempfile.TemporaryDirectory(prefix="bench-survive-") as folder:
        data = Path(folder) / "tables"
        with Service(data).running() as service:
            key, answers, most = Keys(data).add("单位", ["industry"]), Answers(), Counter[str]()
            names = list(sources)
            for number in range(count):
                name = names[number % len(names)]
                content = mutated(sources[name])
                seconds, status, body = _timed(service, key, content, name)
                for _ in range(3):  # a machine that was busy with something else
                    if seconds > _SECONDS:
                        seconds = min(seconds, _timed(service, key, content, name)[0])
                answers.add(status, body, seconds, name)
                most |= _memory(service)
            yield from answers.lines()
            yield f"memory at most: {dict(most)} MB, over {_MEGABYTES} MB: {[who for who, size in most.items() if size > _MEGABYTES]}"
            yield f"tracebacks in the log: {service.log.count('Traceback')}"


def _timed(service: Service, key: str, content: bytes, name: str) -> tuple[float, int, bytes]:
    """Seconds, status and body of an answer; one that comes too often waits."""
    status = _RETRY
    while status == _RETRY:
        since = time.monotonic()
        status, body = send(service.url, key, content, f"{name}.{name[:3]}", dry_run="true")
        if status == _RETRY:
            time.sleep(1)
    return time.monotonic() - since, status, body


def _memory(service: Service) -> Counter[str]:
    """Megabytes that the server, and the process that reads files for it, have had at most."""
    assert service.process is not None  # noqa: S101 - for mypy: it runs
    threads = Path(f"/proc/{service.process.pid}/task").glob(
        "*/children"
    )  # each has those that it started itself
    children = " ".join(thread.read_text(encoding="utf-8") for thread in threads).split()
    sizes: Counter[str] = Counter()
    for who, number in (("server", str(service.process.pid)), *(("reader", child) for child in children)):
        for line in Path(f"/proc/{number}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                sizes[who] = max(sizes[who], int(line.split()[1]) // _KILO)
    return sizes
