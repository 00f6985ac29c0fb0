"""What one visitor sees in a real browser: a first visit, the same page again, another page, a server just started."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from bench.peers.cards import CARDS
from bench.peers.servers import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, Request

    from bench.peers.servers import Running

# No peer has its start page here, which has another address.
FIRST, SECOND = "innovation", "space"
SETTLE_MILLISECONDS: Final = 300
_LINK: Final = "a:visible:not([inert] a)"
# Only what is visible counts, wherever it stands. A chart is known by its values: those of the page before do not count.
PAGE_JS: Final = """
const roots = (root) => [root, ...[...root.querySelectorAll("*")].flatMap((one) => one.shadowRoot ? roots(one.shadowRoot) : [])]
const visible = (selector) => roots(document).flatMap((root) => [...root.querySelectorAll(selector)])
    .filter((one) => one.checkVisibility())
const says = (text) => roots(document).flatMap((root) => [...root.children])
    .some((one) => one.innerText?.includes(text))
const values = (chart) => JSON.stringify((chart.data ?? []).map((trace) => Array.from(trace.y?._inputArray ?? trace.y ?? [])))
window.peers = {
    leave: () => { window.left = new Set(visible(".js-plotly-plot").map(values)) },
    numbers: (name, wanted) => says(name) && visible(".number, [data-testid=stMetricValue]").length >= wanted,
    charts: (wanted) => {
        const all = visible(".js-plotly-plot");
        return all.every((chart) => chart.querySelector(".main-svg")) &&
            all.filter((chart) => !window.left?.has(values(chart))).length >= wanted;
    },
}
"""


def visit(browser: Browser, server: Running, cards: dict[str, Any]) -> dict[str, float]:
    """One visitor who was never here before: opens a page, opens it again, goes to another."""
    measured: dict[str, float] = {}
    with _visitor(browser) as context:
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        received: list[float] = []
        network.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        for what, lift in (("first visit", FIRST), ("revisit", FIRST), ("switch", SECOND)):
            before, since = server.cpu_seconds(), time.monotonic()
            if what == "switch":
                page.evaluate("window.peers.leave()")
                page.locator(_LINK, has_text=cards[lift]["title"]).first.click()
            else:
                page.goto(f"{server.url}/{lift}", wait_until="commit")
            numbers, charts = _drawn(page, cards[lift], since)
            page.wait_for_timeout(SETTLE_MILLISECONDS)
            cpu = server.cpu_seconds() - before
            measured |= {f"{what}, numbers, s": numbers, f"{what}, charts, s": charts, f"{what}, CPU, s": cpu}
            if what == "first visit":
                measured["first visit, MB"] = sum(received) / 1e6
    return measured


@contextmanager
def launch(
    browser: Browser, name: str, folder: Path, cards: dict[str, Any]
) -> Iterator[tuple[Running, float]]:
    """A server just started, and the seconds from its start until the first visitor sees the last chart."""
    since = time.monotonic()
    with run(name, folder) as server:
        with _visitor(browser) as context:
            page = context.new_page()
            page.goto(f"{server.url}/{FIRST}", wait_until="commit")
            _, seconds = _drawn(page, cards[FIRST], since)
        yield server, seconds


def requests_of_pages(
    browser: Browser, server: Running, cards: dict[str, Any]
) -> dict[str, list[tuple[str, str]]]:
    """What a browser asks the server for when somebody goes to each page: addresses and bodies, in their order."""
    asked: list[tuple[str, str]] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            asked.append((request.url.removeprefix(server.url), request.post_data or ""))

    by_page = {}
    with _visitor(browser) as context:
        page = context.new_page()
        page.goto(f"{server.url}/{list(cards)[-1]}")
        _drawn(page, list(cards.values())[-1], time.monotonic())
        page.wait_for_timeout(SETTLE_MILLISECONDS)
        page.on("request", note)
        for lift, shown in cards.items():
            asked.clear()
            page.evaluate("window.peers.leave()")
            page.locator(_LINK, has_text=shown["title"]).first.click()
            _drawn(page, shown, time.monotonic())
            page.wait_for_timeout(SETTLE_MILLISECONDS)
            by_page[lift] = [*asked]
    return by_page


@contextmanager
def _visitor(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody with a laptop and nothing in the browser's cache."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.add_init_script(PAGE_JS)
    yield context
    context.close()


def _drawn(page: Page, lift: dict[str, Any], since: float) -> tuple[float, float]:
    """Seconds until all numbers stand, and until all charts do."""
    name = json.dumps(lift["cards"][-1]["name"])
    page.wait_for_function(f"window.peers.numbers({name}, {CARDS})", polling="raf")
    numbers = time.monotonic() - since
    page.wait_for_function(f"window.peers.charts({CARDS})", polling="raf")
    return numbers, time.monotonic() - since
