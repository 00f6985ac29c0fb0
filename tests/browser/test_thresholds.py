"""An administrator tries a threshold, sees what it would change, saves it, and takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.access import Keys
from tests.browser.screen import open_page, settled
from tests.browser.test_pages import serious
from tests.browser.test_upload import banner, box, button, enter, well_made_at_every_size

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    from tests.browser.screen import Screen
    from tests.browser.server import Server

pytestmark = pytest.mark.xdist_group("thresholds")


def verdict(screen: Screen, server: Server) -> str:
    """What the page of 独角兽企业 says, with the legend unfolded."""
    screen.page.goto(f"{server.url}/indicator?id=unicorns&through=2024-09")
    screen.page.get_by_text("图例与评价标准").click()
    return settled(screen).text()


def test_a_threshold_is_tried_and_taken_back(context: BrowserContext, fresh_server: Server) -> None:
    """The verdicts that would change are named before; saved, page and legend go by it; withdrawn, as before."""
    server = fresh_server
    key = Keys(server.data).add("张三", None, "administrator")
    screen = open_page(context, f"{server.url}/admin?section=thresholds&through=2024-09")
    enter(screen, key)
    box(screen).wait_for(state="detached")
    well_made_at_every_size(settled(screen))
    number = screen.page.get_by_label("略慢界限", exact=True)
    number.fill("0.6")
    number.press("Tab")
    banner(screen, "将改变1项判定").wait_for()
    effects = screen.page.get_by_role("region", name="将改变的判定").inner_text()
    assert "滞后 → 略慢" in effects
    assert "独角兽" in effects
    well_made_at_every_size(screen)
    assert serious(screen) == []
    button(screen, "保存").click()
    banner(screen, "已保存1项阈值").wait_for()
    well_made_at_every_size(settled(screen))
    assert (screen.console_errors, screen.failed, screen.foreign) == ([], [], [])
    shown = verdict(screen, server)
    assert "▲ 略慢" in shown
    assert "进度比低于 0.60" in shown
    screen.page.goto(f"{server.url}/history")
    settled(screen)
    button(screen, "撤回").click()
    button(screen, "确认撤回").click()
    banner(screen, "已撤回“阈值调整”").wait_for()
    shown = verdict(screen, server)
    assert "■ 滞后" in shown
    assert "进度比低于 0.90" in shown
