"""A link to any page asks the server at its right address from the start; what was shown before stands before Streamlit."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.screen import MEASURE, Screen, open_page, settled

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Route

    from tests.browser.server import Server

# /upload asks Streamlit for an address for files, /indicator has a query.
LINKS = ["industry", "upload", "indicator?id=li_auto_deliveries", ""]
CORE = "/_stcore/"
# Nodes of charts that must not be drawn anew.
MARK = """() => document.querySelectorAll(".chart > div").forEach((node) => { node.marked = true; })"""
KEPT = """() => [...document.querySelectorAll(".chart > div")].map((node) => node.marked === true)"""
# Notes whether there was a first paint, and counts how often the page stands without the numbers that it had.
WATCH = """() => {
    window.gone = 0;
    let seen = false;
    const look = () => {
        window.painted ||= !!document.getElementById("first-paint");
        const there = !!document.querySelector(".sheet .number")?.checkVisibility();
        if (seen && !there) window.gone += 1;
        seen = there;
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
}"""


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


def before_streamlit(context: BrowserContext, url: str) -> tuple[Screen, list[Route]]:
    """A page whose browser has not heard of Streamlit's server yet, and the question that waits for its answer."""
    waiting: list[Route] = []
    context.add_init_script(path=MEASURE)
    context.add_init_script(f"({WATCH})()")
    context.route(f"**{CORE}health", lambda route: waiting.append(route))  # noqa: PLW0108 - Playwright marks it
    screen = Screen(context.new_page())
    with screen.page.expect_request(f"**{CORE}health"):
        screen.page.goto(url)
    return screen, waiting


@pytest.mark.parametrize(("link", "number"), [("", "1,796.46"), ("industry?through=2024-09", "34.18")])
def test_numbers_stand_before_streamlit(
    context: BrowserContext, server: Server, link: str, number: str
) -> None:
    """Whoever comes after somebody else reads numbers and charts at once; Streamlit takes over what stands there."""
    open_page(context, f"{server.url}/{link}")
    screen, waiting = before_streamlit(context, f"{server.url}/{link}")
    first = screen.page.locator("#first-paint")
    charts = first.locator(".chart .js-plotly-plot .main-svg:first-child")
    assert first.locator("h1").is_visible()
    assert first.locator(".number", has_text=number).first.is_visible()
    assert charts.count() == first.locator(".chart").count() > 0
    screen.page.evaluate(MARK)
    heading = first.locator("h1").bounding_box()

    waiting[0].continue_()
    settled(screen)
    assert not first.count()
    kept = screen.page.evaluate(KEPT)
    assert len(kept) > 0
    assert all(kept)
    assert screen.page.locator("h1").bounding_box() == heading
    # At no moment in between was the page without its numbers.
    assert screen.page.evaluate("window.gone") == 0


@pytest.mark.parametrize("link", ["upload", "industry?through=2024-06"])
def test_nothing_is_left_of_another_page(context: BrowserContext, server: Server, link: str) -> None:
    """Where the visitor's own run shows something else than what came with the page, only that is seen."""
    open_page(context, f"{server.url}/industry?through=2024-09")
    alone = open_page(context, f"{server.url}/{link}").text()
    assert "34.18" not in alone
    context.add_init_script(f"({WATCH})()")
    context.route(
        f"{server.url}/{link}",
        lambda route: route.continue_(url=f"{server.url}/industry?through=2024-09"),
    )
    screen = open_page(context, f"{server.url}/{link}")
    assert screen.page.locator("h1").count() == 1
    assert not screen.page.locator("#first-paint").count()
    assert screen.text() == alone
    assert screen.page.evaluate("window.painted")
