"""Whoever is turned away is counted by reason and address, where it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anyio
import pytest
from streamlit import config

from indicators.access import KeyRefusedError, TooManyAttemptsError
from indicators.access.throttle import FREE_TRIES, Attempts
from indicators.counters import REASONS, refusals
from server.guard import AllowedHosts, OpenLimits, RateLimits, SlowBodies
from server.guard.rates import Rate
from server.login import LoginRequired
from tests.server.front_end import finished

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from indicators.store.store import Store

ADDRESS = "10.9.8.7"


async def _reads(_: Scope, receive: Receive, __: Send) -> None:
    await receive()


def ask(app: ASGIApp, path: str = "/api/v1/events", method: str = "GET") -> None:
    """One request whose body never comes."""
    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"",
        "headers": [(b"host", b"evil.example")], "client": (ADDRESS, 1), "scheme": "http",
    }  # fmt: skip

    async def send(_: Any) -> None: ...

    async def receive() -> Any:
        await anyio.sleep_forever()

    finished(app(scope, receive, send))


def wrong_keys() -> None:
    """More wrong keys than are free."""
    attempts = Attempts()
    for _ in range(FREE_TRIES + 1):
        with pytest.raises((KeyRefusedError, TooManyAttemptsError)), attempts.attempt(ADDRESS):
            raise KeyRefusedError


CASES: dict[str, Callable[[], None]] = {
    "key": wrong_keys,
    "wait": wrong_keys,
    "rate": lambda: ask(RateLimits(_reads, Rate(at_once=0))),
    "open": lambda: ask(OpenLimits(_reads, most=0)),
    "slow": lambda: ask(SlowBodies(_reads, part_seconds=0)),
    "host": lambda: ask(AllowedHosts(_reads)),
    "file": lambda: ask(LoginRequired(_reads), "/_stcore/upload_file/a/b", "PUT"),
}


def times(reason: str) -> int:
    """How often the sender of these tests was refused for a reason, among whatever else this process refused."""
    return sum(
        refusal.times for refusal in refusals() if (refusal.reason, refusal.sender) == (reason, ADDRESS)
    )


@pytest.mark.parametrize("reason", CASES)
def test_counted(reason: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reason and address of a refusal are counted."""
    monkeypatch.setenv("SIXLIFTS_DATA", store.root)
    asked = config.get_option
    if reason == "host":
        monkeypatch.setattr(config, "get_option", lambda name: ["a.b"] if "Hosts" in name else asked(name))
    before = times(reason)
    CASES[reason]()
    assert times(reason) > before


def test_every_reason_is_checked() -> None:
    """Connections and heads have tests of their own, with the protocol that refuses them."""
    assert {*CASES, "connections", "head"} == set(REASONS)
