"""会议版本: what a meeting was shown stays, whatever is reported afterwards; what has changed since is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from indicators.meeting.editions import freeze_edition
from indicators.meeting.sequences import list_sequences
from indicators.period import Period
from indicators.store.schemas import REPORTED
from indicators.store.store import Store
from indicators.store.upload import Upload
from indicators.uploads.commit import commit_upload
from tests.browser.meeting import SCREENS, go, open_meeting
from tests.browser.screen import a_run, open_page, settled
from tests.browser.test_theme import switch, turned
from tests.browser.test_upload import banner, button, put, signed_in
from tests.pages.test_palette import THEMES
from tests.reports import ADMINISTRATOR, ECONOMY, output, previewed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

    from tests.browser.screen import Screen
    from tests.browser.server import Server

VALUE = "指标,单位,期间,累计\n规上工业总产值,亿元,2024-09,2400.5"
PLAN = "指标,单位,2024年目标\n规上工业总产值,亿元,2600"
# Every screen as it is read, letters of its charts and lengths of its bars included.
READ = f"""{SCREENS}.map((screen) => [screen.textContent,
    ...[...screen.querySelectorAll(".trace.bars path")].map((bar) => bar.getAttribute("d"))].join(" "))"""


def report(clerk: Screen, name: str, content: str, count: int) -> None:
    """Choose a file, confirm what is asked, commit."""
    put(clerk, name, content)
    clerk.page.get_by_role("region", name="与现有数据的差别").wait_for()
    settled(clerk)
    for question in clerk.page.locator("[data-testid=stCheckbox]").all():
        question.click()
        settled(clerk)
    reason = clerk.page.get_by_placeholder("调整原因（必填）")
    if reason.count():  # a plan is revised
        reason.fill("区委会议审定")
        reason.press("Enter")
        settled(clerk)
    button(clerk, f"提交 {count} 个数据").click()
    banner(clerk, f"已提交“{name}”").wait_for()
    settled(clerk)


def item_screen(page: Page, name: str) -> str:
    """What the screen of an indicator that lags says, empty without one."""
    texts: list[str] = page.evaluate(READ)
    return next((text for text in texts if f"{name}略慢" in text or f"{name}滞后" in text), "")


def test_the_story(browser: Browser, context: BrowserContext, lent_server: Server) -> None:
    """Frozen, then value and plan are reported: the edition stays to the last bar, now is new, the comparison says who."""
    store = Store(lent_server.data)
    commit_upload(store, previewed(store, output(1450, 1700, first=8)), confirmed=True)
    freeze_edition(store, "2024年8月调度会", Period(2024, 8), ADMINISTRATOR)
    edition = freeze_edition(store, "2024年9月调度会", Period(2024, 9), ECONOMY)
    shown = open_meeting(context, lent_server.url, f"&edition={edition.id}")
    before = shown.evaluate(READ)
    assert "1,700" in item_screen(shown, "规上工业总产值")

    office = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    clerk = signed_in(office, lent_server, ["industry"])
    report(clerk, "9月更正.csv", VALUE, 1)
    report(clerk, "计划调整.csv", PLAN, 1)

    now = open_meeting(context, lent_server.url)
    assert item_screen(now, "规上工业总产值") == ""
    assert "2,401" in " ".join(now.evaluate(READ))
    again = open_meeting(office, lent_server.url, f"&edition={edition.id}")
    assert again.evaluate(READ) == before
    assert shown.evaluate(READ) == before

    page = open_page(office, f"{lent_server.url}/editions?through=2024-09").page
    page.locator(f".st-key-compare_{edition.id} button").click()
    listed = page.get_by_role("region", name="定版之后的变化").locator("tbody tr")
    listed.first.wait_for()
    rows = {row.locator("td").nth(1).inner_text(): row.inner_text() for row in listed.all()}
    assert rows.keys() == {"判定", "数值", "计划"}
    answer = {
        "判定": ("▲ 略慢，慢7.0个百分点", "● 达到时序，快17.3个百分点"),
        "数值": ("2024年1—9月", "1,700.00亿元", "2,400.50亿元"),
        "计划": ("2,500亿元", "2,600亿元"),
    }
    for what, words in answer.items():
        assert all(word in rows[what] for word in ("规上工业总产值", "经发局", *words)), rows[what]
        assert re.search(r"20\d\d-\d\d-\d\d \d\d:\d\d", rows[what])
    office.close()


def test_no_change_is_out_of_sight(tab: Screen, lent_server: Server) -> None:
    """The comparison is as high as its rows: only the page scrolls, never a part of it, on a laptop and on a phone."""
    store = Store(lent_server.data)
    edition = freeze_edition(store, "例会", Period(2024, 9), ADMINISTRATOR)
    known = store.snapshot().catalogue.drop(columns=["upload"])
    changed = known.assign(responsible_unit="经济发展和统计局（企业服务中心）", origin=REPORTED)
    store.append("catalogue", changed, Upload.new("管理员"))
    screen = open_page(tab, f"{lent_server.url}/editions?through=2024-09&compare={edition.id}")
    table = screen.page.get_by_role("region", name="定版之后的变化")
    assert table.locator("tbody tr").count() == len(known)
    for width, height in [(1366, 768), (390, 844)]:
        screen.page.set_viewport_size({"width": width, "height": height})
        settled(screen)
        assert table.evaluate("e => [e.scrollHeight - e.clientHeight, e.scrollWidth - e.clientWidth]") == [
            0,
            0,
        ]


def test_the_speaker_remembers(tab: Screen, lent_server: Server) -> None:
    """The speaker's window says of what lags how it stood at the last meeting."""
    store = Store(lent_server.data)
    commit_upload(store, previewed(store, output(1450, 1700, first=8)), confirmed=True)
    freeze_edition(store, "2024年8月调度会", Period(2024, 8), ADMINISTRATOR)
    page = open_meeting(tab, lent_server.url)
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    headlines = page.evaluate(f"{SCREENS}.map((screen) => screen.querySelector('h1').textContent)")
    go(page, next(n for n, text in enumerate(headlines, 1) if "规上工业总产值略慢" in text))
    said = opened.value.locator(".notes li", has_text="上次会议")
    said.wait_for()
    assert said.inner_text() == "上次会议（2024年1—8月）：■ 滞后，慢8.7个百分点"


