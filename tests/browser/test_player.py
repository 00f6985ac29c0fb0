"""The player of 会议放映: keys as in PowerPoint, fingers, time; whoever turns the screens, the right one stands."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import product
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.browser.meeting import (
    AT,
    KEPT,
    SCREENS,
    at,
    go,
    last,
    notices,
    open_meeting,
    wait_for_screen,
    words,
)
from tests.second_process import report_in_second_process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.browser.screen import Screen
    from tests.browser.server import Server, StartServer

PAUSED = "已暂停，按 A 继续"
END = "放映结束，按 Esc 退出"


@pytest.fixture
def meeting(tab: Screen, server: Server) -> Page:
    """The meeting with demonstration actuals."""
    return open_meeting(tab, server.url)


@pytest.fixture
def tablet(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor with fingers."""
    visitor = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN", has_touch=True)
    yield visitor
    visitor.close()


def test_keys_turn(meeting: Page) -> None:
    """The keys of PowerPoint and of every clicker turn by one screen; other ones, and combinations, do nothing."""
    steps = {
        1: ["ArrowRight", "ArrowDown", "PageDown", "Space", "Enter", "n", "N"],
        -1: ["ArrowLeft", "ArrowUp", "PageUp", "Backspace", "p", "P"],
        0: ["x", "r", "c", "F12", "Shift", "Control+ArrowRight", "Alt+n", "Control+b"],
    }
    for step, keys in steps.items():
        for key in keys:
            go(meeting, 3)
            meeting.keyboard.press(key)
            assert at(meeting) == 3 + step, key
            assert meeting.locator(".player").get_attribute("data-cover") == ""


def test_first_and_last(meeting: Page) -> None:
    """Home, End; after the last screen nothing comes, and a word says so until somebody turns back."""
    meeting.keyboard.press("End")
    assert at(meeting) == last(meeting)
    assert words(meeting) == ""
    meeting.keyboard.press("PageDown")
    assert at(meeting) == last(meeting)
    assert words(meeting) == END
    assert notices(meeting) == [[END, 0]]
    meeting.keyboard.press("PageUp")
    assert words(meeting) == ""
    meeting.keyboard.press("Home")
    meeting.keyboard.press("PageUp")
    assert at(meeting) == 1


def test_number_and_enter(meeting: Page) -> None:
    """A number is shown while it is typed; Backspace mends it, Escape takes it back, one too large is refused."""
    typed = meeting.locator(".player .typed")
    meeting.keyboard.type("47")
    assert typed.inner_text() == "47"
    meeting.keyboard.press("Backspace")
    assert typed.inner_text() == "4"
    assert at(meeting) == 1
    meeting.keyboard.press("Enter")
    assert at(meeting) == 4
    assert not typed.inner_text()
    meeting.keyboard.type("2")
    meeting.keyboard.press("Escape")
    assert not typed.inner_text()
    assert at(meeting) == 4
    meeting.keyboard.type("999")
    meeting.keyboard.press("Enter")
    assert at(meeting) == 4
    assert words(meeting) == f"没有第 999 页，共 {last(meeting)} 页"


def test_black_and_white(meeting: Page) -> None:
    """The whole window in one colour; any key ends it and does nothing else."""
    cover = meeting.locator(".player .cover")
    for key, other, colour in [("b", ".", "rgb(0, 0, 0)"), ("w", ",", "rgb(255, 255, 255)")]:
        for on, off in [
            (key, key),
            (other, other),
            (key, "PageDown"),
            (other, "x"),
            (key, "Escape"),
            (key, "5"),
        ]:
            meeting.keyboard.press(on)
            assert cover.is_visible()
            assert cover.evaluate("e => getComputedStyle(e).backgroundColor") == colour
            assert cover.bounding_box() == {"x": 0, "y": 0, "width": 1366, "height": 768}
            meeting.keyboard.press(off)
            assert not cover.is_visible()
            assert at(meeting) == 1
    assert meeting.locator(".player .typed").inner_text() == ""


def test_nothing_lies_over_a_cover(meeting: Page) -> None:
    """Grid and help close when the screen turns black, and do not come back with the picture."""
    for panel, key in product("g?", "bw"):
        meeting.keyboard.press(panel)
        assert meeting.locator(".player dialog[open]").count() == 1
        meeting.keyboard.press(key)
        assert meeting.locator(".player .cover").is_visible()
        assert meeting.locator(".player dialog[open]").count() == 0
        meeting.keyboard.press(key)
        assert not meeting.locator(".player .cover").is_visible()
        assert meeting.locator(".player dialog[open]").count() == 0


def test_typing_is_left_alone(meeting: Page) -> None:
    """Keys in a field are text."""
    meeting.evaluate("document.body.append(document.createElement('input'))")
    meeting.locator("body > input").fill("")
    meeting.keyboard.type("bn 5")
    assert meeting.locator("body > input").input_value() == "bn 5"
    assert at(meeting) == 1


