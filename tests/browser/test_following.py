"""跟随: whoever opens the follow link of an edition sees the screen that its operator is on."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from itsdangerous import TimestampSigner

from indicators.meeting.editions import freeze_edition, suggested_name
from indicators.meeting.leading import leader_token
from indicators.period import Period
from indicators.store.store import Store
from tests.browser.meeting import AT, SCREENS, at, last, notices, open_meeting, wait_for_screen, words
from tests.browser.screen import a_run
from tests.browser.test_upload import signed_in
from tests.reports import ADMINISTRATOR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.browser.server import Server, StartServer

SEPTEMBER = Period(2024, 9)
CUT = "跟随中断，画面保留，正在重连…"
# When a screen came to stand, on the one clock of this machine.
WATCH = """() => {
    window.stood = {};
    new MutationObserver(() => (window.stood[document.documentElement.dataset.screen] ??= Date.now()))
        .observe(document.documentElement, { attributeFilter: ["data-screen"] });
}"""


def freeze(server: Server) -> str:
    """An edition of September 2024."""
    store = Store(server.data)
    name = suggested_name(store.snapshot(), SEPTEMBER)
    return freeze_edition(store, name, SEPTEMBER, ADMINISTRATOR).id


def leads(context: BrowserContext, server: Server, edition: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an edition, whose leader's ticket the tabs of this browser hold from now on."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(server.data))
    context.add_init_script(f"sessionStorage.setItem('leads:{edition}', '{leader_token(edition)}')")
    return f"&edition={edition}"


def crowd(page: Page, text: str) -> None:
    """Wait until the line about who follows says this; a pointer that moves brings it up."""
    line = page.locator(".player .followers", has_text=text)
    line.wait_for(state="attached")
    page.mouse.move(500, 500)
    page.mouse.move(510, 500)
    line.wait_for()


@pytest.fixture
def tablet(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody else, in another room."""
    visitor = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN", has_touch=True)
    yield visitor
    visitor.close()


def test_everybody_sees_the_operators_screen(
    context: BrowserContext, tablet: BrowserContext, lent_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each screen, black and white as well; whoever comes late sees it at once; their own keys turn nothing."""
    edition = freeze(lent_server)
    operator = open_meeting(context, lent_server.url, leads(context, lent_server, edition, monkeypatch))
    first = open_meeting(tablet, lent_server.url, f"&edition={edition}&follow=1")
    crowd(operator, "1 人跟随")
    for page in (operator, first):
        page.evaluate(WATCH)
    for n in range(2, 7):
        operator.keyboard.press("PageDown")
        wait_for_screen(first, n)
    stood = [page.evaluate("window.stood") for page in (operator, first)]
    assert stood[0].keys() <= stood[1].keys()

    operator.keyboard.press("b")
    first.locator(".player .cover").wait_for()
    first.keyboard.press("?")
    assert first.locator(".player .cover").is_visible()
    first.keyboard.press("?")
    operator.keyboard.press("b")
    first.locator(".player .cover").wait_for(state="hidden")

    for key in ("PageDown", "End", "b", "g", "3", "Enter"):
        first.keyboard.press(key)
    first.touchscreen.tap(1250, 400)
    assert at(first) == 6
    assert not first.locator(".player .cover").is_visible()
    first.keyboard.press("?")
    assert first.locator("dialog.help").is_visible()

    second = open_meeting(tablet, lent_server.url, f"&edition={edition}&follow=1")
    wait_for_screen(second, 6)
    crowd(operator, "2 人跟随")
    second.close()
    crowd(operator, "1 人跟随")


def led(context: BrowserContext, address: str, page: Page | None = None) -> Page:
    """The meeting that a click on ``page`` opens, or the same address opened once more."""
    if page is None:
        meeting = context.new_page()
        meeting.goto(address)
    else:
        with context.expect_page() as opened:
            page.get_by_role("link", name="主持放映").click()
        meeting = opened.value
    meeting.wait_for_function(f"{AT} > 0")
    return meeting


def test_leading_is_handed_over_once(
    context: BrowserContext, tablet: BrowserContext, lent_server: Server
) -> None:
    """The link 主持放映 leads in the tab that it opens, also after a reload; its address leads nobody any more."""
    edition = freeze(lent_server)
    clerk = signed_in(context, lent_server, ["industry"])
    clerk.page.get_by_role("link", name="会议版本").click()
    link = clerk.page.get_by_role("link", name="主持放映")
    address = urljoin(clerk.page.url, link.get_attribute("href"))
    assert "lead=" in address
    with a_run(clerk):
        operator = led(context, address, clerk.page)
    operator.wait_for_function("!location.search.includes('lead=')")
    follower = open_meeting(tablet, lent_server.url, f"&edition={edition}&follow=1")
    crowd(operator, "1 人跟随")
    operator.reload()
    operator.wait_for_function(f"{AT} > 0")
    operator.keyboard.press("PageDown")
    wait_for_screen(follower, 2)

    stranger = led(tablet, address)
    stranger.locator(".player .status", has_text="主持链接只能用一次").wait_for()
    stranger.keyboard.press("End")
    assert words(stranger) == ""
    assert stranger.locator(".player .followers").inner_text() == ""

    another = led(context, "", clerk.page)
    another.wait_for_function("!location.search.includes('lead=')")
    another.keyboard.press("End")
    wait_for_screen(follower, last(another))


def test_half_a_day(context: BrowserContext, lent_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever led for twelve hours hears that it is over, and what to do."""
    edition = freeze(lent_server)
    clock = TimestampSigner.get_timestamp
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: clock(signer) - 12 * 3600 - 60)
    operator = open_meeting(context, lent_server.url, leads(context, lent_server, edition, monkeypatch))
    operator.locator(".player .status", has_text="主持已满 12 小时，没有移动任何人的画面").wait_for()
    assert notices(operator)[0][1] == 0


