"""Connections that say nothing are let go, those that are too many refused in words and logged once."""

from __future__ import annotations

import asyncio
import socket
import threading
from typing import TYPE_CHECKING

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from indicators.counters import refusals
from server.guard import OpenLimits, SlowBodies, limit_connections, limit_heads, raise_handle_limit
from server.guard.connections import MESSAGE_BYTES
from server.guard.heads import HEAD_BYTES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from starlette.requests import Request

MOST = 6
# Seconds. A busy machine may let some pass between two lines of a test.
QUICK, PATIENT = 0.5, 60.0
GET = b"GET / HTTP/1.1\r\nhost: board\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nhost: board\r\nconnection: close\r\ncontent-length: 9\r\n\r\n"
BODY = b"123456789"


async def _length(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


_ended = threading.Event()
_configs: list[uvicorn.Config] = []


async def _endless(_: Request) -> StreamingResponse:
    async def parts() -> AsyncIterator[bytes]:
        while True:
            yield b"a" * HEAD_BYTES
            await asyncio.sleep(0)  # where nobody is left, nothing else would wait

    return StreamingResponse(parts())


async def _large(_: Request) -> PlainTextResponse:
    return PlainTextResponse("a" * (32 << 20))


async def _stream(_: Request) -> StreamingResponse:
    async def parts() -> AsyncIterator[str]:
        yield "begun"
        await asyncio.Event().wait()

    return StreamingResponse(parts())


@pytest.fixture(params=[HttpToolsProtocol, H11Protocol])
def port(request: pytest.FixtureRequest) -> Iterator[int]:
    """A server of uvicorn whose visitors come by themselves."""
    yield from _served(request.param)


@pytest.fixture(params=[HttpToolsProtocol, H11Protocol])
def impatient_port(request: pytest.FixtureRequest) -> Iterator[int]:
    """The same server, soon tired of whoever says nothing."""
    yield from _served(request.param, patience=QUICK)


@pytest.fixture(params=[HttpToolsProtocol, H11Protocol])
def port_behind_proxy(request: pytest.FixtureRequest) -> Iterator[int]:
    """The same server, which believes what is forwarded from this machine."""
    yield from _served(request.param, proxies="192.0.2.1, 127.0.0.1")


def _served(protocol: type, *, patience: float = PATIENT, proxies: str = "192.0.2.1") -> Iterator[int]:
    class Limited(protocol):  # type: ignore[misc]
        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            _ended.set()

    limit_connections(Limited, MOST, header_seconds=patience, clock=lambda: 1000.0)
    limit_heads(Limited)
    routes = [
        Route("/", _length, methods=["GET", "POST"]),
        Route("/api/v1/events", _stream),
        Route("/endless", _endless),
        Route("/large", _large),
    ]
    app = SlowBodies(OpenLimits(Starlette(routes=routes), most=1), patience)
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app,
        http=Limited,
        log_level="critical",
        lifespan="off",
        forwarded_allow_ips=proxies,
        timeout_graceful_shutdown=1,
    )
    _configs.append(config)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join()
    listening.close()


def connected(port: int, sent: bytes = b"") -> socket.socket:
    """A connection that has sent this and no more."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.sendall(sent)
    return connection


def received(connection: socket.socket) -> bytes:
    """All that comes until the server ends the connection."""
    content = b""
    try:
        while part := connection.recv(4096):
            content += part
    except ConnectionResetError:
        pass  # ended, too
    connection.close()
    return content


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nhost: board\r\n"])
def test_half_a_request_is_let_go(impatient_port: int, sent: bytes) -> None:
    """Whoever says nothing, or stops in the middle of the head, is let go without an answer."""
    assert received(connected(impatient_port, sent)) == b""


def test_the_second_request_too(impatient_port: int) -> None:
    """A connection that asked once is not kept by half of another request either."""
    connection = connected(impatient_port, GET)
    assert b"200 OK" in connection.recv(4096)
    connection.sendall(b"GET / HT")
    assert received(connection) == b""


def test_a_body_that_stops(impatient_port: int) -> None:
    """The body that was announced and never comes ends the connection."""
    assert b"200 OK" in received(connected(impatient_port, POST + BODY))
    assert b"200 OK" not in received(connected(impatient_port, POST + BODY[:4]))


def test_too_many_are_refused_in_words(port: int, caplog: pytest.LogCaptureFixture) -> None:
    """One address gets half of all connections; the next one is told so, and the log says it once a minute."""
    open_ones = [connected(port, POST) for _ in range(3)]
    answers = [received(connected(port)) for _ in range(3)]
    for answer in answers:
        assert answer.startswith(b"HTTP/1.1 503 ")
        assert "服务器连接数已满，请稍后再试。".encode() in answer
    assert caplog.text.count("connections refused") == 1
    for connection in open_ones:
        connection.sendall(BODY)
        assert b"200 OK" in received(connection)
    assert b"200 OK" in received(connected(port, POST + BODY))
    assert ("connections", "127.0.0.1") in {(found.reason, found.sender) for found in refusals()}


def test_a_proxy_may_have_all(port_behind_proxy: int) -> None:
    """All visitors come from the proxy's one address: only the limit of all connections holds for it."""
    open_ones = [connected(port_behind_proxy, POST) for _ in range(MOST)]
    assert received(connected(port_behind_proxy)).startswith(b"HTTP/1.1 503 ")
    for connection in open_ones:
        connection.sendall(BODY)
        assert b"200 OK" in received(connection)


