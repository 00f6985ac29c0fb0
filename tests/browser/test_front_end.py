"""A link to any page asks the server at its right address from the start."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.screen import open_page

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Route

    from tests.browser.server import Server

# /upload asks Streamlit for an address for files, /indicator has a query.
LINKS = ["industry", "upload", "indicator?id=li_auto_deliveries", ""]
CORE = "/_stcore/"


@pytest.mark.parametrize("link", LINKS)
def test_link_asks_nowhere_else(context: BrowserContext, server: Server, link: str) -> None:
    """No request without an answer, no error in the console, and the socket at the root."""
    screen = open_page(context, f"{server.url}/{link}")
    assert (screen.failed, screen.console_errors) == ([], [])
    assert [urlsplit(socket.url).path for socket in screen.sockets] == [f"{CORE}stream"]
    again = screen.page.reload()
    assert again is not None
    assert again.headers["cache-control"] == "no-cache"
    assert again.headers["content-encoding"] in {"br", "gzip"}


def test_behind_a_folder(context: BrowserContext, server: Server) -> None:
    """Where a proxy puts the product into a folder of its own, a link asks in that folder."""
    folder, asked = "/六提", []

    def proxy(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if CORE in path:
            asked.append(path)
        route.fulfill(response=route.fetch(url=route.request.url.replace(folder_in_url, "", 1)))

    folder_in_url = "/%E5%85%AD%E6%8F%90"
    context.route(f"**{folder_in_url}/**", proxy)
    page = context.new_page()
    with page.expect_websocket() as socket:
        page.goto(f"{server.url}{folder}/industry")
    assert sorted(asked) == [f"{folder_in_url}{CORE}{name}" for name in ("health", "host-config")]
    assert urlsplit(socket.value.url).path == f"{folder_in_url}{CORE}stream"
