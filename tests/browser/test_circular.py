"""通报 is copied by one click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.evaluation import board
from indicators.period import Period
from indicators.reports import circular
from indicators.store.store import Store
from tests.browser.screen import open_page

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    from tests.browser.server import Server

# As on a page without https, where scripts have no clipboard.
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"


@pytest.mark.parametrize("is_https", [True, False])
def test_copied(context: BrowserContext, server: Server, is_https: bool) -> None:  # noqa: FBT001
    """Pasted anywhere it is the whole text, and the page says that it was copied; by https and by http alike."""
    if is_https:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
    else:
        context.add_init_script(NO_CLIPBOARD)
    page = open_page(context, f"{server.url}/circular?through=2024-09").page
    page.get_by_role("button", name="复制全文").click()
    page.get_by_role("status").get_by_text("已复制").wait_for()
    page.evaluate(
        "document.body.append(document.createElement('textarea')); document.querySelector('textarea').focus()"
    )
    page.keyboard.press("Control+V")
    snapshot = Store(server.data).snapshot()
    assert (
        page.locator("textarea").input_value()
        == circular(snapshot, board(snapshot, None, Period(2024, 9))).text
    )
