"""Other sites' pages are refused without a question to anybody outside."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from streamlit import net_util
from streamlit.web.server.server_util import is_url_from_allowed_origins

from server.guard import ask_nobody_outside


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "http://203.0.113.7"])
def test_nobody_is_asked(origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit would ask a server outside for this one's public address, and answer nobody meanwhile."""
    asked: list[Any] = []
    monkeypatch.setattr(net_util, "get_external_ip", net_util.get_external_ip)
    monkeypatch.setattr(net_util, "_external_ip", None)
    monkeypatch.setattr(requests, "get", lambda *wanted, **_: asked.append(wanted))
    ask_nobody_outside()
    assert not is_url_from_allowed_origins(origin)
    assert asked == []
