"""A real server and a real browser, started once for all tests that look at pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.server import Server, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser, and -m says so."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server with demonstration actuals, for tests that only look."""
    yield from _server(tmp_path_factory, demo=True)


@pytest.fixture(scope="session")
def plain_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server with SIXLIFTS_DEMO=0, plan and public figures only, for tests that only look."""
    yield from _server(tmp_path_factory, demo=False)


@pytest.fixture
def fresh_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that nobody has visited yet, for one test that may change its tables."""
    yield from _server(tmp_path_factory, demo=True)


def _server(folders: pytest.TempPathFactory, *, demo: bool) -> Iterator[Server]:
    with serve(folders.mktemp("server"), demo=demo) as running:
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
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor who was never here before, in front of a laptop."""
    visitor = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    yield visitor
    visitor.close()
