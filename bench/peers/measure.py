"""This product beside a stock Streamlit, a stock Dash and a stock Vizro app, which take turns.

``python -m bench.peers.measure [ROUNDS]``; ``PEERS`` is the folder of the peers' environments, each named as the peer.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

from bench.peers.browser import launch, requests_of_pages, visit
from bench.peers.cards import fill
from bench.peers.goals import HUNDRED, NO_PAUSE, TWENTY, table
from bench.peers.servers import ALL, BY_REQUESTS, CARDS_FILE, OURS, run
from bench.peers.viewers import Crowd
from tests.browser import chromium
from tests.browser.conftest import ARGUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from bench.peers.servers import Running

# Viewers, seconds between pages, seconds that are counted, and who is visited.
CROWDS: Final = {
    TWENTY: (20, 1.0, 6.0, ALL),
    NO_PAUSE: (20, 0.0, 6.0, ALL),
    HUNDRED: (100, 1.0, 12.0, (OURS, "streamlit")),
}
VISITS: Final = 20
# A crowd and a launch take longer than a visit, and vary less.
_ROUNDS_A_CROWD: Final = 3


class Comparison:
    """The servers, a browser, and what was measured so far."""

    def __init__(self, browser: Browser, folder: Path, stack: ExitStack) -> None:
        self._browser, self._folder = browser, folder
        self._cards = fill(folder / "数据 表")
        (folder / CARDS_FILE).write_text(json.dumps(self._cards), encoding="utf-8")
        self._servers = {name: stack.enter_context(run(name, folder)) for name in ALL}
        self._requests = {
            name: requests_of_pages(browser, self._servers[name], self._cards) for name in BY_REQUESTS
        }

    def visits(self, name: str) -> dict[str, float]:
        """A visitor's first visit, revisit and switch."""
        return visit(self._browser, self._servers[name], self._cards)

    def crowds(self, name: str) -> dict[str, float]:
        """Many viewers at once."""
        measured: dict[str, float] = {}
        for what, (viewers, think, seconds, visited) in CROWDS.items():
            if name in visited:
                server = self._servers[name]
                before = server.cpu_seconds()
                seen = self._send(server, viewers, think, seconds)
                seen["server's CPU a view, ms"] = (server.cpu_seconds() - before) / seen.pop("looks") * 1000
                measured |= {f"{what}, {unit}": value for unit, value in seen.items()}
        return measured

    def launches(self, name: str) -> dict[str, float]:
        """A server of its own from its start to the first visitor's last chart, and its memory after some more."""
        with launch(self._browser, name, self._folder, self._cards) as (server, seconds):
            self._send(server, VISITS)
            return {
                "launch to the last chart, s": seconds,
                f"memory after {VISITS} visits, MB": server.megabytes(),
            }

    def _send(
        self, server: Running, viewers: int, think: float = 0.0, seconds: float = 0.0
    ) -> dict[str, float]:
        """A crowd in a process of its own, so that viewers cost the same whatever else this one does."""
        cards, task = self._folder / CARDS_FILE, self._folder / "crowd.json"
        requests = self._requests.get(server.name, {})
        crowd = Crowd(server.url, str(cards), requests, viewers, think, seconds)
        task.write_text(json.dumps(asdict(crowd)), encoding="utf-8")
        command = [sys.executable, "-m", "bench.peers.viewers", str(task)]
        seen: dict[str, float] = json.loads(subprocess.check_output(command))  # noqa: S603 - our own command
        return seen


def _measured(comparison: Comparison, rounds: int) -> Iterator[tuple[str, dict[str, float]]]:
    """Who was measured and what came out, round after round; every other round goes backwards."""
    turns = [comparison.visits] * (rounds + 1)
    for measure in (comparison.crowds, comparison.launches):
        turns += [measure] * max(1, rounds // _ROUNDS_A_CROWD)
    for turn, measure in enumerate(turns):
        for name in ALL[:: 1 if turn % 2 else -1]:
            measured = measure(name)
            if turn:  # the first is not counted: servers warm up
                yield name, measured


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    results: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    with tempfile.TemporaryDirectory(prefix="bench-peers-") as folder, ExitStack() as stack:
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=chromium.find(), args=ARGUMENTS
        )
        for name, measured in _measured(Comparison(browser, Path(folder), stack), rounds):
            for what, value in measured.items():
                results[what][name].append(value)
    print("\n".join(table(results)))


if __name__ == "__main__":
    main()
