"""Light by default, dark by a switch that the browser remembers; every word stands out in both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from indicators import charts
from tests.browser.meeting import last, open_meeting
from tests.browser.screen import Screen, a_run, open_page, settled
from tests.browser.test_pages import PAGES, page_name, serious
from tests.browser.test_upload import WIDE, put, signed_in
from tests.pages.test_palette import LEAST_CONTRAST, THEMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Locator

    from tests.browser.server import Server

INDICATOR = "indicator?id=li_auto_deliveries"
# The other lifts' pages are made of the same parts.
KINDS = [page for page in PAGES if page not in {"innovation", "space", "city", "vitality"}]


def switch(screen: Screen) -> Locator:
    """The button for the other theme."""
    return screen.page.get_by_role("button", name=re.compile("^[深浅]色$"))


def colours(screen: Screen) -> tuple[str, str]:
    """Of the page as Streamlit draws it, and of the letters of its title."""
    found = screen.page.evaluate(
        """() => [[".stApp", "backgroundColor"], ["h1", "color"]].map(([part, property]) =>
        "#" + getComputedStyle(document.querySelector(part))[property].match(/\\d+/g).map((n) => (+n).toString(16).padStart(2, "0")).join(""))"""
    )
    return (found[0], found[1])


def bars(screen: Screen) -> Locator:
    """The bars of the actual in the first chart."""
    return screen.page.locator(".js-plotly-plot .trace.bars:nth-child(2) path").first


def turned(screen: Screen, theme: str) -> None:
    """Wait until the page is in this theme."""
    screen.page.wait_for_function("theme => document.documentElement.dataset.theme === theme", arg=theme)


def in_theme(theme: str) -> tuple[str, str]:
    """What ``colours`` finds in a theme."""
    return THEMES[theme]["paper"], THEMES[theme]["ink"]


@pytest.fixture
def in_dark_system(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor whose computer is set to dark."""
    visitor = browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme="dark")
    yield visitor
    visitor.close()


@pytest.mark.parametrize("address", ["", INDICATOR])
def test_light_by_default(in_dark_system: BrowserContext, server: Server, address: str) -> None:
    """Nobody who did not ask for it gets the dark theme, not even where the whole computer is dark."""
    screen = open_page(in_dark_system, f"{server.url}/{address}")
    assert colours(screen)[0] == THEMES["light"]["paper"]
    assert switch(screen).inner_text() == "深色"


def test_dark_is_remembered(context: BrowserContext, server: Server) -> None:
    """Chosen by keyboard it is there at once, charts too, on every page, after a reload, and gone when light is chosen."""
    screen = open_page(context, f"{server.url}/{INDICATOR}")
    assert colours(screen) == in_theme("light")
    switch(screen).focus()
    with a_run(screen):
        screen.page.keyboard.press("Enter")
    turned(screen, "dark")
    dark = tuple(bytes.fromhex(charts.PAGE_THEMES["dark"].ink[1:]))
    bars(screen).and_(screen.page.locator(f'[style*="fill: rgb{dark}"]')).wait_for(state="attached")
    assert colours(settled(screen)) == in_theme("dark")
    assert switch(screen).inner_text() == "浅色"

    screen.page.reload()
    assert colours(settled(screen)) == in_theme("dark")
    elsewhere = open_page(context, f"{server.url}/industry")
    assert colours(elsewhere) == in_theme("dark")

    switch(elsewhere).click()
    settled(elsewhere)
    assert colours(elsewhere) == in_theme("light")
    # The page that was open all the time follows.
    turned(screen, "light")
    assert colours(open_page(context, f"{server.url}/")) == in_theme("light")


