"""A clerk reports: a file is dropped, mended, committed, seen on another screen, and withdrawn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from indicators.access import Keys
from tests.browser.screen import SETTLE_MILLISECONDS, Screen, a_run, open_page, settled
from tests.browser.test_pages import SIZES, serious
from tests.second_process import report_in_second_process

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Locator

    from tests.browser.server import Server, StartServer

# Its tests share one server, and so one process; their order does not matter.
pytestmark = pytest.mark.xdist_group("upload")

# As an office sends it: title, unit line, months across, a note; and 万元 where the catalogue says 亿元.
WIDE = """武进国家高新区2024年主要经济指标
填报单位：经发局,,单位：万元
指标,1-8月,1-9月
规上工业总产值,15900000,18205500
全部工业开票,19000000,21400000
注：以上为快报数
""".encode("gb18030")
HEAD = "指标,单位,期间,累计"
MEND = "单位不同的数，按单位换算成目录中的单位"
# Words of Streamlit's own that a Chinese screen must not show.
ENGLISH = re.compile(r"Press Enter|Drag and drop|Browse|per file|Choose an option|No results|seconds\)")
DROP = """([name, content]) => {
    const files = new DataTransfer();
    files.items.add(new File([content], name));
    document.querySelector("[data-testid=stFileUploaderDropzone]")
        .dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer: files }));
}"""


@pytest.fixture(scope="module")
def busy_server(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for tests that do not mind what another one reported."""
    with start_server(tmp_path_factory.mktemp("busy")) as running:
        yield running
    assert "Traceback" not in running.log, running.log


@pytest.fixture
def clerk(tab: Screen, busy_server: Server, request: pytest.FixtureRequest) -> Screen:
    """数据上报, opened with a key of one's own."""
    return signed_in(tab, busy_server, ["industry", "overall"], name=request.node.name)


def signed_in(
    where: BrowserContext | Screen,
    server: Server,
    lifts: list[str],
    page: str = "upload",
    name: str = "经发局",
) -> Screen:
    """A page after the key was typed."""
    key = Keys(server.data).add(name, lifts)
    screen = open_page(where, f"{server.url}/{page}?through=2024-09")
    enter(screen, key)
    box(screen).wait_for(state="detached")
    return settled(screen)


def box(screen: Screen) -> Locator:
    """Where a key is typed."""
    return screen.page.get_by_label("密钥", exact=True)


def enter(screen: Screen, key: str) -> None:
    """Type a key and press Enter, as a clerk does."""
    box(screen).fill(key)
    screen.page.keyboard.press("Enter")


def put(screen: Screen, name: str, content: bytes | str) -> None:
    """Choose a file; wait until something is said of it."""
    payload = content.encode() if isinstance(content, str) else content
    # The name stands there as soon as it is chosen; until the run is over, what is said is of the file before.
    with a_run(screen):
        screen.page.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": payload}
        )
    screen.page.get_by_title(name, exact=True).wait_for()
    banner(screen).first.wait_for()
    settled(screen)


def banner(screen: Screen, text: str | re.Pattern[str] = "") -> Locator:
    """What is said first and largest."""
    return screen.page.locator(".banner", has_text=text)


def button(screen: Screen, name: str) -> Locator:
    """A button by its whole name."""
    return screen.page.get_by_role("button", name=name, exact=True)


def commit(screen: Screen, name: str) -> None:
    """Commit the one value of a file and wait until the page is ready for the next."""
    button(screen, "提交 1 个数据").click()
    banner(screen, f"已提交“{name}”").wait_for()
    settled(screen)


def to_history(screen: Screen) -> None:
    """Go to 上报记录 and wait until it stands: what is opened while it is drawn may close again."""
    screen.page.locator("[data-testid=stTopNavLink]", has_text="上报记录").click()
    screen.page.wait_for_url("**/history**")
    settled(screen)


def output_on(screen: Screen, value: str) -> None:
    """Wait until the card of 规上工业总产值 shows this value."""
    number = screen.page.locator("#card_industrial_output .number")
    # Tells what stands there instead.
    expect(number).to_contain_text(value, timeout=SETTLE_MILLISECONDS)


