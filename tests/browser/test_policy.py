"""Every page is whole under its content security policy, which the other tests leave aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indicators.access import Keys
from tests.reports import output

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.server import Server

# What stands there when its components and charts are drawn.
PLACES: Final = {
    "industry": ".main-svg",
    "indicator?id=industrial_output": ".main-svg",
    "follow_up": "h1",
    "meeting": ".main-svg",
    "upload": "[data-testid=stForm]",
}


def test_nothing_is_blocked(browser: Browser, lent_server: Server) -> None:
    """Components, charts, the meeting, a key and a file: the browser refuses nothing that a page needs."""
    refused: list[str] = []
    visitor = browser.new_context(locale="zh-CN", bypass_csp=False)
    page = visitor.new_page()
    page.on("console", lambda message: refused.append(message.text) if "Policy" in message.text else None)
    for address, whole in PLACES.items():
        page.goto(f"{lent_server.url}/{address}")
        page.locator(whole).first.wait_for(state="attached")
    page.get_by_label("密钥", exact=True).fill(Keys(lent_server.data).add("经发局", ["industry"]))
    page.get_by_role("button", name="提交", exact=True).click()
    page.locator(".st-key-visitor", has_text="经发局").wait_for()
    page.locator("[data-testid=stFileUploader] input").set_input_files(
        {"name": "9月.csv", "mimeType": "text/csv", "buffer": output(1820.55)}
    )
    page.locator(".values", has_text="1,820.55亿元").first.wait_for(state="attached")
    visitor.close()
    assert refused == []