def test_nothing_flashes_white(context: BrowserContext, server: Server) -> None:
    """Before any script of Streamlit's is there, the page is dark already."""
    context.add_init_script("localStorage.setItem('theme', 'dark')")
    page = context.new_page()
    page.route("**/static/**", lambda route: route.abort())
    page.goto(server.url)
    ground, scheme = page.evaluate(
        "() => { const style = getComputedStyle(document.body); return [style.backgroundColor, style.colorScheme]; }"
    )
    assert ground == f"rgb{tuple(bytes.fromhex(THEMES['dark']['paper'][1:]))}"
    assert scheme == "dark"


def test_browser_that_keeps_nothing(context: BrowserContext, server: Server) -> None:
    """Where a browser is not allowed to remember, the page is light, and the switch works until it is closed."""
    context.add_init_script(
        """for (const name of ["getItem", "setItem"]) {
            const kept = Storage.prototype[name];
            Storage.prototype[name] = function (key, ...more) {
                if (key === "theme") throw new DOMException("denied", "SecurityError");
                return kept.call(this, key, ...more);
            };
        }"""
    )
    screen = open_page(context, f"{server.url}/industry")
    assert colours(screen) == in_theme("light")
    switch(screen).click()
    turned(screen, "dark")
    assert colours(settled(screen)) == in_theme("dark")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("address", KINDS, ids=page_name)
def test_words_stand_out(tab: Screen, server: Server, address: str, theme: str) -> None:
    """Each word of a page, in charts and in what can be unfolded too, has 7:1, and axe-core is content in the dark."""
    tab.page.evaluate("theme => localStorage.setItem('theme', theme)", theme)
    screen = open_page(tab, f"{server.url}/{address}")
    assert colours(screen)[0] == THEMES[theme]["paper"]
    folded = screen.page.locator("[data-testid=stExpander] details:not([open]) summary")
    while folded.count():
        folded.first.click()
        settled(screen)
    assert screen.measure("faintText", LEAST_CONTRAST) == []
    if theme == "dark":
        assert serious(screen) == []


@pytest.mark.parametrize("theme", THEMES)
def test_words_stand_out_in_a_report(context: BrowserContext, lent_server: Server, theme: str) -> None:
    """The same where a file is being looked at: its layout, its faults, its differences."""
    context.add_init_script(f"localStorage.setItem('theme', '{theme}')")
    screen = signed_in(context, lent_server, ["industry", "overall"])
    assert screen.measure("faintText", LEAST_CONTRAST) == []
    put(screen, "经发局9月.csv", WIDE)
    assert screen.measure("faintText", LEAST_CONTRAST) == []
    put(screen, "产值.csv", "指标,单位,期间,累计\n规上工业总产值,亿元,2024年9月,1820.55\n")
    assert screen.measure("faintText", LEAST_CONTRAST) == []


def test_a_meeting_has_themes_of_its_own(tab: Screen, server: Server) -> None:
    """In front of a dark page the stage stays light, each word on it stands out, and no switch lies over it."""
    tab.page.evaluate("localStorage.setItem('theme', 'dark')")
    page = open_meeting(tab, server.url)
    assert not page.locator(".theme").is_visible()
    marks = 0
    for _ in range(last(page)):
        faint = page.evaluate("least => window.measure.faintText(least)", LEAST_CONTRAST)
        # The keys are not in the screen that they are written over.
        assert [words for words in faint if "with-keys" not in words] == []
        marks += page.locator(".current .chip.demo:visible").count()
        page.keyboard.press("PageDown")
    assert marks > 10


def test_the_measure_finds_what_is_faint(tab: Screen) -> None:
    """Grey on white, half transparent black and a faded box are found; black on white is not."""
    page = tab.page
    page.set_content(
        """<p style="color:#777">一</p><p style="color:rgb(0 0 0 / 50%)">二</p><div style="opacity:0.4"><p>三</p></div>
        <p>四</p><p style="background:#14407a;color:#fff">五</p><svg><text y="20" fill="#999">六</text></svg>"""
    )
    found = page.evaluate("window.measure.faintText(7)")
    assert [line[-2] for line in found] == [*"一二三六"]
