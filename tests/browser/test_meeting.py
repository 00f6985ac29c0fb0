"""会议放映 from the first screen to the last: all that is written is large, inside, apart from the rest, and stands out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.meeting import at, last, open_meeting

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.server import Server

SHOTS = Path(__file__).parent / "shots" / "meeting"
SIZES = [(1920, 1080), (1366, 768), (1280, 720), (3840, 2160), (1024, 768)]
LEAST_PIXELS, LEAST_CONTRAST = 24, 7
# Everything written on the screen that stands, in the pixels of the 1920 wide stage.
WRITTEN = """() => {
  const screen = document.querySelector(".st-key-stage:not(.picture *) .current");
  const frame = screen.getBoundingClientRect(), scale = frame.width / 1920, found = [];
  const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const bright = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = rgb(getComputedStyle(e).backgroundColor);
      if (colour.length && (colour[3] ?? 1) > 0.5) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(screen, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.textContent.trim() || parent.closest("style, script, title, [aria-hidden=true].modebar")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect(), style = getComputedStyle(parent), svg = parent.closest("svg");
    if (!box.width) continue;
    const [one, other] = [bright(rgb(svg ? style.fill : style.color)), bright(ground(parent))].sort((a, b) => b - a);
    found.push({ text: node.textContent.trim(), size: parseFloat(style.fontSize), contrast: (one + 0.05) / (other + 0.05),
      left: (box.left - frame.left) / scale, right: (box.right - frame.left) / scale,
      top: (box.top - frame.top) / scale, bottom: (box.bottom - frame.top) / scale });
  }
  return found;
}"""

# However large the window, a chart takes its whole place on the stage.
CHART_PIXELS = 1080
CHARTS = """() => [...document.querySelectorAll(".st-key-stage:not(.picture *) .current .main-svg:first-child")]
  .map((svg) => svg.getBoundingClientRect().width / document.querySelector(".st-key-stage .current").getBoundingClientRect().width * 1920)"""


def overlapping(found: list[dict[str, float]]) -> list[tuple[float, float]]:
    """Pairs of texts that share more than a hair's breadth; lines of text have room above and below their letters."""
    pairs = []
    for i, one in enumerate(found):
        for other in found[i + 1 :]:
            wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
            high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            lower = min(one["bottom"] - one["top"], other["bottom"] - other["top"])
            if wide > 2 and high > lower * 0.45:
                pairs.append((one["text"], other["text"]))
    return pairs


def check(page: Page) -> None:
    """The screen that stands."""
    found = page.evaluate(WRITTEN)
    assert found
    assert [one for one in found if one["size"] < LEAST_PIXELS] == []
    assert [one for one in found if one["contrast"] < LEAST_CONTRAST] == []
    outside = [o for o in found if o["left"] < 0 or o["right"] > 1920 or o["top"] < 0 or o["bottom"] > 1080]
    assert outside == []
    assert overlapping(found) == []
    assert all(abs(width - CHART_PIXELS) < 1 for width in page.evaluate(CHARTS))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_whole_meeting(browser: Browser, server: Server, size: tuple[int, int], theme: str) -> None:
    """By PageDown alone from the title to the closing: nothing small, faint, clipped, over the edge or over another."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page = open_meeting(context, server.url, f"&theme={theme}")
    count = last(page)
    for n in range(1, count + 1):
        assert at(page) == n
        check(page)
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"{theme}-{width}x{height}-{n:02}.png")
        page.keyboard.press("PageDown")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not page.locator('[data-testid="stHeader"]').is_visible()
    context.close()


def test_simulated_figures_are_marked(browser: Browser, server: Server) -> None:
    """A screen with 演示 figures says so in letters that the last row reads; one without does not."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="zh-CN")
    page = open_meeting(context, server.url)
    for _ in range(last(page)):
        screen = page.locator(".st-key-stage .current")
        shown = screen.locator(".chip.demo").count() > 0
        assert not shown or screen.locator(".demo-mark").is_visible()
        page.keyboard.press("PageDown")
    context.close()
