"""An open screen shows new values by itself, and keeps its place."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.screen import EVENTS, Screen, open_page, settled
from tests.second_process import report_in_second_process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Locator

    from tests.browser.server import Server, StartServer

# Its tests share one server, and so one process; their order does not matter.
pytestmark = pytest.mark.xdist_group("live")

TOP = "document.querySelector('[data-testid=stMain]').scrollTop"
LOST = "连接中断，正在重连…"
LABELS = """(name) => document.querySelector(`[data-chart="${name}"]`).textContent"""
# A tab that another one covers: Chromium without a screen shows them all.
HIDE = """(hidden) => {
    Object.defineProperty(document, "hidden", { get: () => hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


def open_industry(context: BrowserContext, url: str) -> Screen:
    """The page of 产业提档, marked so that a reload would be noticed."""
    screen = open_page(context, f"{url}/industry?through=2024-09")
    screen.page.evaluate("window.marked = true")
    return screen


def shows(screen: Screen, value: str) -> None:
    """Wait until the card of 规上工业总产值 shows this value."""
    number = screen.page.locator("#card_industrial_output .number", has_text=value)
    number.wait_for()


def connection(screen: Screen) -> Locator:
    """The line about the connection."""
    return screen.page.get_by_role("status").filter(has_text=LOST)


@pytest.fixture(scope="module")
def busy_server(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on whose tables values change: each test reports one of its own."""
    with start_server(tmp_path_factory.mktemp("busy")) as running:
        yield running
    assert "Traceback" not in running.log, running.log


@pytest.fixture
def runs(context: BrowserContext) -> list[int]:
    """The sizes of what pages opened from now on send to Streamlit: each is a run that they ask for."""
    sent: list[int] = []
    context.on(
        "page",
        lambda page: page.on(
            "websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(len(frame)))
        ),
    )
    return sent


def test_new_value_keeps_the_place(context: BrowserContext, runs: list[int], busy_server: Server) -> None:
    """No reload, one run, the same place on the page, what was opened stays open; 演示 gives way to 报送."""
    screen = open_industry(context, busy_server.url)
    page, card = screen.page, screen.page.locator("#card_industrial_output")
    assert "演示" in card.inner_text()
    page.get_by_text("图例与评价标准").click()
    page.locator(".legend").wait_for()
    page.evaluate(f"{TOP} = 1e6")
    place = page.evaluate(TOP)
    assert place > 0
    settled(screen)
    runs.clear()

    report_in_second_process(busy_server.data, 4321.5)
    shows(screen, "4,321.5")
    settled(screen)

    assert len(runs) == 1
    assert page.evaluate("window.marked")
    assert page.evaluate(TOP) == place
    assert page.locator(".legend").is_visible()
    assert "报送" in card.inner_text()
    assert "演示" not in " ".join(card.locator(".value, .verdict").all_inner_texts())


# What must not be made anew, marked where it is.
MARK = """() => document.querySelectorAll(".chart > div, .card, .task").forEach((node) => { node.marked = true; })"""
KEPT = """(where) => [...document.querySelectorAll(where)].map((node) => node.marked === true)"""


def test_drawn_in_place(context: BrowserContext, busy_server: Server) -> None:
    """A commit changes what it is about: charts keep their nodes, what was unfolded stays so, the focus stays."""
    screen = open_industry(context, busy_server.url)
    page = screen.page
    task = page.locator("details.what").first
    task.locator("summary").click()
    link = page.locator("#card_li_auto_deliveries a").first
    link.focus()
    before = page.evaluate(LABELS, "industrial_output")
    page.evaluate(MARK)

    report_in_second_process(busy_server.data, 2222.5)
    shows(screen, "2,222.5")
    settled(screen)

    assert page.evaluate("window.marked")
    charts = page.evaluate(KEPT, ".chart > div")
    assert len(charts) >= 4
    assert all(charts)
    assert all(page.evaluate(KEPT, ".card"))
    assert task.get_attribute("open") is not None
    assert link.evaluate("link => link === document.activeElement")
    assert page.evaluate(LABELS, "industrial_output") != before


def test_every_page_listens(context: BrowserContext, busy_server: Server) -> None:
    """Also a page that ends early, and after a walk from page to page: with one connection for the tab."""
    opened: list[str] = []
    context.on("request", lambda request: opened.append(urlsplit(request.url).path))
    screen = open_page(context, f"{busy_server.url}/indicator")
    screen.page.locator("[data-testid=stTopNavLink]", has_text="产业提档").click()
    screen.page.locator("h1", has_text="产业能级提档").wait_for()
    settled(screen)
    screen.page.evaluate("window.marked = true")
    report_in_second_process(busy_server.data, 4322.5)
    shows(screen, "4,322.5")
    assert screen.page.evaluate("window.marked")
    assert opened.count(EVENTS) == 1


def test_hidden_tab_rests(context: BrowserContext, runs: list[int], busy_server: Server) -> None:
    """A tab that nobody sees holds no connection and runs nothing; seen again, it shows what is new."""
    watching = open_industry(context, busy_server.url)
    hidden = open_industry(context, busy_server.url)
    with hidden.page.expect_event("requestfailed", lambda request: urlsplit(request.url).path == EVENTS):
        hidden.page.evaluate(HIDE, arg=True)
    runs.clear()
    report_in_second_process(busy_server.data, 4323.5)
    shows(watching, "4,323.5")
    assert len(runs) == 1
    hidden.page.evaluate(HIDE, arg=False)
    shows(hidden, "4,323.5")
    assert len(runs) == 2


def test_server_restarts(context: BrowserContext, start_server: StartServer, tmp_path: Path) -> None:
    """While the server is away a quiet line says so; back again, the page shows what was committed meanwhile."""
    with ExitStack() as stack:
        first = stack.enter_context(start_server(tmp_path))
        screen = open_industry(context, first.url)
        assert connection(screen).count() == 0
        stack.close()
        connection(screen).wait_for()
        # Streamlit's own message, in English, would cover the page.
        assert not screen.page.get_by_role("dialog").count()
        report_in_second_process(first.data, 4321.5)
        stack.enter_context(start_server(tmp_path, port=urlsplit(first.url).port))
        connection(screen).wait_for(state="hidden")
        shows(screen, "4,321.5")
        settled(screen)
        assert screen.page.evaluate("window.marked")
        assert not connection(screen).count()
