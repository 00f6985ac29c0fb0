"""年终 in a real browser: a year is closed by choosing for all tasks at once, as a clerk types it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.screen import open_page, settled
from tests.browser.test_upload import box, enter
from tests.cheap_keys import cheap_keys
from tests.closed_years import two_years

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext

    from tests.browser.server import StartServer


def test_a_year_is_closed(context: BrowserContext, start_server: StartServer, tmp_path: Path) -> None:
    """A date that was typed right before the click goes to all tasks; December then says that the year is closed."""
    store = two_years(tmp_path / "数据 表")
    key = cheap_keys(store.root).add("办公室", None, "administrator")
    with start_server(tmp_path, demo=False) as server:
        screen = open_page(context, f"{server.url}/year_end?year=2024")
        enter(screen, key)
        box(screen).wait_for(state="detached")
        page = screen.page
        settled(screen)
        for_all = page.locator(".st-key-card_for_all")
        for_all.get_by_text("结转", exact=True).click()
        for_all.get_by_role("spinbutton", name="年, 新的时限").click()
        page.keyboard.type("20250630")
        for_all.get_by_role("button", name="用于尚未选择的3项").click()
        page.get_by_text("3项结转").wait_for()
        settled(screen)
        page.get_by_role("button", name="2024年关账").click()
        # park, school and bridge
        page.get_by_text("结转至2025年6月30日").nth(2).wait_for()
        page.goto(f"{server.url}/indicator?id=output&through=2024-12")
        page.get_by_text("2024年已关账（").wait_for()
        assert screen.console_errors == []