def test_a_clicker_is_enough(meeting: Page, server: Server) -> None:
    """PageDown, PageUp, full stop, F5 and Escape lead from the first screen to the last, and out."""
    for n in range(2, last(meeting) + 1):
        meeting.keyboard.press("PageDown")
        assert at(meeting) == n
    meeting.keyboard.press(".")
    meeting.keyboard.press(".")
    meeting.evaluate("window.marked = true")
    for key in ("F5", "Shift+F5"):
        meeting.keyboard.press(key)
        meeting.wait_for_function("document.fullscreenElement !== null")
        meeting.keyboard.press("Escape")
        meeting.wait_for_function("document.fullscreenElement === null")
    assert at(meeting) == last(meeting)
    assert meeting.evaluate("window.marked")
    meeting.keyboard.press("Escape")
    meeting.wait_for_url(f"{server.url}/?through=2024-09")


def test_grid(meeting: Page) -> None:
    """G shows all screens with their pictures; arrows and Enter or a click choose; Escape only closes it."""
    grid = meeting.locator(".player dialog.grid")
    tiles = grid.locator(".tile")
    go(meeting, 3)
    meeting.keyboard.press("g")
    assert tiles.count() == last(meeting)
    assert grid.locator(".picture .current").count() == last(meeting)
    meeting.keyboard.press("ArrowRight")
    meeting.keyboard.press("ArrowDown")
    meeting.keyboard.press("PageUp")
    meeting.keyboard.press("ArrowUp")
    meeting.keyboard.press("ArrowLeft")
    meeting.keyboard.press("Enter")
    assert at(meeting) == 2
    assert not grid.is_visible()
    assert not tiles.count()
    meeting.keyboard.press("G")
    tiles.nth(4).click()
    assert at(meeting) == 5
    meeting.keyboard.press("g")
    meeting.keyboard.press("Escape")
    assert not grid.is_visible()
    assert at(meeting) == 5
    meeting.keyboard.press("g")
    go(meeting, 6)
    assert not grid.is_visible()


def test_files_of_the_meeting(meeting: Page) -> None:
    """Below all screens the meeting's files can be saved; the screen stays where it was."""
    go(meeting, 3)
    meeting.keyboard.press("g")
    with meeting.expect_download() as saved:
        meeting.get_by_role("link", name="通报（Word）").click()
    assert saved.value.suggested_filename == "通报_2024年9月.docx"
    meeting.keyboard.press("Escape")
    assert at(meeting) == 3


def test_help(meeting: Page) -> None:
    """? or H shows what every key does."""
    help_ = meeting.locator(".player dialog.help")
    for key in ("?", "h"):
        meeting.keyboard.press(key)
        assert "PageDown" in help_.inner_text()
        assert "黑屏" in help_.inner_text()
        assert help_.evaluate("e => e.scrollHeight <= e.clientHeight")
        meeting.keyboard.press("Escape")
        assert not help_.is_visible()


def swipe(page: Page, start: tuple[int, int], end: tuple[int, int]) -> None:
    """A finger moves from one place to another."""
    finger = page.context.new_cdp_session(page)
    for kind, points in [("touchStart", [start]), ("touchMove", [end]), ("touchEnd", [])]:
        finger.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]}
        )
    finger.detach()


def test_fingers(tablet: BrowserContext, server: Server) -> None:
    """A swipe or a tap at the side turns, one in the middle and the mouse do nothing; up shows all, a tap chooses."""
    page = open_meeting(tablet, server.url)
    swipe(page, (900, 400), (500, 420))
    assert at(page) == 2
    swipe(page, (500, 400), (900, 380))
    assert at(page) == 1
    page.touchscreen.tap(1200, 400)
    assert at(page) == 2
    page.touchscreen.tap(100, 400)
    assert at(page) == 1
    page.touchscreen.tap(640, 400)
    page.mouse.click(1200, 400)
    assert at(page) == 1
    swipe(page, (640, 700), (640, 300))
    assert page.locator(".tile").count() == last(page)
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.locator(".tile").nth(2).tap()
    wait_for_screen(page, 3)


def test_address(tab: Screen, server: Server) -> None:
    """The address names the screen and keeps what else it said; it opens there again, or as near as there is."""
    page = open_meeting(tab, server.url, "&slide=3&mark=a")
    assert at(page) == 3
    page.keyboard.press("PageDown")
    page.wait_for_url(lambda url: "slide=4" in url)
    assert "through=2024-09" in page.url
    assert "mark=a" in page.url
    page.reload()
    page.wait_for_function(f"{AT} > 0")
    assert at(page) == 4
    beyond = open_meeting(tab, server.url, "&slide=999")
    assert at(beyond) == last(beyond)


