"""督办 from the answer of a unit to the office's closing, and what the meeting shows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.access import Keys
from tests.browser.meeting import open_meeting
from tests.browser.screen import open_page, settled
from tests.browser.test_pages import serious
from tests.browser.test_upload import banner, box, button, enter, signed_in, well_made_at_every_size

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator

    from tests.browser.screen import Screen
    from tests.browser.server import Server

pytestmark = pytest.mark.xdist_group("follow_up")

ADDRESS = "follow_up?through=2024-09&lift=industry"


def item(screen: Screen) -> Locator:
    """理想汽车 in the list."""
    return screen.page.locator(".st-key-card_answer_li_auto_deliveries")


def test_answered_shown_and_closed(context: BrowserContext, browser: Browser, fresh_server: Server) -> None:
    """The unit answers what lags, the meeting shows reason, measure and person, the office closes it; the card says so."""
    server = fresh_server
    unit = signed_in(context, server, ["industry"])
    unit.page.goto(f"{server.url}/{ADDRESS}")
    # What is typed while a page is still drawn may be drawn over.
    settled(unit)
    item(unit).get_by_role("button", name="答复").click()
    unit.page.get_by_label("原因").fill("新车型上市晚于计划")
    unit.page.get_by_label("措施").fill("每周调度产能")
    unit.page.get_by_label("责任人").fill("张明")
    button(unit, "保存").click()
    banner(unit, "已保存“理想汽车新车交付”").wait_for()
    well_made_at_every_size(settled(unit))
    assert serious(unit) == []
    meeting = open_meeting(context, server.url, "&only=behind")
    answer = meeting.locator(".st-key-stage .stage-answer", has_text="新车型上市晚于计划")
    assert "张明" in str(answer.first.text_content())
    with browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN") as desk:
        office = open_page(desk, f"{server.url}/upload?through=2024-09")
        enter(office, Keys(server.data).add("督查室", None, "administrator"))
        box(office).wait_for(state="detached")
        settled(office)
        office.page.goto(f"{server.url}/{ADDRESS}")
        settled(office)
        item(office).get_by_role("button", name="批示、销号").click()
        settled(office)
        office.page.get_by_role("button", name="销号", exact=True).click()
        banner(office, "已销号“理想汽车新车交付”").wait_for()
        item(office).wait_for(state="detached")
        assert (office.console_errors, office.failed, office.foreign) == ([], [], [])
    unit.page.goto(f"{server.url}/industry?through=2024-09")
    unit.page.locator("#card_li_auto_deliveries .follow", has_text="已销号").wait_for()
    assert (unit.console_errors, unit.failed, unit.foreign) == ([], [], [])
