"""A visitor's address and scheme are what a named proxy forwards, and nobody else's word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from anyio.from_thread import start_blocking_portal

from server.guard import TrustedProxies

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

NAMED = "127.0.0.1, 10.0.1.0/24"


def seen(kind: str, sender: str, trusted: str | None = NAMED) -> tuple[str, str]:
    """Address and scheme as the product sees them of what this sender forwards for 10.0.0.7, by TLS."""
    scopes: list[Scope] = []

    async def product(scope: Scope, _: Receive, __: Send) -> None:
        scopes.append(scope)

    scope: dict[str, Any] = {
        "type": kind,
        "scheme": {"http": "http", "websocket": "ws"}[kind],
        "client": (sender, 40000),
        "headers": [(b"x-forwarded-for", b"192.0.2.66, 10.0.0.7"), (b"x-forwarded-proto", b"https")],
    }
    # In a thread of its own: the browser of other tests keeps a loop running in this one.
    with start_blocking_portal() as portal:
        portal.call(TrustedProxies(product, trusted), scope, None, None)  # type: ignore[arg-type]
    return scopes[0]["client"][0], scopes[0]["scheme"]


@pytest.mark.parametrize("sender", ["127.0.0.1", "::ffff:127.0.0.1", "10.0.1.9", "::ffff:10.0.1.9"])
def test_a_named_proxy_is_believed(sender: str) -> None:
    """Also where its IPv4 address comes in the form of IPv6; what the visitor put before it counts for nothing."""
    assert seen("http", sender) == ("10.0.0.7", "https")
    assert seen("websocket", sender) == ("10.0.0.7", "wss")


def test_nobody_else_is() -> None:
    """Another sender stays who they are, in the plain form of their address."""
    assert seen("http", "::ffff:10.0.2.9") == ("10.0.2.9", "http")
    assert seen("websocket", "10.0.2.9") == ("10.0.2.9", "ws")


def test_this_machine_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is set, a proxy on the same machine is believed, and no other."""
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)
    assert seen("http", "::1", None) == ("10.0.0.7", "https")
    assert seen("http", "10.0.1.9", None) == ("10.0.1.9", "http")
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "10.0.1.9")
    assert seen("http", "10.0.1.9", None) == ("10.0.0.7", "https")