def test_one_screen_at_a_time_from_the_start(context: BrowserContext, fresh_server: Server) -> None:
    """While the screens are drawn a word counts them, and none of them is to be seen.

    On a server that nobody has visited, drawing takes long enough for the word to be seen.
    """
    context.add_init_script(
        f"""window.seen = []; window.said = new Set();
        const hear = () => window.said.add(document.querySelector(".player .status")?.textContent.slice(0, 5));
        new MutationObserver(hear).observe(document, {{ subtree: true, childList: true, characterData: true }});
        const look = () => {{
            const bottom = document.querySelector(".st-key-stage")?.getBoundingClientRect().bottom;
            window.seen.push({SCREENS}.filter((e) => e.checkVisibility({{ visibilityProperty: true }}) &&
                e.getBoundingClientRect().top + 1 < bottom).length);
            requestAnimationFrame(look);
        }};
        look();"""
    )
    page = open_meeting(context, fresh_server.url)
    assert max(page.evaluate("window.seen")) == 1
    assert "正在准备…" in page.evaluate("[...window.said]")
    assert words(page) == ""


def test_who_cannot_see_it_hears_it(meeting: Page) -> None:
    """The headline of each screen is announced."""
    heard = meeting.locator(".player [aria-live=polite]")
    assert heard.inner_text().startswith(f"第 1 页，共 {last(meeting)} 页：")
    meeting.keyboard.press("PageDown")
    assert heard.inner_text().startswith("第 2 页")
    assert len(heard.inner_text()) > len(f"第 2 页，共 {last(meeting)} 页：")


def with_clock(context: BrowserContext, url: str, more: str) -> Page:
    """The meeting with a clock that the test moves on, from its first screen on."""
    page = open_meeting(context, url, more)
    page.clock.install()
    # It goes on until it stands, so that moment must not be over by then.
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 30)
    # The timer that is running is a real one: begin anew.
    page.keyboard.press("Home")
    page.keyboard.press("a")
    assert words(page) == ""
    return page


def test_turns_by_itself(context: BrowserContext, server: Server) -> None:
    """Every 15 seconds the next screen, and after the last one the first; nothing is left out."""
    page = with_clock(context, server.url, "&every=15")
    for n in [*range(2, last(page) + 1), 1, 2]:
        page.clock.run_for(14_900)
        assert at(page) != n
        page.clock.run_for(100)
        assert at(page) == n


def test_a_key_pauses(context: BrowserContext, server: Server) -> None:
    """A key or a finger stops the screens, a word says so; A goes on, and so does a minute without a key."""
    page = with_clock(context, server.url, "&every=15")
    page.keyboard.press("PageDown")
    assert at(page) == 2
    assert words(page) == PAUSED
    page.clock.run_for(59_000)
    assert at(page) == 2
    page.keyboard.press("a")
    assert words(page) == ""
    page.clock.run_for(15_000)
    assert at(page) == 3
    page.keyboard.press("a")
    assert words(page) == PAUSED
    page.clock.run_for(60_000)
    assert words(page) == ""
    page.clock.run_for(15_000)
    assert at(page) == 4
    page.keyboard.press("b")
    page.clock.run_for(600_000)
    assert page.locator(".player .cover").is_visible()
    assert at(page) == 4


