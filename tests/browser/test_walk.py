"""A visitor walks through the dashboard: what is clicked leads on, and the month stays."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.screen import Screen, open_page, settled

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    from tests.browser.server import Server


def address(screen: Screen) -> tuple[str, dict[str, str]]:
    """Path and query of the page that is open."""
    parts = urlsplit(screen.page.url)
    return parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}


def at(screen: Screen, path: str, title: str) -> dict[str, str]:
    """Wait until the page with this title is open; its query."""
    screen.page.wait_for_url(lambda url: urlsplit(url).path == path)
    screen.page.locator("h1", has_text=title).wait_for()
    assert screen.page.title().endswith("｜六提工程")
    settled(screen)
    assert address(screen)[0] == path
    return address(screen)[1]


def choose(screen: Screen, month: str) -> None:
    """Pick a month in the month picker, by mouse, and wait until the page shows another one."""
    before = screen.page.url
    screen.page.locator(".st-key-picker [role=combobox], .st-key-picker input").first.click()
    screen.page.get_by_role("option", name=month, exact=True).click()
    screen.page.wait_for_url(lambda url: url != before)
    settled(screen)


def test_the_address_always_names_the_month(context: BrowserContext, server: Server) -> None:
    """A link copied from the address bar shows what its sender saw, the default month too."""
    screen = open_page(context, f"{server.url}/")
    assert address(screen)[1] == {"through": "2024-09"}


def test_month_goes_along(context: BrowserContext, server: Server) -> None:
    """The month that was picked stays while the visitor walks from page to page, and back."""
    screen = open_page(context, f"{server.url}/")
    choose(screen, "截至2024年6月")
    assert address(screen)[1] == {"through": "2024-06"}
    screen.page.locator("[data-testid=stTopNavLink]", has_text="产业提档").click()
    assert at(screen, "/industry", "产业能级提档")["through"] == "2024-06"
    card = screen.page.locator(".st-key-card_li_auto_deliveries")
    assert "18.90" in card.inner_text()
    card.get_by_role("link").click()
    assert at(screen, "/indicator", "理想汽车新车交付") == {"id": "li_auto_deliveries", "through": "2024-06"}
    assert screen.page.title() == "理想汽车新车交付｜六提工程"
    assert "1—6月18.90万辆" in screen.text()


def test_overview_leads_on(context: BrowserContext, server: Server) -> None:
    """From 总览 a click leads to a lift, and from what must be followed up to its indicator."""
    screen = open_page(context, f"{server.url}/?through=2024-09")
    screen.page.locator(".st-key-tile_space").get_by_role("link").click()
    assert at(screen, "/space", "载体建设提标") == {"through": "2024-09"}
    screen.page.locator("[data-testid=stTopNavLink]", has_text="总览").click()
    at(screen, "/", "按时序")
    worst = screen.page.locator("[class*=st-key-follow_]").first
    assert "慢32.3个百分点" in worst.inner_text()
    worst.get_by_role("link").click()
    assert at(screen, "/indicator", "理想汽车新车交付")["id"] == "li_auto_deliveries"


def test_keyboard_alone(context: BrowserContext, server: Server) -> None:
    """Tab reaches navigation, month picker and every card's link; Enter follows it."""
    screen = open_page(context, f"{server.url}/industry?through=2024-09")
    reached: set[str] = set()
    for _ in range(60):
        screen.page.keyboard.press("Tab")
        reached.add(
            screen.page.evaluate(
                "(document.activeElement.innerText || document.activeElement.ariaLabel || '').trim()"
            )
        )
        if "新签产业项目" in reached:
            break
    assert {"总览", "动力提振", "理想汽车新车交付", "新签产业项目"} <= reached
    screen.page.keyboard.press("Enter")
    assert at(screen, "/indicator", "新签产业项目")["id"] == "new_projects"


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("nowhere", "没有“nowhere”这一页"),
        ("industry/more", "没有“industry/more”这一页"),
        ("industry?through=<img src=x>", "地址中的月份“<img src=x>”"),
        ("indicator", "全部指标"),
    ],
)
def test_damaged_addresses(asked: str, text: str, context: BrowserContext, server: Server) -> None:
    """An address that leads nowhere leads to a page that says so, in Chinese, with the way on."""
    screen = open_page(context, f"{server.url}/{asked}")
    assert text in screen.text()
    assert screen.page.locator("h1").count() == 1
    assert not screen.page.get_by_text("Page not found").count()


def test_legend_is_one_click_away(context: BrowserContext, server: Server) -> None:
    """The words of the verdicts with the thresholds in force."""
    screen = open_page(context, f"{server.url}/industry")
    screen.page.get_by_text("图例与评价标准").click()
    screen.page.locator(".legend").wait_for()
    assert "进度比在 0.90 与 1 之间" in screen.page.locator(".legend").inner_text()


def test_numbers_of_a_chart(context: BrowserContext, server: Server) -> None:
    """A chart's numbers are one click away: as a table and as a file that Excel opens as Chinese."""
    screen = open_page(context, f"{server.url}/indicator?id=li_auto_deliveries&through=2024-09")
    assert "34.1812" in screen.page.locator("table.data").last.inner_text()
    with screen.page.expect_download() as download:
        screen.page.get_by_text("下载数据（CSV）").click()
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert "2024-09,34.1812" in content.decode("utf-8-sig")