# Headlines of the screens in the order of the list, those without a tick in brackets.
LISTED = """list => [...list.children].map((row) => {
    const headline = row.querySelector("span").textContent;
    return row.querySelector("input").checked ? headline : `（${headline}）`;
})"""


def order_list(where: BrowserContext | Screen, server: Server) -> tuple[Screen, Locator]:
    """The page with the list of screens open."""
    clerk = signed_in(where, server, ["industry"], "editions")
    clerk.page.get_by_text("编辑放映顺序").click()
    rows = clerk.page.locator(".screen-order ol")
    rows.wait_for()
    settled(clerk)
    return clerk, rows


def saved_order(clerk: Screen, server: Server, name: str) -> list[str]:
    """Save the list; the kinds of its screens in their order."""
    clerk.page.get_by_label("名称").last.fill(name)
    clerk.page.keyboard.press("Tab")
    settled(clerk)
    clerk.page.locator(".st-key-save_sequence button").click()
    banner(clerk, f"已保存放映顺序“{name}”").wait_for()
    settled(clerk)
    (saved,) = [s for s in list_sequences(Store(server.data).snapshot()) if s.name == name]
    return list(saved.order)


def test_screens_are_dragged(context: BrowserContext, lent_server: Server) -> None:
    """A screen dragged by its grip with the mouse, up or down over others, stays there and is saved there."""
    clerk, rows = order_list(context, lent_server)
    before = rows.evaluate(LISTED)
    grips = rows.locator(".grip")
    for start, end in [(0, 3), (5, 1), (2, 2)]:
        wanted = rows.evaluate(LISTED)
        wanted.insert(end, wanted.pop(start))
        grips.nth(start).scroll_into_view_if_needed()
        grip, goal = grips.nth(start).bounding_box(), grips.nth(end).bounding_box()
        assert grip
        assert goal
        clerk.page.mouse.move(grip["x"] + 20, grip["y"] + 20)
        clerk.page.mouse.down()
        clerk.page.mouse.move(
            goal["x"] + 20, goal["y"] + 20 + (5 if end > start else -5 if end < start else 0), steps=8
        )
        clerk.page.mouse.up()
        settled(clerk)
        assert rows.evaluate(LISTED) == wanted
    assert sorted(rows.evaluate(LISTED)) == sorted(before)
    rows.locator("input").nth(0).click()
    settled(clerk)
    saved = saved_order(clerk, lent_server, "短会")
    shown = [text for text in rows.evaluate(LISTED) if not text.startswith("（")]
    assert len(saved) == len(shown) == len(before) - 1
    now = open_meeting(context, lent_server.url, "&sequence=短会")
    assert now.evaluate(f"{SCREENS}.length") == len(saved)
    clerk.page.bring_to_front()
    assert clerk.page.get_by_label("放映内容").first.is_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_list_is_in_the_page_s_colours(tab: Screen, lent_server: Server, theme: str) -> None:
    """Chosen or not, at rest or dragged, each line has the colours of the page's theme."""
    clerk, rows = order_list(tab, lent_server)
    if theme == "dark":
        switch(clerk).click()
        turned(clerk, "dark")
        settled(clerk)
    rows.locator("input").nth(1).click()
    settled(clerk)
    rows.evaluate("list => list.children[2].classList.add('dragged')")
    expected = [("paper", "text"), ("paper", "quiet"), ("raised", "text")]
    for row, (ground, text) in zip(rows.locator("li").all(), expected, strict=False):
        found = row.evaluate("e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]")
        assert ["#{:02x}{:02x}{:02x}".format(*map(int, re.findall(r"\d+", one))) for one in found] == [
            THEMES[theme][ground],
            THEMES[theme][text],
        ]


