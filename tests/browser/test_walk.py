"""A visitor walks through the dashboard: what is clicked leads on, and the month stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.screen import Screen, open_page, settled

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.browser.server import Server


TOP = "document.querySelector('[data-testid=stMain]').scrollTop"


def address(screen: Screen) -> tuple[str, dict[str, str]]:
    """Path and query of the page that is open."""
    parts = urlsplit(screen.page.url)
    return parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}


def at(screen: Screen, path: str, title: str) -> dict[str, str]:
    """Wait until the page whose title begins so is open; its query."""
    screen.page.wait_for_url(lambda url: urlsplit(url).path == path)
    screen.page.locator("h1", has_text=re.compile(f"^{title}")).wait_for()
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


def test_the_address_always_names_the_month(tab: Screen, server: Server) -> None:
    """A link copied from the address bar shows what its sender saw, the default month too."""
    screen = open_page(tab, f"{server.url}/")
    assert address(screen)[1] == {"through": "2024-09"}


def test_month_goes_along(tab: Screen, server: Server) -> None:
    """The month that was picked stays while the visitor walks from page to page, and back."""
    screen = open_page(tab, f"{server.url}/")
    choose(screen, "截至2024年6月")
    assert address(screen)[1] == {"through": "2024-06"}
    screen.page.locator("[data-testid=stTopNavLink]", has_text="产业提档").click()
    assert at(screen, "/industry", "产业能级提档")["through"] == "2024-06"
    card = screen.page.locator("#card_li_auto_deliveries")
    assert "18.90" in card.inner_text()
    card.get_by_role("link", name="理想汽车新车交付").click()
    assert at(screen, "/indicator", "理想汽车新车交付") == {"id": "li_auto_deliveries", "through": "2024-06"}
    assert screen.page.title() == "理想汽车新车交付｜六提工程"
    value = screen.page.locator(".answers .value").inner_text()
    assert "18.90" in value
    assert "1—6月" in value


def test_overview_leads_on(tab: Screen, server: Server) -> None:
    """From 总览 a click leads to a lift, and from what must be followed up to its indicator."""
    screen = open_page(tab, f"{server.url}/?through=2024-09")
    screen.page.locator("#lift_space").get_by_role("link").click()
    assert at(screen, "/space", "载体建设提标") == {"through": "2024-09"}
    screen.page.locator("[data-testid=stTopNavLink]", has_text="总览").click()
    at(screen, "/", r"\d+项指标中\d+项按时序")
    worst = screen.page.locator("[id^=follow_]").first
    assert "慢32.3个百分点" in worst.inner_text()
    worst.get_by_role("link").click()
    assert at(screen, "/indicator", "理想汽车新车交付")["id"] == "li_auto_deliveries"


def test_links_do_not_reload(tab: Screen, server: Server) -> None:
    """A link of a page leads on without a reload, the browser's way back leads back, each time to the month shown."""
    screen = open_page(tab, f"{server.url}/?through=2024-06")
    page = screen.page
    page.evaluate("window.marked = true")
    page.locator("#lift_industry").get_by_role("link").click()
    assert at(screen, "/industry", "产业能级提档") == {"through": "2024-06"}
    page.locator("#card_li_auto_deliveries").get_by_role("link", name="理想汽车新车交付").click()
    at(screen, "/indicator", "理想汽车新车交付")
    page.go_back()
    assert at(screen, "/industry", "产业能级提档") == {"through": "2024-06"}
    assert "18.90" in page.locator("#card_li_auto_deliveries").inner_text()
    page.go_back()
    assert at(screen, "/", r"\d+项指标中\d+项按时序") == {"through": "2024-06"}
    page.go_forward()
    at(screen, "/industry", "产业能级提档")
    assert page.evaluate("window.marked")
    assert (len(screen.sockets), screen.console_errors) == (1, [])


def test_next_page_begins_at_its_top(tab: Screen, server: Server) -> None:
    """Who follows a link from far down a page sees the next one from its beginning."""
    screen = open_page(tab, f"{server.url}/?through=2024-09")
    screen.page.set_viewport_size({"width": 390, "height": 844})
    settled(screen)
    link = screen.page.locator("#lift_safety").get_by_role("link")
    link.scroll_into_view_if_needed()
    assert screen.page.evaluate(TOP) > 0
    link.click()
    at(screen, "/safety", "安全保障提升")
    assert screen.page.evaluate(TOP) == 0


