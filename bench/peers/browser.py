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
FIRST, SECOND = "space", "city"
SETTLE_MILLISECONDS: Final = 300
_LINK: Final = "a:visible:not([inert] a)"
# Only what is visible counts, wherever it stands. A chart is known by its values: those of the page before do not count.
# The page itself notes when, for whoever asks from outside waits while it is busy.
PAGE_JS: Final = """
window.peers = ((NAMES, CARDS) => {
    const roots = (root) => [root, ...[...root.querySelectorAll("*")].flatMap((one) => one.shadowRoot ? roots(one.shadowRoot) : [])]
    const visible = (selector) => roots(document).flatMap((root) => [...root.querySelectorAll(selector)])
        .filter((one) => one.checkVisibility())
    const says = (text) => roots(document).flatMap((root) => [...root.children])
        .some((one) => one.innerText?.includes(text))
    const values = (chart) => JSON.stringify((chart.data ?? []).map((trace) => Array.from(trace.y?._inputArray ?? trace.y ?? [])))
    let lift = location.pathname.slice(1), left = new Set(), times = {}
    const numbers = () => visible(".number, [data-testid=stMetricValue]").length >= CARDS && says(NAMES[lift])
    const charts = () => {
        const all = visible(".js-plotly-plot")
        return all.every((chart) => chart.querySelector(".main-svg")) &&
            all.filter((chart) => !left.has(values(chart))).length >= CARDS
    }
    const look = () => {
        const now = performance.timeOrigin + performance.now()
        if (!times.numbers && numbers()) times.numbers = now
        if (times.numbers && charts()) times.charts = now
        else requestAnimationFrame(look)
    }
    if (lift in NAMES) look()
    return {
        go: (next) => {
            lift = next
            left = new Set(visible(".js-plotly-plot").map(values))
            times = {}
            look()
        },
        drawn: () => times.charts && times,
    }
})
"""


def visit(browser: Browser, server: Running, cards: dict[str, Any]) -> dict[str, float]:
    """One visitor who was never here before: opens a page, opens it again, goes to another."""
    measured: dict[str, float] = {}
    with _visitor(browser, cards) as context:
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        received: list[float] = []
        network.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        for what, lift in (("first visit", FIRST), ("revisit", FIRST), ("switch", SECOND)):
            before, since = server.cpu_seconds(), time.time()
            if what == "switch":
                since = _switch(page, lift, cards)
            else:
                page.goto(f"{server.url}/{lift}", wait_until="commit")
            numbers, charts = _drawn(page, since)
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
    since = time.time()
    with run(name, folder) as server:
        with _visitor(browser, cards) as context:
            page = context.new_page()
            page.goto(f"{server.url}/{FIRST}", wait_until="commit")
            _, seconds = _drawn(page, since)
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
    with _visitor(browser, cards) as context:
        page = context.new_page()
        page.goto(f"{server.url}/{list(cards)[-1]}")
        _drawn(page, time.time())
        page.wait_for_timeout(SETTLE_MILLISECONDS)
        page.on("request", note)
        for lift in cards:
            asked.clear()
            _drawn(page, _switch(page, lift, cards))
            page.wait_for_timeout(SETTLE_MILLISECONDS)
            by_page[lift] = [*asked]
    return by_page


@contextmanager
def _visitor(browser: Browser, cards: dict[str, Any]) -> Iterator[BrowserContext]:
    """Somebody with a laptop and nothing in the browser's cache."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN", bypass_csp=True)
    names = {lift: shown["cards"][-1]["name"] for lift, shown in cards.items()}
    context.add_init_script(f"{PAGE_JS.strip()}({json.dumps(names)}, {CARDS})")
    yield context
    context.close()


def _switch(page: Page, lift: str, cards: dict[str, Any]) -> float:
    """Go to another page by its link; the time of the click."""
    link = page.locator(_LINK, has_text=cards[lift]["title"]).first
    link.hover()
    page.evaluate("(lift) => window.peers.go(lift)", lift)
    since = time.time()
    link.click()
    return since


def _drawn(page: Page, since: float) -> tuple[float, float]:
    """Seconds until all numbers stand, and until all charts do."""
    times = page.wait_for_function("window.peers.drawn()", polling=20).json_value()
    return times["numbers"] / 1000 - since, times["charts"] / 1000 - since
