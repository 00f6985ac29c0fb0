"""A meeting as its operator, or somebody who follows, has it open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.screen import open_page

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.browser.screen import Screen

AT = "Number(document.documentElement.dataset.screen)"
# What a screen holds may have its key in front of its own.
SCREENS = (
    "[...document.querySelectorAll('.st-key-stage [class*=st-key-screen_]')]"
    ".filter((e) => /st-key-screen_\\d+( |$)/.test(e.className) && !e.closest('.picture'))"
)
KEPT = "连接中断，画面保留"


def open_meeting(where: BrowserContext | Screen, url: str, more: str = "") -> Page:
    """The meeting of September 2024 with the first screen, or the one that ``more`` asks for."""
    month = "" if "through=" in more else "through=2024-09"
    page = open_page(where, f"{url}/meeting?{month}{more}").page
    page.wait_for_function(f"{AT} > 0")
    return page


def at(page: Page) -> int:
    """Number of the screen that stands; it is the only one to be seen and reached."""
    n, screens = page.evaluate(
        f"""[{AT}, {SCREENS}.map((e) => [
            e.classList.contains("current"), !e.inert, e.checkVisibility({{ visibilityProperty: true }}),
        ])]"""
    )
    assert screens == [[k == n] * 3 for k in range(1, len(screens) + 1)]
    return int(n)


def last(page: Page) -> int:
    """Number of the last screen."""
    count: int = page.evaluate(f"{SCREENS}.length")
    return count


def go(page: Page, n: int) -> None:
    """Jump to screen n."""
    for digit in str(n):
        page.keyboard.press(digit)
    page.keyboard.press("Enter")
    assert at(page) == n


def words(page: Page) -> str:
    """What the player says."""
    return page.locator(".player .status").inner_text().strip()


# Boxes of what the player says, and of the text of the screen that stands.
NOTICES = """() => {
  const screen = document.querySelector(".st-key-stage:not(.picture *) .current"), written = [];
  const walker = document.createTreeWalker(screen, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    if (walker.currentNode.textContent.trim()) written.push(...range.getClientRects());
  }
  const said = [...document.querySelectorAll(".player .status, .connection")].filter((e) => e.textContent && e.checkVisibility());
  const over = (a, b) => Math.min(a.right, b.right) > Math.max(a.left, b.left) && Math.min(a.bottom, b.bottom) > Math.max(a.top, b.top);
  return said.map((e) => [e.textContent, written.filter((box) => over(e.getBoundingClientRect(), box)).length]);
}"""


def notices(page: Page) -> list[list[str | int]]:
    """What is said over the screen, each with how many pieces of the screen's text it lies on."""
    found: list[list[str | int]] = page.evaluate(NOTICES)
    return found


def wait_for_screen(page: Page, n: int) -> None:
    """Wait until screen n is shown."""
    page.wait_for_function(f"{AT} === {n}")
    assert at(page) == n
