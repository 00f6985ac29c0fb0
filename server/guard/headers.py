"""What every answer says to the browser: from where it may load, who may frame it, what it may use."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping

    from starlette.types import ASGIApp, Receive, Scope, Send

_HEADERS: Final = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (
        b"permissions-policy",
        b"camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=()",
    ),
]
# Nothing comes from outside. Streamlit's front end and Plotly write styles of their own; components come as blobs.
_POLICY: Final = (
    "default-src 'self'; "
    "script-src 'self' blob: {scripts}; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; "
    "font-src 'self' data:; "
    "connect-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


class SecurityHeaders:
    """Adds headers to every response; over https every cookie is for https alone, Streamlit's own, too.

    Args:
        inline_scripts: the scripts that stand in a page itself; no other ones run there.
    """

    def __init__(self, app: ASGIApp, inline_scripts: Iterable[str] = ()) -> None:
        self.app = app
        policy = content_security_policy(inline_scripts).encode()
        self._headers = [*_HEADERS, (b"content-security-policy", policy)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers where the response starts."""
        is_https = scope.get("scheme") == "https"

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = (
                    map(_secured, message.get("headers", [])) if is_https else message.get("headers", [])
                )
                message["headers"] = [*headers, *self._headers]
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


def _secured(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    name, value = header
    if name.lower() != b"set-cookie" or b"; secure" in value.lower():
        return header
    return name, value + b"; Secure"


def content_security_policy(inline_scripts: Iterable[str]) -> str:
    """From where a page may load what: scripts from here and these ones, by their hash; none is made of text."""
    hashes = (b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline_scripts)
    return _POLICY.format(scripts=" ".join(f"'sha256-{digest}'" for digest in hashes))