def well_made(screen: Screen) -> None:
    """What ``test_pages`` asks of every page, here of a state that only a visit leads to."""
    assert screen.measure("smallText", 16) == []
    assert screen.measure("clippedText") == []
    assert screen.measure("sidewaysScrolling") == []
    assert not ENGLISH.search(screen.text())


def test_the_story(browser: Browser, context: BrowserContext, fresh_server: Server) -> None:
    """Drop, mend, commit; another screen follows by itself; withdraw, and it goes back."""
    clerk = signed_in(context, fresh_server, ["industry"])
    elsewhere = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    industry = open_page(elsewhere, f"{fresh_server.url}/industry?through=2024-09")
    before = industry.page.locator("#card_industrial_output .number").inner_text()
    industry.page.evaluate("window.marked = true")

    put(clerk, "经发局9月.csv", WIDE)
    assert banner(clerk).inner_text().startswith("■ 有 4 处错误，没有写入任何数据")
    listed = clerk.page.get_by_role("region", name="错误").locator("tbody tr")
    row = listed.nth(1).inner_text()
    assert all(shown in row for shown in ("第4行 C“1-9月”列", "相差10,000倍", "1,820.55亿元")), row
    assert button(clerk, "提交 4 个数据").count() == 0

    button(clerk, "这样理解没错").click()
    clerk.page.get_by_text(MEND).click()
    banner(clerk, "核对通过").wait_for()
    differences = clerk.page.get_by_role("region", name="与现有数据的差别").inner_text()
    assert "1,820.55亿元" in differences
    assert "演示数据" in differences
    button(clerk, "提交 4 个数据").click()
    done = banner(clerk, re.compile("已提交“经发局9月.csv”：4 个数据.*编号 [0-9a-f]{8}", re.DOTALL))
    done.wait_for()
    output_on(industry, "1,820.55")
    settled(clerk)
    assert done.is_visible()  # the run that the commit sets off on every page takes nothing away

    to_history(clerk)
    clerk.page.get_by_text("撤回", exact=True).click()
    button(clerk, "确认撤回").click()
    banner(clerk, "已撤回“经发局9月.csv”的 4 个数据").wait_for()
    output_on(industry, before)
    assert industry.page.evaluate("window.marked")
    settled(clerk)
    assert clerk.page.locator(".upload-head .pill", has_text="已撤回").count() == 1
    assert button(clerk, "确认恢复").count() == 0  # the box of the last act has closed
    elsewhere.close()


def form(month: int, first: str, second: str) -> str:
    """A 完成情况表 of the month, which says neither since when its numbers count nor which column is to be read."""
    title = f"武进国家高新区2024年{month}月主要指标完成情况表"
    return f"{title}\n指标,单位,{first},{second}\n"


def test_a_form_is_confirmed_once(context: BrowserContext, fresh_server: Server) -> None:
    """Two yellow columns, one of them turned, confirmed and committed; the next month is not asked about, swapped columns are."""
    clerk = signed_in(context, fresh_server, ["industry"])
    put(clerk, "8月.csv", f"{HEAD}\n规上工业总产值,亿元,2024-08,1620.5\n")
    commit(clerk, "8月.csv")

    put(clerk, "9月.csv", form(9, "年度目标", "完成情况") + "规上工业总产值,亿元,2500,200.5\n")
    heads = clerk.page.locator(".layout thead th")
    assert heads.filter(has_text="▲ 推断").count() == 2
    # Taken as since January it is less than in August.
    banner(clerk, "有 1 处错误，没有写入任何数据").wait_for()
    values = clerk.page.locator(".layout .values")
    assert "2024年1—9月 累计 200.5亿元" in values.inner_text()
    role = clerk.page.get_by_label("D列“完成情况”的用途")
    role.focus()
    role.evaluate("list => { window.list = list; }")
    role.select_option(label="当月")
    values.filter(has_text="2024年9月 当月 200.5亿元").wait_for()
    settled(clerk)
    assert clerk.page.evaluate("document.activeElement === window.list")
    assert heads.filter(has_text="▲ 推断").count() == 1
    assert button(clerk, "还有 1 处待确认").is_disabled()
    well_made_at_every_size(clerk)
    assert serious(clerk) == []
    button(clerk, "这样理解没错").click()
    clerk.page.locator(".layout .confirmation", has_text="✔ 已确认").wait_for()
    assert heads.filter(has_text="▲ 推断").count() == 0
    commit(clerk, "9月.csv")

    put(clerk, "10月.csv", form(10, "年度目标", "完成情况") + "规上工业总产值,亿元,2500,202.5\n")
    assert button(clerk, "提交 1 个数据").is_enabled()
    assert not heads.first.is_visible()  # folded
    assert "2,023.5亿元" in clerk.page.get_by_role("region", name="与现有数据的差别").inner_text()
    commit(clerk, "10月.csv")

    put(clerk, "11月.csv", form(11, "完成情况", "年度目标") + "规上工业总产值,亿元,204.5,2500\n")
    assert heads.filter(has_text="▲ 推断").count() == 2
    assert button(clerk, "这样理解没错").is_enabled()
    assert button(clerk, "提交 1 个数据").count() == 0


