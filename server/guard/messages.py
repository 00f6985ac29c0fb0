"""What a browser may ask for through Streamlit's socket: not to empty the caches and states of everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from streamlit.proto.BackMsg_pb2 import BackMsg

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from starlette.types import ASGIApp, Receive, Scope, Send

# Only the developer's menu asks for it, which nobody sees here.
_FORBIDDEN: Final = "clear_cache"


class NoClearing:
    """Drops a message that would clear the caches of this process; anybody could send one, by hand."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take the next message instead of such a one."""

        async def receive_allowed() -> MutableMapping[str, Any]:
            while True:
                message = await receive()
                if not _clears(message.get("bytes") or b""):
                    return message

        await self.app(scope, receive_allowed if scope["type"] == "websocket" else receive, send)


def _clears(data: bytes) -> bool:
    try:
        return bool(BackMsg.FromString(data).WhichOneof("type") == _FORBIDDEN)
    except Exception:  # noqa: BLE001 - no message at all: Streamlit ends such a connection
        return False
