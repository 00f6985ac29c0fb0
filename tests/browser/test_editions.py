"""会议版本: what a meeting was shown stays, whatever is reported afterwards; what has changed since is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indicators.meeting.editions import freeze_edition
from indicators.period import Period
from indicators.store.schemas import REPORTED
from indicators.store.store import Store
from indicators.store.upload import Upload
from indicators.uploads.commit import commit_upload
from tests.browser.meeting import SCREENS, go, open_meeting
from tests.browser.screen import open_page, settled
from tests.browser.test_upload import banner, button, put, signed_in
from tests.reports import ADMINISTRATOR, ECONOMY, output, previewed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

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
    button(clerk, f"提交 {count} 个数据").click()
    banner(clerk, f"已提交“{name}”").wait_for()
    settled(clerk)


def item_screen(page: Page, name: str) -> str:
    """What the screen of an indicator that lags says, empty without one."""
    texts: list[str] = page.evaluate(READ)
    return next((text for text in texts if f"{name}略慢" in text or f"{name}滞后" in text), "")


def test_the_story(browser: Browser, context: BrowserContext, fresh_server: Server) -> None:
    """Frozen, then value and plan are reported: the edition stays to the last bar, now is new, the comparison says who."""
    store = Store(fresh_server.data)
    commit_upload(store, previewed(store, output(1450, 1700, first=8)), confirmed=True)
    freeze_edition(store, "2024年8月调度会", Period(2024, 8), ADMINISTRATOR)
    edition = freeze_edition(store, "2024年9月调度会", Period(2024, 9), ECONOMY)
    shown = open_meeting(context, fresh_server.url, f"&edition={edition.id}")
    before = shown.evaluate(READ)
    assert "1,700" in item_screen(shown, "规上工业总产值")

    office = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    clerk = signed_in(office, fresh_server, ["industry"])
    report(clerk, "9月更正.csv", VALUE, 1)
    report(clerk, "计划调整.csv", PLAN, 1)

    now = open_meeting(context, fresh_server.url)
    assert item_screen(now, "规上工业总产值") == ""
    assert "2,401" in " ".join(now.evaluate(READ))
    again = open_meeting(office, fresh_server.url, f"&edition={edition.id}")
    assert again.evaluate(READ) == before
    assert shown.evaluate(READ) == before

    page = open_page(office, f"{fresh_server.url}/editions?through=2024-09").page
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


def test_no_change_is_out_of_sight(context: BrowserContext, fresh_server: Server) -> None:
    """The comparison is as high as its rows: only the page scrolls, never a part of it, on a laptop and on a phone."""
    store = Store(fresh_server.data)
    edition = freeze_edition(store, "例会", Period(2024, 9), ADMINISTRATOR)
    known = store.snapshot().catalogue.drop(columns=["upload"])
    changed = known.assign(responsible_unit="经济发展和统计局（企业服务中心）", origin=REPORTED)
    store.append("catalogue", changed, Upload.new("管理员"))
    screen = open_page(context, f"{fresh_server.url}/editions?through=2024-09&compare={edition.id}")
    table = screen.page.get_by_role("region", name="定版之后的变化")
    assert table.locator("tbody tr").count() == len(known)
    for width, height in [(1366, 768), (390, 844)]:
        screen.page.set_viewport_size({"width": width, "height": height})
        settled(screen)
        assert table.evaluate("e => [e.scrollHeight - e.clientHeight, e.scrollWidth - e.clientWidth]") == [
            0,
            0,
        ]


def test_the_speaker_remembers(context: BrowserContext, fresh_server: Server) -> None:
    """The speaker's window says of what lags how it stood at the last meeting."""
    store = Store(fresh_server.data)
    commit_upload(store, previewed(store, output(1450, 1700, first=8)), confirmed=True)
    freeze_edition(store, "2024年8月调度会", Period(2024, 8), ADMINISTRATOR)
    page = open_meeting(context, fresh_server.url)
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    headlines = page.evaluate(f"{SCREENS}.map((screen) => screen.querySelector('h1').textContent)")
    go(page, next(n for n, text in enumerate(headlines, 1) if "规上工业总产值略慢" in text))
    said = opened.value.locator(".notes li", has_text="上次会议")
    said.wait_for()
    assert said.inner_text() == "上次会议（2024年1—8月）：■ 滞后，慢8.7个百分点"