def test_link_into_a_new_tab(tab: Screen, server: Server) -> None:
    """With Ctrl a link opens a tab of its own, as links do; the page stays where it is."""
    screen = open_page(tab, f"{server.url}/industry?through=2024-09")
    with tab.page.context.expect_page() as opened:
        screen.page.locator("#card_li_auto_deliveries").get_by_role("link", name="理想汽车新车交付").click(
            modifiers=["Control"]
        )
    opened.value.locator("h1", has_text="理想汽车新车交付").wait_for()
    assert address(screen)[0] == "/industry"


def test_keyboard_alone(tab: Screen, server: Server) -> None:
    """Tab reaches navigation, month picker and every card's link; the page it stands on is outlined; Enter follows it."""
    screen = open_page(tab, f"{server.url}/industry?through=2024-09")
    reached: set[str] = set()
    outlines: set[str] = set()
    for _ in range(60):
        screen.page.keyboard.press("Tab")
        reached.add(
            screen.page.evaluate(
                "(document.activeElement.innerText || document.activeElement.ariaLabel || '').trim()"
            )
        )
        if "总览" in reached and "动力提振" not in reached:
            outlines.add(screen.page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
        if "新签产业项目" in reached:
            break
    assert outlines == {"solid"}
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
def test_damaged_addresses(asked: str, text: str, tab: Screen, server: Server) -> None:
    """An address that leads nowhere leads to a page that says so, in Chinese, with the way on."""
    screen = open_page(tab, f"{server.url}/{asked}")
    assert text in screen.text()
    assert screen.page.locator("h1").count() == 1
    assert not screen.page.get_by_text("Page not found").count()


def test_what_a_click_opens(tab: Screen, server: Server) -> None:
    """The announcement and the files open over the page, one at a time, and go with Esc; the legend has the thresholds in force."""
    screen = open_page(tab, f"{server.url}/?through=2024-09")
    menus = [screen.page.locator(name) for name in (".plan", ".downloads")]
    seen = []
    for menu in menus:
        menu.locator("summary").click()
        seen.append([one.get_attribute("open") is not None for one in menus])
    screen.page.keyboard.press("Escape")
    assert seen == [[True, False], [False, True]]
    assert all(menu.get_attribute("open") is None for menu in menus)
    screen.page.get_by_text("图例与评价标准").click()
    screen.page.locator(".legend").wait_for()
    assert "进度比在 0.90 与 1 之间" in screen.page.locator(".legend").inner_text()


def test_a_file_on_its_way(tab: Screen, server: Server) -> None:
    """While a file is made its link says so; where it cannot be had it says why, and may be asked again."""
    page = open_page(tab, f"{server.url}/industry?through=2024-09").page
    refusal = {"error": "本机没有中文字体，无法生成 PDF。"}
    asked = []

    def refuse(route: Route) -> None:
        asked.append(link.inner_text())
        route.fulfill(status=503, json=refusal)

    page.route("**/progress_table.pdf*", refuse)
    page.locator(".downloads summary").click()
    link = page.locator(".downloads a", has_text="完成情况表（PDF）")
    link.click()
    page.get_by_text(f"完成情况表（PDF）：{refusal['error']}").wait_for()
    assert asked == ["完成情况表（PDF） 正在生成…"]
    page.unroute("**/progress_table.pdf*")
    with page.expect_download() as download:
        link.click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    assert link.inner_text() == "完成情况表（PDF）"


def test_numbers_of_a_chart(tab: Screen, server: Server) -> None:
    """A chart's numbers are one click away: as a table and as a file that Excel opens as Chinese."""
    screen = open_page(tab, f"{server.url}/indicator?id=li_auto_deliveries&through=2024-09")
    screen.page.get_by_text("数据与修订：截至2024年9月共").click()
    assert "34.1812" in screen.page.get_by_role("region", name="全部数据与修订").inner_text()
    # The menu is reached and opened by keyboard, the page stays where it is.
    address = screen.page.url
    screen.page.locator(".downloads summary").focus()
    screen.page.keyboard.press("Enter")
    with screen.page.expect_download() as download:
        screen.page.get_by_text("指标数据与修订（CSV）").click()
    assert screen.page.url == address
    assert download.value.suggested_filename == "指标数据与修订_理想汽车新车交付_2024年9月.csv"
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert "2024-09,34.1812" in content.decode("utf-8-sig")
