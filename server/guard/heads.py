"""How long the head of a request may be: uvicorn's quick parser keeps whatever comes until the head is complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from indicators.access import visitor_address
from indicators.counters import refused

if TYPE_CHECKING:
    import asyncio

# A browser's cookies and a long address need a quarter of it.
HEAD_BYTES: Final = 1 << 16
_WORDS: Final = "请求头过大。".encode()
_REFUSAL: Final = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"connection: close\r\ncontent-length: %d\r\n\r\n%b" % (len(_WORDS), _WORDS)
)


class _Connection(Protocol):
    client: tuple[str, int] | None
    cycle: Any
    transport: asyncio.Transport
    head_bytes: int


def limit_heads(protocol: type[Any], most: int = HEAD_BYTES) -> None:
    """Let uvicorn's protocol end a connection that sends more than this of which no head and no body comes.

    What is around the parts of a body, or after them, is counted like a head. The other protocol, h11, has such a limit.
    """
    if not hasattr(protocol, "on_body"):
        return
    receive = protocol.data_received

    def data_received(self: _Connection, data: bytes) -> None:
        self.head_bytes += len(data)
        receive(self, data)
        if self.head_bytes > most and not self.transport.is_closing():
            refused("head", visitor_address(self.client[0] if self.client else None))
            if self.cycle is None or self.cycle.response_complete:
                self.transport.write(_REFUSAL)
                self.transport.close()
            else:
                self.transport.abort()

    protocol.head_bytes = 0
    protocol.data_received = data_received
    for name in ("on_headers_complete", "on_body"):
        setattr(protocol, name, _counted_anew(getattr(protocol, name)))


def _counted_anew(callback: Any) -> Any:  # noqa: ANN401 - uvicorn's own
    def called(self: _Connection, *parts: bytes) -> None:
        self.head_bytes = 0
        callback(self, *parts)

    return called
