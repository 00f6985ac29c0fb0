"""A department types its numbers: they are checked, committed, and on the lift's page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.screen import open_page, settled
from tests.browser.test_upload import banner, button, output_on, signed_in, well_made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page

    from tests.browser.server import Server, StartServer

ROW = 44  # pixels


@pytest.fixture(scope="module")
def server(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with demonstration data of its own."""
    with start_server(tmp_path_factory.mktemp("grid")) as running:
        yield running
    assert "Traceback" not in running.log, running.log


def go_to_value(page: Page, row: int) -> None:
    """Select the cell to type a value into, in this row below the headings: right of the name."""
    painted = page.locator(".dvn-scroller")
    painted.scroll_into_view_if_needed()
    painted.click(position={"x": 20, "y": ROW * row + ROW // 2})
    page.locator("[data-testid=data-grid-canvas]:focus-within").wait_for(state="attached")
    page.keyboard.press("ArrowRight")


def asks_before_it_goes(page: Page) -> bool:
    """Whether a reload would make the browser ask, for something typed would be lost."""
    asked: bool = page.evaluate(
        "() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    )
    return asked


def test_three_numbers(context: BrowserContext, server: Server) -> None:
    """Three numbers, one typed and two pasted from a spreadsheet, checked and committed, are on an open wall at once."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    wall = open_page(context, f"{server.url}/industry?through=2024-09")
    screen = signed_in(context, server, ["industry"], name="经发局")
    page = screen.page
    go_to_value(page, 2)
    page.keyboard.type("1820.55")
    page.keyboard.press("Enter")
    page.get_by_text("已填1行").wait_for()
    settled(screen)
    assert asks_before_it_goes(page)
    page.evaluate("navigator.clipboard.writeText('2,140\\n31.5')")
    page.keyboard.press("Control+V")
    page.get_by_text("已填3行").wait_for()
    settled(screen)
    button(screen, "核对").click()
    banner(screen, "核对通过，可以提交：新增 3 个").wait_for()
    well_made(settled(screen))
    button(screen, "提交 3 个数据").click()
    banner(screen, re.compile("已提交“在线填报 2024年9月实际数.csv”：3 个数据")).wait_for()
    assert not asks_before_it_goes(settled(screen).page)
    output_on(wall, "1,820.55")


@pytest.mark.parametrize("slower", [1, 16])
def test_typed_ahead(context: BrowserContext, server: Server, slower: int) -> None:
    """However quickly somebody types, and however slow the browser is, each digit comes into the cell it was meant for."""
    screen = signed_in(context, server, ["industry"], name=f"经发局{slower}")
    page = screen.page
    browser = context.new_cdp_session(page)
    browser.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    go_to_value(page, 5)
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("99")  # of a name, which nobody can type over
    page.keyboard.press("ArrowRight")
    page.keyboard.type("125\n1x")
    page.keyboard.press("Backspace")
    page.keyboard.type("2\n3\n")
    page.get_by_text("已填3行").wait_for()
    browser.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    button(settled(screen), "核对").click()
    banner(screen, "需要确认").wait_for()
    text = settled(screen).text()
    typed = {"新签产业项目": "125个", "30亿元或3亿美元项目": "12个", "50亿元或5亿美元项目": "3个"}
    assert all(re.search(rf"{name}\t.*\t{value}", text) for name, value in typed.items()), text
    button(screen, "放弃所填").click()
