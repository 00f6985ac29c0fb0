"""Where names are listed, the server answers under no other one; without a list under any."""

from __future__ import annotations

import httpx
import pytest
from streamlit import config

from server.guard import AllowedHosts
from tests.server.front_end import finished, streamlit


@pytest.mark.parametrize(
    ("allowed", "host", "status"),
    [
        ([], "anything.example", 200),
        (["board.example"], "board.example:8501", 200),
        (["*.zone.example"], "board.zone.example", 200),
        (["board.example"], "evil.example", 400),
        (["board.example"], "10.0.0.7", 400),
    ],
)
def test_names(allowed: list[str], host: str, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The port does not matter."""
    asked = config.get_option
    monkeypatch.setattr(
        config, "get_option", lambda name: allowed if name == "server.allowedHosts" else asked(name)
    )

    async def answer() -> int:
        transport = httpx.ASGITransport(AllowedHosts(streamlit))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
            return (await client.get("/_stcore/health")).status_code

    assert finished(answer()) == status
