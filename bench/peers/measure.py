"""This product beside a stock Streamlit and a stock Dash app, interleaved: first visit, revisit, switch of page.

``python -m bench.peers.measure [ROUNDS]``; ``PEERS`` is the folder of the two environments, ``dash`` and ``streamlit``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from bench.peers.cards import CARDS, fill
from tests.browser import chromium
from tests.browser.conftest import ARGUMENTS
from tests.browser.server import ROOT, free_port, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

OURS: Final = "product"
AGAINST: Final = "dash"
# No peer has its start page here, which has another address.
FIRST, SECOND = "innovation", "space"
START_SECONDS: Final = 60.0
SETTLE_MILLISECONDS: Final = 300
# A chart is known by its values: those of the page before do not count.
PAGE_JS: Final = """
const values = (chart) => JSON.stringify((chart.data ?? []).map((trace) => Array.from(trace.y?._inputArray ?? trace.y ?? [])))
window.peers = {
    leave: () => { window.left = new Set([...document.querySelectorAll(".js-plotly-plot")].map(values)) },
    numbers: (name, wanted) => document.body?.innerText.includes(name) &&
        document.querySelectorAll(".number, [data-testid=stMetricValue]").length >= wanted,
    charts: (wanted) => {
        const all = [...document.querySelectorAll(".js-plotly-plot")];
        return all.every((chart) => chart.querySelector(".main-svg")) &&
            all.filter((chart) => !window.left?.has(values(chart))).length >= wanted;
    },
}
"""


def main() -> None:
    """Measure and print medians, each with its ratio to Dash's."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    results: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    with tempfile.TemporaryDirectory(prefix="bench-peers-") as text, ExitStack() as stack:
        folder = Path(text)
        cards = fill(folder / "数据 表")
        (folder / "cards.json").write_text(json.dumps(cards), encoding="utf-8")
        server = stack.enter_context(serve(folder))
        addresses = {OURS: (server.url, server.process)}
        for name, command in _peers().items():
            addresses[name] = stack.enter_context(_peer(command, folder / "cards.json"))
        names = {lift: cards[lift]["cards"][-1]["name"] for lift in (FIRST, SECOND)}
        title = cards[SECOND]["title"]
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=chromium.find(), args=ARGUMENTS
        )
        for turn in range(-1, rounds):  # the first is not counted: servers warm up
            for name in sorted(addresses, reverse=bool(turn % 2)):
                url, process = addresses[name]
                for what, value in _visit(browser, url, process, names, title).items():
                    if turn >= 0:
                        results[what][name].append(value)
    for what, by_name in results.items():
        base = median(by_name[AGAINST])
        line = (f"{n} {median(v):7.3f} ({median(v) / base:4.2f})" for n, v in sorted(by_name.items()))
        print(f"{what:>22}  {'   '.join(line)}")


def _visit(
    browser: Browser, url: str, process: subprocess.Popen[bytes], names: dict[str, str], title: str
) -> dict[str, float]:
    """One visitor who was never here before: opens a page, opens it again, goes to another."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.add_init_script(PAGE_JS)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    received: list[float] = []
    network.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    measured: dict[str, float] = {}
    for what, name in (("first visit", FIRST), ("revisit", FIRST), ("switch", SECOND)):
        before, since = _cpu_seconds(process), time.monotonic()
        if what == "switch":
            page.evaluate("window.peers.leave()")
            page.locator("a:not([inert] a)", has_text=title).first.click()
        else:
            page.goto(f"{url}/{name}", wait_until="commit")
        numbers, charts = _drawn(page, names[name], since)
        page.wait_for_timeout(SETTLE_MILLISECONDS)
        measured |= {
            f"{what}, numbers": numbers,
            f"{what}, charts": charts,
            f"{what}, server CPU": _cpu_seconds(process) - before,
        }
        if what == "first visit":
            measured["first visit, MB"] = sum(received) / 1e6
    context.close()
    return measured


def _drawn(page: Page, name: str, since: float) -> tuple[float, float]:
    """Seconds until all numbers stand, and until all charts do."""
    page.wait_for_function(f"window.peers.numbers({json.dumps(name)}, {CARDS})", polling="raf")
    numbers = time.monotonic() - since
    page.wait_for_function(f"window.peers.charts({CARDS})", polling="raf")
    return numbers, time.monotonic() - since


def _peers() -> dict[str, list[str]]:
    environments = Path(os.environ["PEERS"])
    return {
        "dash": [
            f"{environments}/dash/bin/python", "-m", "gunicorn", "--workers", "2",
            "bench.peers.stock_dash:server", "--bind", "127.0.0.1:{port}",
        ],
        "streamlit": [
            f"{environments}/streamlit/bin/python", "-m", "streamlit", "run", f"{ROOT}/bench/peers/stock_streamlit.py",
            "--server.headless", "true", "--server.port", "{port}",
        ],
    }  # fmt: skip


@contextmanager
def _peer(command: list[str], cards: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A peer's server, started where the product's settings for Streamlit are not."""
    port = free_port()
    environment = os.environ | {"PEERS_CARDS": str(cards), "PYTHONPATH": str(ROOT)}
    arguments = [part.format(port=port) for part in command]
    process = subprocess.Popen(  # noqa: S603 - our own command
        arguments, cwd=cards.parent, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _answers(url):
            if process.poll() is not None or time.monotonic() > deadline:
                msg = f"{arguments[0]} did not come up"
                raise RuntimeError(msg)
            time.sleep(0.1)
        yield url, process
    finally:
        process.terminate()
        process.wait()


def _answers(url: str) -> bool:
    with suppress(URLError, OSError), urlopen(url, timeout=2):  # noqa: S310 - our own server
        return True
    return False


def _cpu_seconds(process: subprocess.Popen[bytes]) -> float:
    """Of the server and its workers, so far; from /proc, so on Linux only."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, rest = stat.parent.name, stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended while we looked
        if str(process.pid) in {pid, rest[1]}:
            ticks += int(rest[11]) + int(rest[12])
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
