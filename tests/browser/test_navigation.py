"""All pages are within reach at every width, and nothing lies over what leads to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.catalogue import lifts
from tests.browser.screen import Screen, open_page, settled
from tests.browser.test_walk import at

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.server import Server

NAMES = [
    "总览",
    *(lift.short for lift in lifts().values() if lift.lift != "overall"),
    *("会议放映", "督办", "数据上报", "上报记录", "会议版本"),
]
# What the bar has no room for is in it all the same, out of sight.
LINK, MORE = (f"[data-testid={part}]:not([inert] *)" for part in ("stTopNavLink", "stTopNavSection"))
REST = "[data-testid=stTopNavDropdownLink]"


def within_reach(part: Locator) -> bool:
    """Whether a mouse at its middle and at both ends meets it and nothing that lies over it; waits until it stands still."""
    part.click(trial=True)
    box = part.bounding_box()
    assert box
    for x in (2, box["width"] - 2):
        part.click(trial=True, position={"x": x, "y": box["height"] / 2})
    return True


def opened(tab: Screen, server: Server, width: int) -> Screen:
    """产业提档 at a width."""
    tab.page.set_viewport_size({"width": width, "height": 800})
    return open_page(tab, f"{server.url}/industry")


def names(links: Locator) -> list[str]:
    """What is written on those that are in sight."""
    return [link.inner_text() for link in links.locator("visible=true").all()]


@pytest.mark.parametrize("width", [820, 1000, 1100, 1200, 1300, 1366, 1920])
def test_bar(tab: Screen, server: Server, width: int) -> None:
    """Every page is in the bar or under 其余 at its end, uncovered, in one line with month picker and theme switch."""
    screen = opened(tab, server, width)
    shown, more = (
        screen.page.locator(LINK).locator("visible=true"),
        screen.page.locator(MORE).locator("visible=true"),
    )
    assert screen.measure("sidewaysScrolling") == []
    parts = [
        *shown.all(),
        *more.all(),
        screen.page.locator(".st-key-picker"),
        screen.page.locator(".st-key-theme"),
    ]
    assert all(within_reach(part) for part in parts)
    boxes = [box for part in parts if (box := part.bounding_box())]
    assert len(boxes) == len(parts)
    assert max(box["y"] for box in boxes) < min(box["y"] + box["height"] for box in boxes)
    found = names(shown)
    if more.count():
        assert width <= 1200
        assert more.inner_text() == f"其余{len(NAMES) - len(found)}页"
        more.click()
        screen.page.locator(REST).first.wait_for()
        found += names(screen.page.locator(REST))
        assert screen.measure("smallText", 16) == []
    assert found == NAMES


@pytest.mark.parametrize("width", [360, 390, 700])
def test_phone(tab: Screen, server: Server, width: int) -> None:
    """The menu is called so, opens, can be closed again, and closes by itself when a page is chosen."""
    screen = opened(tab, server, width)
    menu = screen.page.get_by_role("button", name="打开菜单")
    written = "(button) => getComputedStyle(button, '::after').content"
    assert menu.evaluate(written) == '"菜单"'
    assert within_reach(menu)
    assert within_reach(screen.page.locator(".st-key-picker"))
    menu.click()
    close = screen.page.get_by_role("button", name="关闭菜单")
    close.wait_for()
    settled(screen)
    assert close.evaluate(written) == '"关闭"'
    assert within_reach(close)
    assert names(screen.page.locator("[data-testid=stSidebarNavLink]")) == NAMES
    close.click()
    menu.click()
    screen.page.locator("[data-testid=stSidebarNavLink]", has_text="安全提升").click()
    at(screen, "/safety", "安全")
    menu.wait_for()