def headline(page: Page) -> str:
    """What the screen that stands says, its number and how many there are."""
    screen = page.locator(".st-key-stage .current")
    return f"{screen.locator('h1').inner_text()} {screen.locator('.stage-foot span').last.inner_text()}"


@pytest.mark.parametrize("more", ["&only=behind", "&lifts=space"])
def test_what_the_operator_has_chosen(
    context: BrowserContext,
    tablet: BrowserContext,
    lent_server: Server,
    monkeypatch: pytest.MonkeyPatch,
    more: str,
) -> None:
    """However the operator's link chooses the screens, followers see that very one, whatever their own link says."""
    edition = freeze(lent_server)
    early = open_meeting(tablet, lent_server.url, f"&edition={edition}&follow=1&only=behind")
    lead = leads(context, lent_server, edition, monkeypatch)
    operator = open_meeting(context, lent_server.url, f"{lead}{more}&slide=2")
    late = open_meeting(tablet, lent_server.url, f"&edition={edition}&follow=1")
    for key in ("PageUp", "PageDown", "PageDown", "End"):
        operator.keyboard.press(key)
        for page in (early, late):
            page.bring_to_front()
            wait_for_screen(page, at(operator))
            page.wait_for_function(f"{SCREENS}.length === {last(operator)}")
            assert headline(page) == headline(operator)
            assert words(page) == ""
    late.close()
    whole = open_meeting(context, lent_server.url, f"{lead}&slide=9")
    early.bring_to_front()
    wait_for_screen(early, 9)
    assert headline(early) == headline(whole)


def test_followers_come_back(
    context: BrowserContext,
    tablet: BrowserContext,
    start_server: StartServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the operator went while the server was away, the followers are once it is back."""
    with ExitStack() as stack:
        server = stack.enter_context(start_server(tmp_path))
        edition = freeze(server)
        address = f"{leads(context, server, edition, monkeypatch)}&only=behind&slide=2"
        operator = open_meeting(context, server.url, address)
        follower = open_meeting(tablet, server.url, f"&edition={edition}&follow=1")
        wait_for_screen(follower, 2)
        stack.close()
        operator.keyboard.press("PageDown")
        operator.keyboard.press("PageDown")
        assert at(operator) == 4
        assert at(follower) == 2
        follower.locator(".player .status", has_text=CUT).wait_for()
        assert notices(follower) == [[CUT, 0]]
        stack.enter_context(start_server(tmp_path, port=urlsplit(server.url).port))
        wait_for_screen(follower, 4)
        assert operator.evaluate(AT) == 4
        follower.wait_for_function(f"{SCREENS}.length === {last(operator)}")
        assert headline(follower) == headline(operator)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_phone_held_upright(browser: Browser, lent_server: Server, theme: str) -> None:
    """It reads below the screen, and in no other place, to be turned; turned or larger it reads nothing of the kind."""
    address = f"&edition={freeze(lent_server)}&follow=1&theme={theme}"
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN", has_touch=True)
    page = open_meeting(context, lent_server.url, address)
    hint = page.locator(".player .turn-me")
    assert hint.inner_text() == "↻ 请把手机横过来看"
    screen = page.locator(".st-key-stage > div > .current").bounding_box()
    told = hint.bounding_box()
    assert screen
    assert told
    assert told["y"] > screen["y"] + screen["height"]
    assert not page.locator(".player .whisper").is_visible()
    for width, height in [(844, 390), (768, 1024), (1280, 800)]:
        page.set_viewport_size({"width": width, "height": height})
        assert not hint.is_visible()
    context.close()