def listening_for(visitor: str, port: int) -> tuple[socket.socket, bytes]:
    """A connection that asks for events in the name of this visitor, and how its answer begins."""
    head = f"GET /api/v1/events HTTP/1.1\r\nhost: board\r\nx-forwarded-for: {visitor}\r\n\r\n"
    connection = connected(port, head.encode())
    return connection, connection.recv(4096)


def test_a_proxy_names_its_visitors(port_behind_proxy: int) -> None:
    """What is kept open is counted by the forwarded address; what a visitor put before it counts for nothing."""
    first, begun = listening_for("10.0.0.7", port_behind_proxy)
    other, also_begun = listening_for("10.0.0.8", port_behind_proxy)
    forged, refused = listening_for("10.0.0.9, 10.0.0.7", port_behind_proxy)
    assert [b" 200 " in begun, b" 200 " in also_begun, b" 429 " in refused] == [True, True, True]
    for connection in (first, other, forged):
        connection.close()


def test_nobody_else_names_visitors(port: int) -> None:
    """Whoever is no named proxy does not become another visitor by saying so."""
    first, begun = listening_for("10.0.0.7", port)
    second, refused = listening_for("10.0.0.8", port)
    assert [b" 200 " in begun, b" 429 " in refused] == [True, True]
    first.close()
    second.close()


def test_as_many_handles_as_the_system_allows() -> None:
    """The limit is raised to the hard one, and a part of it is kept for files."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(before[0], 1024), before[1]))
        most = raise_handle_limit()
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert soft == hard
    assert 0 < most < soft


@pytest.mark.parametrize("path", ["/endless", "/large"])
def test_whoever_takes_nothing_of_an_answer_is_let_go(impatient_port: int, path: str) -> None:
    """Neither an answer that is still made nor one that is complete waits for ever for a client that does not read."""
    _ended.clear()
    connection = connected(impatient_port, f"GET {path} HTTP/1.1\r\nhost: board\r\n\r\n".encode())
    assert b"200 OK" in connection.recv(100)
    assert _ended.wait(60)
    connection.close()


HEAD = b"GET / HTTP/1.1\r\nhost: board\r\nx-a: "
CHUNKED = b"POST / HTTP/1.1\r\nhost: board\r\ntransfer-encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "begun", [b"GET /", HEAD, CHUNKED + b"1;", CHUNKED + b"1\r\na\r\n0\r\nx-a: "], ids=lambda sent: sent[-9:]
)
def test_a_head_that_does_not_end(begun: bytes) -> None:
    """Address, headers, and what stands around and after the parts of a body: nothing of it may swell the server."""
    for port in _served(HttpToolsProtocol):
        connection = connected(port, begun)
        with pytest.raises(OSError):  # noqa: PT011 - reset or broken, as it happens
            connection.sendall(b"a" * (HEAD_BYTES * 1000))
        connection.close()
    assert "head" in {found.reason for found in refusals()}


def test_a_head_that_is_long_and_ends(port: int) -> None:
    """A browser with many cookies is answered, and so is a large body."""
    head = HEAD.replace(b"GET", b"POST") + b"a" * (HEAD_BYTES // 2) + b"\r\nconnection: close\r\n"
    body = b"b" * (HEAD_BYTES * 8)
    sent = head + b"content-length: %d\r\n\r\n" % len(body) + body
    assert received(connected(port, sent)).endswith(b"\r\n\r\n%d" % len(body))


def test_a_message_through_the_socket_is_no_larger_than_a_page_sends(port: int) -> None:
    """Streamlit's own limit is for what it sends, too; a stranger would fill the memory with what is not yet whole."""
    assert b"200 OK" in received(connected(port, GET.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n")))
    assert _configs[-1].ws_max_size == MESSAGE_BYTES
