"""A real browser, one in each process, and servers for tests that only look."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext

    from tests.browser.server import Server, StartServer

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
    """A server that nobody has visited yet, for one test that may change its tables."""
    yield from _running(start_server, tmp_path_factory)


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
    visitor = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    yield visitor
    visitor.close()
