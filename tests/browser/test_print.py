"""On paper: a page of figures is one lying sheet of A4, light, without what only a screen needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.screen import Screen, open_page, settled
from tests.browser.test_pages import PAGES, page_name
from tests.pages.test_palette import LEAST_CONTRAST, THEMES

if TYPE_CHECKING:
    from tests.browser.server import Server

ONE_SHEET = [page for page in PAGES if page not in {"follow_up", "upload", "history", "editions", "circular"}]
A4_LYING = (841.9, 595.3)  # points
# Of what stands on paper: parts beyond its edge, charts that are not as wide as their place, and what could be clicked.
ON_PAPER = """() => {
  const sheet = document.querySelector("#root .sheet"), edge = sheet.getBoundingClientRect().right + 1;
  const seen = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 1;
  const charts = [...sheet.querySelectorAll("[data-chart]")].filter(seen).map((place) => [
    place.getBoundingClientRect().width, place.querySelector(".main-svg").getBoundingClientRect().width]);
  return {
    beyond: [...sheet.querySelectorAll("*")].filter((part) => seen(part) && !part.closest("svg") && part.getBoundingClientRect().right > edge).map((part) => part.outerHTML.slice(0, 99)),
    charts: charts.filter(([place, chart]) => Math.abs(place - chart) > 4),
    controls: [...document.querySelectorAll("button, input, select, [data-testid=stHeader], summary svg")].filter(seen).map((part) => part.outerHTML.slice(0, 99)),
    month: getComputedStyle(sheet, "::before").content,
  };
}"""

# Where every chart is, how large, and in which colours.
DRAWN = """() => [...document.querySelectorAll("#root [data-chart]")].map((place) => [
  JSON.stringify(place.getBoundingClientRect()), JSON.stringify(place.querySelector(".main-svg").getBoundingClientRect()),
  [...place.querySelectorAll("text, path")].map((part) => getComputedStyle(part).fill).join()])"""


def sheets(screen: Screen) -> list[tuple[float, float]]:
    """The size of each page of a print, in points."""
    printed = screen.page.pdf(format="A4", landscape=True, print_background=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    return [(float(width), float(height)) for width, height in boxes]


def on_paper(screen: Screen) -> None:
    """Lay the page out as for a printer, in a window as wide as the paper."""
    screen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    screen.page.emulate_media(media="print")
    screen.page.set_viewport_size({"width": 1123, "height": 794})


@pytest.mark.parametrize("address", ONE_SHEET, ids=page_name)
def test_one_sheet(tab: Screen, server: Server, address: str) -> None:
    """总览, a lift and an indicator are one sheet; afterwards the screen is as it was."""
    tab.page.evaluate("localStorage.setItem('theme', 'dark')")
    screen = open_page(tab, f"{server.url}/{address}")
    before = screen.page.evaluate(DRAWN)
    (size,) = sheets(screen)
    assert size == pytest.approx(A4_LYING, abs=1)
    assert screen.page.locator("html[data-theme=dark]:not([data-printing])").count() == 1
    assert settled(screen).page.evaluate(DRAWN) == before


@pytest.mark.parametrize("width", [1000, 1920])
def test_from_any_window(tab: Screen, server: Server, width: int) -> None:
    """The window's width changes nothing on paper: four cards in a row, charts as wide as their place, all inside."""
    tab.page.set_viewport_size({"width": width, "height": 900})
    screen = open_page(tab, f"{server.url}/industry")
    assert len(sheets(screen)) == 1
    on_paper(screen)
    found = screen.page.evaluate(ON_PAPER)
    assert found == {"beyond": [], "charts": [], "controls": [], "month": '"截至2024年9月"'}
    tops = {box["y"] for card in screen.page.locator(".card").all() if (box := card.bounding_box())}
    assert len(tops) == 1


def test_long_pages(tab: Screen, server: Server) -> None:
    """Other pages take as many sheets as they need, all of them A4, lying, and light."""
    tab.page.evaluate("localStorage.setItem('theme', 'dark')")
    screen = open_page(tab, f"{server.url}/follow_up")
    sizes = sheets(screen)
    assert len(sizes) > 1
    assert {size == pytest.approx(A4_LYING, abs=1) for size in sizes} == {True}
    on_paper(screen)
    ground = screen.page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert ground == f"rgb{tuple(bytes.fromhex(THEMES['light']['paper'][1:]))}"
    assert screen.measure("faintText", LEAST_CONTRAST) == []
