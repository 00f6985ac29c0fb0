"""Whatever Streamlit writes or lets a screen reader say is Chinese, in a browser of any language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from indicators.access import Keys
from tests.browser.screen import Screen, new_tab, open_page, settled
from tests.browser.test_pages import PAGES, page_name
from tests.browser.test_upload import WIDE, box, enter, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.server import Server

# Kinds of files, sizes, encodings, a key: the same in Chinese.
KNOWN = re.compile(r"Excel|WPS|CSV|csv|xlsx?|ods|exe|\d[KMG]?B|MB|UTF-8|UTF-16|GB18030|Esc")


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Screen]:
    """A visitor whose browser speaks English, in one tab for all tests: none of them leaves anything in it."""
    visitor = browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-US")
    yield new_tab(visitor)
    visitor.close()


def english(screen: Screen) -> list[str]:
    """What is on the page in Latin letters and is no name."""
    return [words for words in screen.measure("latin") if re.search(r"[A-Za-z]{2}", KNOWN.sub("", words))]


def unfold(screen: Screen) -> None:
    """Open whatever is folded."""
    folded = screen.page.locator("[data-testid=stExpander] details:not([open]) summary")
    while folded.count():
        folded.first.click()
        settled(screen)


def open_everything(screen: Screen) -> list[str]:
    """English words that come up when everything on the page is opened once."""
    unfold(screen)
    found = english(screen)
    for lid in screen.page.locator("[data-testid=stPopover] button").all():
        lid.click()
        screen.page.locator("[data-testid=stPopoverBody]").wait_for()
        found += english(screen)
        screen.page.keyboard.press("Escape")
        screen.page.locator("[data-testid=stPopoverBody]").wait_for(state="detached")
    screen.page.locator(".st-key-picker input").click()
    screen.page.locator("[role=listbox]").wait_for()
    found += english(screen)
    screen.page.keyboard.press("Escape")
    screen.page.locator("[role=listbox]").wait_for(state="detached")
    return found


@pytest.mark.parametrize("address", PAGES, ids=page_name)
def test_pages(tab: Screen, server: Server, address: str) -> None:
    """Every page, with all that a visitor can open."""
    screen = open_page(tab, f"{server.url}/{address}")
    assert screen.page.locator("html").get_attribute("lang") == "zh-CN"
    assert open_everything(screen) == []
    # Streamlit's keys for those who develop.
    screen.page.locator("h1").first.click()
    for key in "cr":
        screen.page.keyboard.press(key)
        assert english(settled(screen)) == []


def test_reporting(tab: Screen, lent_server: Server, tmp_path: Path) -> None:
    """A report with its file, one that is too large and one of a wrong kind; dates and texts of 督办; who signed in."""
    screen = open_page(tab, f"{lent_server.url}/upload?through=2024-09")
    enter(screen, Keys(lent_server.data).add("指标办", None, "administrator"))
    box(screen).wait_for(state="detached")
    assert english(settled(screen)) == []
    put(screen, "经发局9月.csv", WIDE)
    assert open_everything(screen) == []
    put(screen, "产值.csv", "指标,单位,期间,累计\n规上工业总产值,亿元,2024年9月,1820.55\n")
    assert open_everything(screen) == []
    files = screen.page.locator("input[type=file]")
    large = tmp_path / "大.csv"
    large.write_bytes(bytes(21_000_000))
    files.set_input_files(large)
    refused = screen.page.locator("[data-testid=stFileChip][aria-invalid=true]")
    refused.wait_for()
    assert "文件超过 10 MB" in refused.inner_text()
    assert english(screen) == []
    put(screen, "图.exe", "x")
    assert english(screen) == []

    screen.page.locator("[data-testid=stTopNavLink]", has_text="督办").click()
    screen.page.get_by_role("button", name="答复").first.click()
    screen.page.locator("[data-testid=stDateInputCalendarButton]").first.wait_for()
    settled(screen)
    date = screen.page.locator("[data-testid=stDateInput]").first
    assert re.sub(r"\s|\u2066|\u2069", "", date.inner_text()).endswith("年-月-日")
    date.locator("[data-testid=stDateInputCalendarButton]").click()
    screen.page.get_by_role("dialog", name="选择日期").wait_for()
    assert english(screen) == []


def test_the_measure_finds_english(tab: Screen, server: Server) -> None:
    """Words and labels are found; what we write ourselves, icons and known names are not."""
    screen = open_page(tab, f"{server.url}/upload")
    screen.page.evaluate(
        """() => document.body.insertAdjacentHTML("beforeend", `<p>Browse</p><button aria-label="Close"></button>
        <div data-testid="stHtml">GDP of Li Auto</div><input placeholder="Excel、CSV"><i style="font-family: Material Symbols">menu</i>`)"""
    )
    assert english(screen) == ["Browse", "Close"]
