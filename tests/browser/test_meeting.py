"""会议放映 from the first screen to the last: all that is written is large, inside, apart from the rest, and stands out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from indicators.follow_up.answers import Answer, record_answer
from indicators.period import Period
from indicators.store.schemas import REPORTED
from indicators.store.store import Store
from indicators.store.upload import Upload
from tests.browser.meeting import at, go, last, open_meeting
from tests.browser.screen import open_page
from tests.reports import ADMINISTRATOR

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.browser.screen import Screen
    from tests.browser.server import Server, StartServer

SHOTS = Path(__file__).parent / "shots" / "meeting"
SIZES = [(1920, 1080), (1366, 768), (1280, 720), (3840, 2160), (1024, 768)]
LEAST_PIXELS, LEAST_CONTRAST = 24, 7
# Everything written on the screen that stands, line by line, in the pixels of the 1920 wide stage.
WRITTEN = """() => {
  const screen = document.querySelector(".st-key-stage:not(.picture *) .current");
  const frame = screen.getBoundingClientRect(), scale = frame.width / 1920, found = [];
  const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const bright = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = rgb(getComputedStyle(e).backgroundColor);
      if (colour.length && (colour[3] ?? 1) > 0.5) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(screen, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.textContent.trim() || parent.closest("style, script, title, [aria-hidden=true].modebar")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const style = getComputedStyle(parent), svg = parent.closest("svg");
    // Lines that are cut off behind an ellipsis.
    const cut = style.webkitLineClamp === "none" ? Infinity : parent.getBoundingClientRect().bottom - 1;
    const [one, other] = [bright(rgb(svg ? style.fill : style.color)), bright(ground(parent))].sort((a, b) => b - a);
    for (const box of range.getClientRects()) if (box.width && box.top < cut) found.push({ text: node.textContent.trim(), size: parseFloat(style.fontSize), contrast: (one + 0.05) / (other + 0.05),
      left: (box.left - frame.left) / scale, right: (box.right - frame.left) / scale,
      top: (box.top - frame.top) / scale, bottom: (box.bottom - frame.top) / scale });
  }
  return found;
}"""

# However large the window, a chart takes its whole place on the stage.
CHARTS = """() => {
  const scale = document.querySelector(".st-key-stage .current").getBoundingClientRect().width / 1920;
  return [...document.querySelectorAll(".st-key-stage:not(.picture *) .current .main-svg:first-child")].map((svg) => {
    const drawn = svg.getBoundingClientRect(), place = getComputedStyle(svg.closest("[class*=st-key-staged_chart_]"));
    return [drawn.width / scale - parseFloat(place.width), drawn.height / scale - parseFloat(place.height)];
  });
}"""
# Words in a chart that lie on one of its bars, by more than the air around their letters.
ON_BARS = """() => [...document.querySelectorAll(".st-key-stage:not(.picture *) .current .js-plotly-plot")].flatMap((chart) => {
  const bars = [...chart.querySelectorAll(".trace.bars path")].map((bar) => bar.getBoundingClientRect());
  return [...chart.querySelectorAll(".annotation-text")].filter((label) => {
    const word = label.getBoundingClientRect(), air = word.height / 5;
    return bars.some((bar) => Math.min(word.right, bar.right) - Math.max(word.left, bar.left) > 1 &&
      Math.min(word.bottom, bar.bottom) - Math.max(word.top, bar.top) > air);
  }).map((label) => label.textContent);
})"""
# What holds the body of a screen ends above the foot; lines of a headline begin after a mark of the sentence.
BODY = """() => {
  const screen = document.querySelector(".st-key-stage:not(.picture *) .current");
  const foot = screen.querySelector(".stage-foot").getBoundingClientRect();
  const below = [...screen.querySelectorAll("[class*=st-key-body_] *")]
    .filter((e) => !e.closest("[class*=st-key-staged_chart_]") && e.textContent.trim() && e.getBoundingClientRect().bottom > foot.top + 1 &&
      !e.querySelector(".stage-title") && !e.closest(".stage-title"))
    .map((e) => `below the foot: ${e.className} ${e.textContent.slice(0, 20)}`);
  const broken = [...screen.querySelectorAll(".clause")].filter((e) => e.getBoundingClientRect().height > 1.6 *
    parseFloat(getComputedStyle(e).fontSize) * foot.width / 1776).map((e) => `broken: ${e.textContent}`);
  return [...below, ...broken];
}"""
# Words that reach out of the tile, box, card or line that they belong to; what is cut with an ellipsis does not count.
CLIPPED = """() => {
  const screen = document.querySelector(".st-key-stage:not(.picture *) .current"), found = [];
  const scale = screen.getBoundingClientRect().width / 1920, hair = 2 * scale;
  const walker = document.createTreeWalker(screen, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    const box = parent.closest(".stage-tile, .stage-figure, .stage-lift, .stage-card, .stage-figures, tr")?.getBoundingClientRect();
    const cut = (e) => e && (getComputedStyle(e).webkitLineClamp !== "none" || cut(e.parentElement));
    if (!box || !node.textContent.trim() || cut(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const one of range.getClientRects()) {
      const air = (one.height - parseFloat(getComputedStyle(parent).fontSize) * scale) / 2 + hair; // around its letters
      if (one.top + air < box.top || one.bottom - air > box.bottom || one.left < box.left - hair || one.right > box.right + hair) found.push(node.textContent);
    }
  }
  return found;
}"""
# Chips 演示 on a screen that does not say so in letters that the last row reads.
UNMARKED = """() => {
  const screen = document.querySelector(".st-key-stage:not(.picture *) .current");
  const mark = screen.querySelector(".demo-mark")?.checkVisibility();
  return mark ? [] : [...screen.querySelectorAll(".chip.demo")].map((chip) => chip.textContent);
}"""
LONG = (
    "受二季度以来原材料价格上涨、重点企业产线改造停产以及新品上市节奏推迟等多重因素影响，产能释放不及预期，"
    * 3
)


def overlapping(found: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Pairs of texts whose letters share more than a hair's breadth; a letter is as high as its size, its line higher."""
    pairs = []
    for i, one in enumerate(found):
        for other in found[i + 1 :]:
            wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
            apart = abs(one["top"] + one["bottom"] - other["top"] - other["bottom"]) / 2
            high = (one["size"] + other["size"]) / 2 - apart
            # The browser counts a line that ends with an ellipsis twice.
            twice = one["text"] == other["text"] and apart < 1
            if wide > 2 and high > min(one["size"], other["size"]) * 0.2 and not twice:
                pairs.append((one["text"], other["text"]))
    return pairs


def check(page: Page) -> None:
    """The screen that stands."""
    found = page.evaluate(WRITTEN)
    assert found
    assert [one for one in found if one["size"] < LEAST_PIXELS] == []
    assert [one for one in found if one["contrast"] < LEAST_CONTRAST] == []
    outside = [o for o in found if o["left"] < 0 or o["right"] > 1920 or o["top"] < 0 or o["bottom"] > 1080]
    assert outside == []
    assert overlapping(found) == []
    assert all(abs(pixels) < 1 for chart in page.evaluate(CHARTS) for pixels in chart)
    assert page.evaluate(ON_BARS) == []
    assert page.evaluate(BODY) == []
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(UNMARKED) == []


def walk(page: Page, shots: str = "") -> None:
    """Every screen by PageDown alone."""
    for n in range(1, last(page) + 1):
        assert at(page) == n
        check(page)
        if shots:
            SHOTS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=SHOTS / f"{shots}-{n:02}.png")
        page.keyboard.press("PageDown")


