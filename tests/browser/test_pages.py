"""Every page at every size, as it stands on a real screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.screen import Screen, open_page, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from _pytest.mark import ParameterSet
    from playwright.sync_api import BrowserContext

    from tests.browser.server import Server

# 总览 and the lifts are drawn at once.
SHEETS = ["", "industry", "innovation", "space", "city", "safety", "vitality"]
PAGES = [
    *SHEETS,
    "indicator?id=li_auto_deliveries",
    "follow_up",
    "upload",
    "history",
    "editions",
    "circular",
]
# A text, or what these chart depends on a file or on what was reported.
WITHOUT_CHARTS = {"/upload", "/history", "/follow_up", "/editions", "/circular"}
SIZES = [(1920, 1080), (1366, 768), (390, 844)]
SHOTS = Path(__file__).parent / "shots"
LEAST_PIXELS = 16
# What a thumb scrolls through without losing its place.
MOST_PIXELS_ON_A_PHONE = 2500


def page_name(address: str) -> str:
    """Short name of a page for test ids and pictures."""
    return address.partition("?")[0] or "overview"


def view(address: str, size: tuple[int, int]) -> ParameterSet:
    """A page at a size. One group per view: its tests share the open page, also when several processes run the tests."""
    name = f"{page_name(address)}-{size[0]}x{size[1]}"
    return pytest.param((address, size), id=name, marks=pytest.mark.xdist_group(name))


VIEWS = [view(address, size) for address in PAGES for size in SIZES]


@pytest.fixture(scope="module", params=VIEWS)
def screen(
    request: pytest.FixtureRequest, open_tab: Callable[[], Screen], server: Server
) -> Iterator[Screen]:
    """One page at one size, opened by its address; leaves its pictures in ``shots``."""
    address, (width, height) = request.param
    tab = open_tab()
    tab.page.set_viewport_size({"width": width, "height": height})
    opened = open_page(tab, f"{server.url}/{address}")
    SHOTS.mkdir(exist_ok=True)
    name = f"{page_name(address)}-{width}x{height}"
    opened.page.screenshot(path=SHOTS / f"{name}.png")
    yield opened
    whole = whole_height(opened)
    if whole > height:
        opened.page.set_viewport_size({"width": width, "height": whole})
        settled(opened).page.screenshot(path=SHOTS / f"{name}-whole.png")


def whole_height(screen: Screen) -> int:
    """How high a page is, what has to be scrolled to included."""
    height: int = screen.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    return height


def test_frame(screen: Screen) -> None:
    """A link to any page opens it with title and navigation, never a bare page or an error."""
    navigation = (
        '[data-testid="stTopNavLink"], [data-testid="stTopNavSection"], [data-testid="stExpandSidebarButton"]'
    )
    assert screen.page.locator(navigation).locator("visible=true").count()
    assert screen.page.locator("h1").locator("visible=true").count() == 1
    assert not screen.page.locator(
        '[data-testid="stException"], [data-testid="stAlertContentError"], .banner.bad'
    ).count()


def test_charts_drawn(screen: Screen) -> None:
    """Each page charts actual against plan, or tasks on the year, and no chart stays empty."""
    drawn = screen.measure("chartCount") + screen.page.locator(".timeline").count()
    assert (drawn == 0) == (urlsplit(screen.page.url).path in WITHOUT_CHARTS)
    assert screen.measure("emptyCharts") == []


def test_browser_content(screen: Screen) -> None:
    """The browser has nothing to complain about: no error in its console, no request without an answer."""
    assert (screen.console_errors, screen.failed) == ([], [])


def test_stays_inside(screen: Screen) -> None:
    """Nothing is asked of any other host: the network is a closed one."""
    assert screen.asked
    assert screen.foreign == []


def test_no_sideways_scrolling(screen: Screen) -> None:
    """A page fits the width of its screen."""
    assert screen.measure("sidewaysScrolling") == []


@pytest.mark.parametrize("screen", [view(address, SIZES[-1]) for address in SHEETS], indirect=True)
def test_short_on_a_phone(screen: Screen) -> None:
    """总览 and the lifts are short enough for a phone."""
    assert whole_height(screen) <= MOST_PIXELS_ON_A_PHONE


@pytest.mark.parametrize("screen", [view("", SIZES[0])], indirect=True)
def test_one_screen(screen: Screen) -> None:
    """总览 answers the questions of a meeting on one screen of the room, without scrolling."""
    assert whole_height(screen) <= SIZES[0][1]


def test_text_size(screen: Screen) -> None:
    """No text, in charts either, is smaller than 16 px, on a phone either."""
    assert screen.measure("smallText", LEAST_PIXELS) == []


def test_text_whole(screen: Screen) -> None:
    """No text is cut off by the box it stands in."""
    assert screen.measure("clippedText") == []


def test_chart_text_whole(screen: Screen) -> None:
    """No label of a chart is cut off at the edge or lies over another."""
    assert screen.measure("chartTextOutside") == []
    assert screen.measure("chartTextOverlapping") == []


def serious(screen: Screen) -> list[str]:
    """What axe-core finds serious or critical."""
    found = Axe().run(screen.page).response["violations"]
    return [
        f"{rule['impact']} {rule['id']}: {rule['help']}: {node['html'][:200]}"
        for rule in found
        if rule["impact"] in {"serious", "critical"}
        for node in rule["nodes"]
    ]


def test_accessible(screen: Screen) -> None:
    """axe-core finds nothing serious or critical."""
    assert serious(screen) == []


def test_server_asks_nobody(server: Server) -> None:
    """A starting server does not look for its own address outside, which Streamlit does unless told its name."""
    assert "external" not in server.log.lower()


def test_first_visit_by_deep_link(context: BrowserContext, fresh_server: Server) -> None:
    """Even the very first visitor of a server gets the frame when a link leads to a page."""
    screen = open_page(context, f"{fresh_server.url}/industry?through=2024-09")
    assert screen.page.locator('[data-testid="stTopNavLink"]').count()
    assert "through=2024-09" in screen.page.url