def test_screens_are_moved_by_keys(tab: Screen, lent_server: Server) -> None:
    """Arrow keys, Home and End move the screen whose grip has the focus, which it keeps; each place is announced."""
    clerk, rows = order_list(tab, lent_server)
    wanted = rows.evaluate(LISTED)
    rows.locator(".grip").nth(1).focus()
    said = clerk.page.locator(".screen-order [role=status]")
    place = 1
    for key, to in [
        ("ArrowDown", 2),
        ("ArrowDown", 3),
        ("ArrowUp", 2),
        ("End", len(wanted) - 1),
        ("Home", 0),
        ("ArrowUp", 0),
    ]:
        clerk.page.keyboard.press(key)
        wanted.insert(to, wanted.pop(place))
        place = to
        assert rows.evaluate(LISTED) == wanted, key
        assert said.inner_text() == f"第 {place + 1} 屏，共 {len(wanted)} 屏"
        assert (
            rows.evaluate("list => [...list.children].indexOf(document.activeElement.closest('li'))") == place
        )
    settled(clerk)
    assert saved_order(clerk, lent_server, "键盘")[:2] == ["overall", "title"]


def test_screens_are_moved_by_a_finger(browser: Browser, lent_server: Server) -> None:
    """A finger on the grip moves the screen, not the page; a loaded sequence brings its own order back."""
    context = browser.new_context(viewport={"width": 820, "height": 1180}, locale="zh-CN", has_touch=True)
    clerk, rows = order_list(context, lent_server)
    before = rows.evaluate(LISTED)
    saved_order(clerk, lent_server, "全部")
    grips = rows.locator(".grip")
    grips.nth(0).scroll_into_view_if_needed()
    finger = context.new_cdp_session(clerk.page)
    start, end = grips.nth(0).bounding_box(), grips.nth(2).bounding_box()
    assert start
    assert end
    way = end["y"] + end["height"] - start["y"] - 22
    touches = [("touchStart", 0.0), *(("touchMove", way * n / 8) for n in range(1, 9))]
    for what, y in touches:
        finger.send(
            "Input.dispatchTouchEvent",
            {"type": what, "touchPoints": [{"x": start["x"] + 22, "y": start["y"] + 22 + y}]},
        )
    with clerk.sockets[-1].expect_event("framereceived"):
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    settled(clerk)
    assert rows.evaluate(LISTED) == [before[1], before[2], before[0], *before[3:]]
    with a_run(clerk):
        button(clerk, "编辑").click()
    settled(clerk)
    assert rows.evaluate(LISTED) == before
    context.close()
