"""For all tests: what passed once passes again, and markers say which tests need a server or a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.browser.server import serve

if TYPE_CHECKING:
    from tests.browser.server import StartServer

# Machines are noisy, so nothing is measured in time.
settings.register_profile("repeatable", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("repeatable")

# Whoever asks for one of these fixtures, also by way of another, gets the marker.
MARKERS = {"browser": "browser", "start_server": "server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser or a server, so that -m can leave it out."""
    for item in items:
        for fixture in MARKERS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(MARKERS[fixture])


@pytest.fixture(scope="session")
def start_server() -> StartServer:
    """``serve``: whoever starts a server, and may end it, asks for it here."""
    return serve