def test_open_numbers_and_tables_by_hand(clerk: Screen) -> None:
    """A red column holds the confirmation up until it has a use; of several tables one is left out by a click."""
    put(clerk, "备用.csv", "2024年1-9月\n指标,单位,完成,备用\n规上工业总产值,亿元,1820.5,77\n")
    assert button(clerk, "这样理解没错").is_disabled()
    clerk.page.locator(".layout .confirmation", has_text="还未定：D“备用”").wait_for()
    clerk.page.get_by_label("D列“备用”的用途").select_option(label="不用")
    clerk.page.locator(".layout .confirmation", has_text="处推断").wait_for()
    button(clerk, "这样理解没错").click()
    button(clerk, "提交 1 个数据").wait_for()
    clerk.page.get_by_label("期间").select_option(label="2024年1—8月")
    button(clerk, "还有 1 处待确认").wait_for()


def test_a_file_that_is_no_table(clerk: Screen) -> None:
    """Dragged in, a PDF is answered in Chinese by what it is and what would be right."""
    clerk.page.evaluate(DROP, ["总结.pdf", "%PDF-1.7 …"])
    banner(clerk, "“总结.pdf”是PDF文档，不是表格").wait_for()
    assert "请上报 xlsx、xls、ods、csv 或 tsv 表格" in banner(clerk).inner_text()
    settled(clerk)
    well_made(clerk)


def test_a_wrong_key(tab: Screen, server: Server) -> None:
    """It opens nothing and says so."""
    screen = open_page(tab, f"{server.url}/upload")
    enter(screen, "0000-0000-0000-0000-0000-0000-0000-0000")
    screen.page.get_by_role("alert").filter(has_text="密钥不正确，请核对后重新输入").wait_for()
    assert box(screen).count() == 1
    assert screen.page.locator("input[type=file]").count() == 0
    settled(screen)
    well_made(screen)


def test_names_and_notes_are_text(clerk: Screen) -> None:
    """What somebody wrote into a file name, a cell or a note is shown as it is, never run or drawn."""
    nasty = "*a* <img src=x onerror='window.hit=1'> www.x.cn :tada: [b](c)"
    put(clerk, f"{nasty}.csv", f"{HEAD}\n新签产业项目,个,2024-09,38\n{nasty}指标,个,2024-09,3\n")
    select = clerk.page.locator("[data-testid=stSelectbox]", has_text="指标")
    assert ":tada:" in select.inner_text().replace("\u2060", "")
    assert select.locator("a, img, em").count() == 0
    put(clerk, f"{nasty}2.csv", f"{HEAD}\n新签产业项目,个,2024-09,38\n")
    clerk.page.get_by_label("备注").fill(nasty)
    button(clerk, "提交 1 个数据").click()
    banner(clerk, f"已提交“{nasty}2.csv”").wait_for()
    to_history(clerk)
    clerk.page.locator(".upload-head .note", has_text=nasty).wait_for()
    assert clerk.page.locator(".upload-head img, .upload-head a").count() == 0
    assert not clerk.page.evaluate("window.hit")