@pytest.mark.parametrize(
    ("size", "theme"),
    [*((size, "light") for size in SIZES), (SIZES[0], "dark")],
    ids=lambda value: value if isinstance(value, str) else f"{value[0]}x{value[1]}",
)
def test_the_whole_meeting(tab: Screen, server: Server, size: tuple[int, int], theme: str) -> None:
    """By PageDown alone from the title to the closing: nothing small, faint, clipped, over the edge, over another, or simulated unmarked."""
    width, height = size
    tab.page.set_viewport_size({"width": width, "height": height})
    page = open_meeting(tab, server.url, f"&theme={theme}")
    walk(page, f"{theme}-{width}x{height}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not page.locator('[data-testid="stHeader"]').is_visible()


@pytest.mark.parametrize("more", ["through=2024-01", "through=2024-03", "through=2024-12"])
def test_any_month(tab: Screen, server: Server, more: str) -> None:
    """The first months, whose labels have no room to their left, and the last, which has no projection."""
    walk(open_meeting(tab, server.url, f"&{more}"), f"light-1366x768-{more[-2:]}")


def test_without_simulated_figures(
    context: BrowserContext, start_server: StartServer, tmp_path: Path
) -> None:
    """With SIXLIFTS_DEMO=0 nearly everything is still to be reported: nothing is invented, nothing falls apart."""
    with start_server(tmp_path, demo=False) as server:
        page = open_meeting(context, server.url)
        walk(page, "light-1366x768-plain")
        assert "演示" not in page.locator("body").inner_text()
        for address in ("upload", "history", "editions"):
            assert "演示" not in open_page(context, f"{server.url}/{address}").text()


def test_long_answers(tab: Screen, lent_server: Server) -> None:
    """Whoever answers at length fills the place there is for it and no more, two urgent tasks on one screen too."""
    store = Store(lent_server.data)
    soon = store.snapshot().tasks.query("task == 'rural_economy'").assign(due=date(2024, 10, 12))
    store.append("tasks", soon, Upload.new("农业农村局"))
    for subject in ("li_auto_deliveries", "unicorns", "qianhuang_handover", "rural_economy"):
        answer = Answer(LONG, LONG, date(2024, 12, 20))
        record_answer(store, ADMINISTRATOR, subject, Period(2024, 9), answer)
    walk(open_meeting(tab, lent_server.url), "light-1366x768-answers")


# Thirty characters, and eight.
NAME, UNIT = "规模以上先进制造业与现代服务业深度融合示范项目累计完成投资额", "万标准立方米每日"
WORDING = "，力争在年底前超额完成并保持全省同类园区领先水平"


def lengthen(store: Store) -> None:
    """Every name and task as long as they usually get, every amount in a long unit, every target in many words."""
    tables = store.snapshot()
    long = tables.catalogue.assign(
        name=[(name + NAME)[: len(NAME)] for name in tables.catalogue["name"]],
        unit=tables.catalogue["unit"].where(tables.catalogue["unit"] == "%", UNIT),
    )
    store.append("catalogue", long.drop(columns="upload"), Upload.new("管理员"))
    tasks = tables.tasks.assign(title=[(title + NAME)[: len(NAME)] for title in tables.tasks["title"]])
    store.append("tasks", tasks.drop(columns="upload"), Upload.new("管理员"))
    wording = tables.plans["wording"] + WORDING
    store.append("plans", tables.plans.assign(wording=wording).drop(columns="upload"), Upload.new("管理员"))


def test_long_names(tab: Screen, lent_server: Server) -> None:
    """Names of thirty characters, units of eight and targets in many words stay in their places, with answers below."""
    store = Store(lent_server.data)
    lengthen(store)
    walk(open_meeting(tab, lent_server.url), "light-1366x768-names")
    for subject in ("li_auto_deliveries", "industrial_output", "gdp_growth"):
        record_answer(store, ADMINISTRATOR, subject, Period(2024, 9), Answer(LONG, LONG, date(2024, 12, 20)))
    walk(open_meeting(tab, lent_server.url), "light-1366x768-names-answers")


def add_indicators(store: Store, count: int, name: str, unit: str, wording: str) -> None:
    """The lift 安全保障提升 gets figures of its own."""
    names = [f"own_{n}" for n in range(count)]
    origin = {"lift": "safety", "origin": REPORTED}
    definition = {"headline": False, "kind": "flow", "direction": "more", "decimals": 1, "frequency": "month"}
    tables = {
        "catalogue": [
            {"name": name[:-1] + str(n), "unit": unit, "position": 100 + n} | definition for n in range(count)
        ],
        "plans": [{"year": 2024, "target": 1234.0, "comparator": ">=", "wording": wording}] * count,
        "observations": [{"period": "2024-09", "value": 1050.5}] * count,
    }
    for table, rows in tables.items():
        own = [{"indicator": own, **row, **origin} for own, row in zip(names, rows, strict=True)]
        store.append(table, pd.DataFrame(own), Upload.new("应急局"))


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_a_row_of_figures_above_tasks(tab: Screen, lent_server: Server, count: int) -> None:
    """However many figures a lift has above its tasks, long names, units and targets fit."""
    add_indicators(Store(lent_server.data), count, NAME, UNIT, f"1234{UNIT}以上{WORDING}")
    walk(open_meeting(tab, lent_server.url, "&lifts=safety"), f"light-1366x768-own-{count}")


@pytest.mark.parametrize("count", [1, 2, 3, 4, 8])
def test_tasks_fill_the_room(tab: Screen, lent_server: Server, count: int) -> None:
    """However few tasks a lift has, they take most of the screen, and more of it each the fewer they are."""
    store = Store(lent_server.data)
    tasks = store.snapshot().tasks
    elsewhere = tasks[tasks["lift"] == "safety"].iloc[count:]
    if len(elsewhere):
        store.append("tasks", elsewhere.assign(lift="vitality").drop(columns="upload"), Upload.new("应急局"))
    page = open_meeting(tab, lent_server.url, "&lifts=safety")
    go(page, 2)
    check(page)
    found = page.evaluate(WRITTEN)
    body = [one for one in found if 200 < one["top"] < 1000]
    titles = [one for one in body if any(one["text"] == title for title in tasks["title"])]
    assert max(one["bottom"] for one in body) > 850
    assert min(one["size"] for one in titles) >= {1: 90, 2: 60, 3: 36, 4: 36, 8: 32}[count]