def burden(page: Page) -> dict[str, float]:
    """What the page holds after it was cleaned: nodes, listeners, bytes of JavaScript."""
    session: Any = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    found = {entry["name"]: entry["value"] for entry in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    return {name: found[name] for name in ("Nodes", "JSEventListeners", "JSHeapUsedSize")}


def test_a_night_does_not_grow(context: BrowserContext, server: Server) -> None:
    """Five hundred screens later the page holds no node and no listener more, and as good as no memory."""
    page = with_clock(context, server.url, "&every=15")
    page.clock.run_for(15_000 * 3 * last(page))
    before = burden(page)
    page.clock.run_for(15_000 * 500)
    after = burden(page)
    assert after["Nodes"] <= before["Nodes"] + 20
    assert after["JSEventListeners"] <= before["JSEventListeners"] + 5
    assert after["JSHeapUsedSize"] <= before["JSHeapUsedSize"] + 500_000


def test_pointer_hides(context: BrowserContext, server: Server) -> None:
    """A pointer that lies still is not in the picture; moved, it is there."""
    page = open_meeting(context, server.url)
    page.clock.install()
    pointer = "getComputedStyle(document.querySelector('.st-key-stage')).cursor"
    page.mouse.move(300, 300)
    assert page.evaluate(pointer) != "none"
    page.clock.run_for(3000)
    assert page.evaluate(pointer) == "none"
    page.mouse.move(310, 300)
    assert page.evaluate(pointer) != "none"


def test_speakers_window(meeting: Page) -> None:
    """S opens what the speaker needs: this headline, notes, the next screen, time; its keys turn both."""
    with meeting.expect_popup() as opened:
        meeting.keyboard.press("s")
    window = opened.value
    window.locator(".place", has_text=f"第 1 页，共 {last(meeting)} 页").wait_for()
    window.keyboard.press("PageDown")
    assert at(meeting) == 2
    window.locator(".place", has_text="第 2 页").wait_for()
    headline = meeting.locator(".player .announcement").inner_text().partition("：")[2]
    assert window.locator(".here").inner_text() == headline
    assert window.locator(".next .picture .st-key-screen_3").is_visible()
    coming = window.locator(".coming").inner_text()
    meeting.keyboard.press("PageDown")
    window.locator(".here", has_text=coming).wait_for()
    window.get_by_role("button", name="黑屏").click()
    assert meeting.locator(".player .cover").is_visible()
    window.locator(".state", has_text="黑屏中").wait_for()
    assert ":" in window.locator(".clock").inner_text()
    with window.expect_event("close"):
        meeting.keyboard.press("x")
        meeting.keyboard.press("s")


def test_news_keep_the_place(tab: Screen, lent_server: Server) -> None:
    """When the tables change the screens are drawn anew and the same one stands, though its number is another now."""
    page = open_meeting(tab, lent_server.url)
    page.keyboard.press("End")
    before = last(page)
    report_in_second_process(lent_server.data, 4321.5)
    page.wait_for_function(f"{SCREENS}.length !== {before}")
    wait_for_screen(page, last(page))


def test_server_restarts(context: BrowserContext, start_server: StartServer, tmp_path: Path) -> None:
    """While the server is away the screen stays and keys turn; back again, the page shows what is new, same screen."""
    with ExitStack() as stack:
        server = stack.enter_context(start_server(tmp_path))
        page = open_meeting(context, server.url, "&slide=4")
        page.evaluate("window.marked = true")
        word = page.get_by_role("status").filter(has_text=KEPT)
        stack.close()
        word.wait_for()
        assert page.get_by_role("status").filter(has_text="连接中断").count() == 1
        assert at(page) == 4
        for width, height in [(1920, 1080), (1366, 768), (1024, 768), (1280, 720)]:
            page.set_viewport_size({"width": width, "height": height})
            for n in (1, 2, last(page), 4):
                go(page, n)
                assert notices(page) == [[KEPT, 0]]
        page.keyboard.press("PageDown")
        assert at(page) == 5

        report_in_second_process(server.data, 4321.5)
        server = stack.enter_context(start_server(tmp_path, port=urlsplit(server.url).port))
        word.wait_for(state="hidden")
        shows(page, "4,322")
        # A server that is killed says no goodbye.
        server.process.kill()
        stack.close()
        word.wait_for()
        report_in_second_process(server.data, 4331.5)
        stack.enter_context(start_server(tmp_path, port=urlsplit(server.url).port))
        word.wait_for(state="hidden")
        shows(page, "4,332")
        assert at(page) >= 5
        assert page.evaluate("window.marked")


def shows(page: Page, value: str) -> None:
    """Wait until a screen shows this value, whether or not it is the one that stands."""
    page.locator(".st-key-stage", has_text=value).first.wait_for(state="attached")


# How many pieces of text of the screen that stands lie under what the first screen whispers.
UNDER = """(whisper) => {
  const box = whisper.firstElementChild.getBoundingClientRect();
  const over = (a, b) => Math.min(a.right, b.right) > Math.max(a.left, b.left) && Math.min(a.bottom, b.bottom) > Math.max(a.top, b.top);
  return [...document.querySelectorAll(".st-key-stage .current span, .st-key-stage .current p, .st-key-stage .current .demo-mark")]
    .filter((e) => over(e.getBoundingClientRect(), box)).length;
}"""


def test_the_first_screen_whispers_the_keys(meeting: Page) -> None:
    """The title says in its foot which keys there are, smaller than anything else, and no other screen does."""
    whisper = meeting.locator(".player .whisper")
    assert whisper.inner_text() == "→ 空格 下一页　← 上一页　F 全屏　G 全部页面　S 讲者窗口　? 全部按键"
    assert whisper.evaluate(UNDER) == 0
    size = whisper.evaluate("e => parseFloat(getComputedStyle(e).fontSize) / (innerWidth / 1920)")
    assert 24 <= round(size, 2) <= 26
    for n in (2, 5, last(meeting)):
        go(meeting, n)
        assert not whisper.is_visible()
    meeting.keyboard.press("Home")
    assert whisper.is_visible()


def test_fingers_read_of_fingers(tablet: BrowserContext, server: Server) -> None:
    """Where there are no keys the title says what fingers do."""
    whisper = open_meeting(tablet, server.url).locator(".player .whisper")
    assert whisper.inner_text() == "左右滑动或点两侧翻页，上滑看全部页面"