def test_somebody_else_was_first(clerk: Screen, busy_server: Server) -> None:
    """A value that another one changes while the file is looked at stops the commit until that was seen."""
    put(clerk, "9月.csv", f"{HEAD}\n规上工业总产值,亿元,2024-09,1822.5\n")
    assert button(clerk, "提交 1 个数据").is_enabled()
    report_in_second_process(busy_server.data, 1815.5)
    banner(clerk, "核对期间，测试更新了其中1个数，本文件没有写入").wait_for()
    assert "1,815.5" in clerk.page.get_by_role("region", name="他人的更改").inner_text()
    assert button(clerk, "还有 1 处待确认").is_disabled()
    clerk.page.get_by_text("已看到他人的更改，仍以本文件为准").click()
    button(clerk, "提交 1 个数据").click()
    banner(clerk, "已提交“9月.csv”").wait_for()


FILES = {
    "problems": WIDE,
    "inferred": "2024年9月\n指标,单位,年度目标,完成,备用\n规上工业总产值,亿元,2500,1820.5,77\n",
    "unknown": f"{HEAD}\n规上总产值,亿元,2024-09,1820.5\n工业用电量,亿千瓦时,2024-09,55\n",
    "questions": f"{HEAD}\n理想汽车新车交付,万辆,2024-09,64.2\n",
    "many": HEAD + "\n" + "".join(f"某指标{n},亿元,2024-09,约{n}\n" for n in range(500)),
    "no_heading": "啊,吧\n1,2\n3,4\n",
}


def test_every_state_is_well_made(clerk: Screen) -> None:
    """At every size: text whole and large enough, no sideways scrolling, no English, with and without a file."""
    well_made_at_every_size(clerk)
    for name, content in FILES.items():
        put(clerk, f"{name}.csv", content)
        well_made_at_every_size(clerk)
        assert serious(clerk) == []
    assert (clerk.console_errors, clerk.failed) == ([], [])


def well_made_at_every_size(screen: Screen) -> None:
    """The same state on a wall, on a phone and, in the end, on a laptop."""
    for width, height in (SIZES[0], SIZES[2], SIZES[1]):
        screen.page.set_viewport_size({"width": width, "height": height})
        well_made(settled(screen))


def test_history_is_well_made(clerk: Screen, busy_server: Server) -> None:
    """Details open, the box of 撤回 open: text whole and large enough, nothing that keeps anybody out."""
    report_in_second_process(busy_server.data, 1816.5)
    put(clerk, "项目.csv", f"{HEAD}\n新签产业项目,个,2024-06,21\n")
    button(clerk, "提交 1 个数据").click()
    banner(clerk, "已提交").wait_for()
    settled(clerk)
    assert serious(clerk) == []
    to_history(clerk)
    clerk.page.get_by_text("改动明细").first.click()
    clerk.page.get_by_role("region", name="改动明细").wait_for()
    clerk.page.get_by_text("撤回", exact=True).first.click()
    button(clerk, "确认撤回").wait_for()
    settled(clerk)
    well_made(clerk)
    assert serious(clerk) == []
    with clerk.page.expect_download() as download:
        clerk.page.get_by_text("下载原始文件").first.click()
    assert download.value.suggested_filename == "项目.csv"
    assert "新签产业项目,个,2024-06,21" in download.value.path().read_text(encoding="utf-8")


def test_keyboard_alone(clerk: Screen) -> None:
    """Tab reaches the confirmation, the mend and the button; Space and Enter use them."""
    put(clerk, "经发局9月.csv", WIDE.replace(b"05500", b"12300").replace(b"00000", b"70000"))
    reach(clerk, "这样理解没错")
    clerk.page.keyboard.press("Enter")
    clerk.page.locator(".layout .confirmation", has_text="✔ 已确认").wait_for()
    settled(clerk)
    reach(clerk, MEND)
    clerk.page.keyboard.press("Space")
    banner(clerk, "核对通过").wait_for()
    settled(clerk)
    reach(clerk, "提交 4 个数据")
    clerk.page.keyboard.press("Enter")
    banner(clerk, "已提交").wait_for()


def reach(screen: Screen, words: str) -> None:
    """Press Tab until what has the focus says these words."""
    for _ in range(60):
        screen.page.keyboard.press("Tab")
        shown = screen.page.evaluate(
            "[document.activeElement.ariaLabel, document.activeElement.closest('label, button')?.innerText].join(' ')"
        )
        if words in shown:
            return
    pytest.fail(f"Tab never reached {words}")
