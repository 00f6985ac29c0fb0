"""How long the next screen of a meeting takes to stand, in a real browser on the real page.

``python -m bench.meeting [ROUNDS]``. From the key to the second animation frame after it, beside the same two frames
after a key that changes nothing: what the browser takes anyhow.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.conftest import ARGUMENTS
from tests.browser.meeting import go, last, open_meeting
from tests.browser.server import serve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser, Page

SIZES: Final = ((1366, 768), (1920, 1080), (3840, 2160))
PROMISED_MILLISECONDS: Final = 150
# Before the player's own listener; the time is that of the key itself, not of whoever hears it.
WATCH: Final = """
addEventListener("keydown", ({ timeStamp }) => {
    window.stood = new Promise((stands) =>
        requestAnimationFrame(() => requestAnimationFrame(() => wait_for_screen(performance.now() - timeStamp))));
}, { capture: true });
"""


def press(page: Page, key: str) -> float:
    """Milliseconds from the key to the second frame after it."""
    page.keyboard.press(key)
    milliseconds: float = page.evaluate("window.stood")
    return milliseconds


def turns(page: Page, rounds: int) -> Iterator[tuple[str, float]]:
    """Forward and back through the whole sequence, a jump from end to end, and keys that do nothing."""
    for _ in range(rounds):
        go(page, 1)
        for _ in range(last(page) - 1):
            yield "nothing", press(page, "x")
            yield "next", press(page, "PageDown")
        for _ in range(last(page) - 1):
            yield "previous", press(page, "PageUp")
        yield "jump", press(page, "End")
        yield "jump", press(page, "Home")


def measured(browser: Browser, url: str, size: tuple[int, int], rounds: int) -> dict[str, list[float]]:
    """The milliseconds of each kind of key, in a window of this size."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", bypass_csp=True
    )
    context.add_init_script(WATCH)
    page = open_meeting(context, url)
    found: dict[str, list[float]] = {}
    for kind, milliseconds in turns(page, rounds):
        found.setdefault(kind, []).append(milliseconds)
    context.close()
    return found


def tell(size: tuple[int, int], found: dict[str, list[float]]) -> None:
    """Median and worst of each kind, and the ratio of the medians to that of a key that does nothing."""
    least = median(found["nothing"])
    print(f"\n{size[0]}×{size[1]}, {len(found['next'])} turns each way")
    for kind, times in found.items():
        middle = median(times)
        print(
            f"{kind:>24} median {middle:6.1f} ms   worst {max(times):6.1f} ms   ratio {middle / least:5.2f}"
        )


def worst(found: Iterable[dict[str, list[float]]]) -> float:
    """The longest that a screen took, whatever key and size."""
    return max(
        time for kinds in found for kind, times in kinds.items() if kind != "nothing" for time in times
    )


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    path = chromium.find()
    if path is None:
        sys.exit(chromium.ADVICE)
    with (
        tempfile.TemporaryDirectory(prefix="bench-meeting-") as folder,
        serve(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        found = {size: measured(browser, server.url, size, rounds) for size in SIZES}
        browser.close()
    for size, kinds in found.items():
        tell(size, kinds)
    print(f"\nworst of all {worst(found.values()):.1f} ms; promised {PROMISED_MILLISECONDS} ms")


if __name__ == "__main__":
    main()
