"""Nobody empties everybody's caches through Streamlit's socket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streamlit.proto.BackMsg_pb2 import BackMsg

from server.guard import NoClearing
from tests.server.front_end import finished

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send


def test_clearing_is_dropped() -> None:
    """Of several messages only the one that clears is lost; what is no message at all is Streamlit's to refuse."""
    run, clear = BackMsg(stop_script=True), BackMsg(clear_cache=True)
    sent = [b"\xff\xff", clear.SerializeToString(), run.SerializeToString()]
    waiting: list[dict[str, Any]] = [
        {"type": "websocket.connect"},
        *({"type": "websocket.receive", "bytes": data} for data in sent),
        {"type": "websocket.receive", "text": "text", "bytes": None},
        {"type": "websocket.disconnect"},
    ]
    arrived: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def streamlit(_: Scope, receive: Receive, __: Send) -> None:
        while waiting:
            arrived.append(dict(await receive()))

    async def send(_: Any) -> None: ...

    finished(NoClearing(streamlit)({"type": "websocket"}, receive, send))
    assert [message.get("bytes") for message in arrived] == [None, sent[0], sent[2], None, None]
