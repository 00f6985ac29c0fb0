"""Who a visitor is behind a proxy, and whether they came by TLS: the word of the proxies in ``FORWARDED_ALLOW_IPS`` counts.

uvicorn reads the same setting, but on a socket for both kinds of addresses, as Streamlit opens one, a proxy at 127.0.0.1
comes from ``::ffff:127.0.0.1``, which it takes for a stranger.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from indicators.access import visitor_address

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_THIS_MACHINE: Final = "127.0.0.1,::1"


class TrustedProxies:
    """Puts the address and the scheme that a trusted proxy forwards in place of its own."""

    def __init__(self, app: ASGIApp, trusted: str | None = None) -> None:
        self.app = ProxyHeadersMiddleware(app, trusted or trusted_proxies())  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask uvicorn's own middleware with the plain form of the address."""
        if scope.get("client"):
            address, port = scope["client"]
            scope = {**scope, "client": (visitor_address(address), port)}
        await self.app(scope, receive, send)  # type: ignore[arg-type]


def trusted_proxies() -> str:
    """The addresses and networks of ``FORWARDED_ALLOW_IPS``: this machine's by default."""
    return os.environ.get("FORWARDED_ALLOW_IPS", _THIS_MACHINE)


def is_proxy(address: str | None, trusted: str) -> bool:
    """Whether what comes from this address is forwarded for somebody else."""

    async def unused(*_: object) -> None: ...

    return visitor_address(address) in ProxyHeadersMiddleware(unused, trusted).trusted_hosts
