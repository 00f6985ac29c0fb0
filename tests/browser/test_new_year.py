"""A plan year is begun in the browser: read out of its announcement, typed, pasted, published, and on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.access import Keys
from tests.browser.screen import open_page, settled
from tests.browser.test_upload import banner, box, button, enter, well_made

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    from tests.browser.screen import Screen
    from tests.browser.server import Server

TEXT = "2025年，力争规上工业总产值突破2700亿元，新签产业项目60个以上。"
ROW = 44  # pixels
# Between the name, which is clicked, and the target.
BETWEEN = ("列入", "单位", "上年目标", "上年完成")


def opened(context: BrowserContext, server: Server) -> Screen:
    """新年计划 with an administrator's key."""
    screen = open_page(context, f"{server.url}/new_year?year=2025")
    enter(screen, Keys(server.data).add("办公室", None, "administrator"))
    box(screen).wait_for(state="detached")
    return settled(screen)


def go_to_target(screen: Screen, row: int) -> None:
    """Select the target of an indicator, by its row below the headings."""
    # A click on a proposal makes the grid anew.
    page = settled(screen).page
    grid = page.locator(".dvn-scroller").first
    grid.scroll_into_view_if_needed()
    grid.click(position={"x": 20, "y": ROW * row + ROW // 2})
    page.locator("[data-testid=data-grid-canvas]:focus-within").first.wait_for(state="attached")
    for _ in (*BETWEEN, "目标"):
        page.keyboard.press("ArrowRight")


def test_a_year_is_begun(context: BrowserContext, fresh_server: Server) -> None:
    """Two targets read out and taken, one typed, two pasted; the tasks carried over; published; January 2025 shows them."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    screen = opened(context, fresh_server)
    page = screen.page
    page.locator("textarea").fill(TEXT)
    page.keyboard.press("Control+Enter")
    settled(screen)
    button(screen, "读出目标").click()
    banner(screen, "2项已有目标，2项待确认").wait_for()
    for _ in range(2):
        button(screen, "采用").first.click()
        settled(screen)
    banner(screen, "2项已有目标，0项待确认").wait_for()
    go_to_target(screen, 1)
    page.keyboard.type("7.5")
    page.keyboard.press("Enter")
    banner(screen, "3项已有目标").wait_for()
    go_to_target(screen, 11)
    page.evaluate("navigator.clipboard.writeText('12\\n90家以上')")
    page.keyboard.press("Control+V")
    banner(screen, "5项已有目标，0项待确认").wait_for()
    button(settled(screen), "全部结转").click()
    page.get_by_text("结转19项").wait_for()
    well_made(settled(screen))
    for question in page.locator("[data-testid=stCheckbox]").all():
        question.locator("label").click()
        settled(screen)
    page.get_by_role("button", name="发布2025年计划").click()
    banner(screen, "已发布2025年计划").wait_for()
    january = open_page(context, f"{fresh_server.url}/innovation?through=2025-01")
    assert "90家以上" in january.text()
    assert "超期" not in open_page(context, f"{fresh_server.url}/space?through=2025-01").text()
