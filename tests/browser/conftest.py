"""A real browser, one in each process, and servers for tests that only look."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import sync_playwright

from indicators.store.store import Store
from tests.browser import chromium
from tests.browser.screen import new_tab
from tests.store_helpers import lent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext

    from tests.browser.screen import Screen
    from tests.browser.server import Server, StartServer

LAPTOP: Final[Any] = {"viewport": {"width": 1366, "height": 768}, "locale": "zh-CN"}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def server(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server with demonstration actuals, for tests that only look."""
    yield from _running(start_server, tmp_path_factory)


@pytest.fixture
def fresh_server(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own for one test: nobody has visited it yet, nothing was ever reported to it."""
    yield from _running(start_server, tmp_path_factory)


@pytest.fixture(scope="session")
def _lent(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from _running(start_server, tmp_path_factory)


@pytest.fixture
def lent_server(_lent: Server) -> Iterator[Server]:
    """A server whose tables a test may change; what the test added to them is taken back afterwards."""
    with lent(Store(_lent.data)):
        yield _lent


def _running(start: StartServer, folders: pytest.TempPathFactory) -> Iterator[Server]:
    with start(folders.mktemp("server")) as running:
        yield running
    assert "Traceback" not in running.log, running.log


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium, Chrome or Edge of this machine."""
    path = chromium.find()
    if path is None:
        # No skip: rules that nobody checked must not look kept.
        pytest.fail(chromium.ADVICE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        # Playwright waits by making functions of text, which our pages forbid; test_policy.py looks with that in force.
        running.new_context = partial(running.new_context, bypass_csp=True)  # type: ignore[method-assign]
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor who was never here before, in front of a laptop."""
    visitor = browser.new_context(**LAPTOP)
    yield visitor
    # What a route still handles fails with the closed page, and would do so in the next test.
    visitor.unroute_all(behavior="ignoreErrors")
    visitor.close()


@pytest.fixture(scope="session")
def open_tab(browser: Browser, server: Server) -> Callable[[], Screen]:
    """What empties the one tab of this process: the scripts of our pages are compiled in it once, not for each test."""
    visitor = browser.new_context(**LAPTOP)
    screen = new_tab(visitor)

    def emptied() -> Screen:
        for popup in visitor.pages[1:]:
            popup.close()
        screen.page.unroute_all(behavior="ignoreErrors")
        screen.page.emulate_media(media="null")
        screen.page.set_viewport_size(LAPTOP["viewport"])
        # Of the same address as our pages, with nothing on it.
        screen.page.goto(f"{server.url}/api/v1/health/live")
        screen.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        visitor.clear_cookies()
        return screen

    return emptied


@pytest.fixture
def tab(open_tab: Callable[[], Screen]) -> Screen:
    """A visitor in front of a laptop, for tests that need no script, right or clock of their own."""
    return open_tab()
