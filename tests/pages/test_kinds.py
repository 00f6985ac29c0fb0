"""The figures on screen where a share or 百分点 would mislead: an average, a loss, a cap of zero, a level that falls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from indicators.uploads.commit import commit_upload
from tests.pages.app import html, html_blocks, text_of
from tests.pages.sheet import cards, sheet_html
from tests.upload_helpers import ask, file

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from indicators.store.store import Store

DEFINITIONS = file(
    "PM2.5浓度,安全提升,微克/立方米,均值,越低越好,月,1",
    "壬利润,安全提升,亿元,累计,越高越好,月,2",
    "亡人事故,安全提升,起,个数,越低越好,月,0",
    "隐患存量,安全提升,处,期末,越低越好,月,0",
    heading="指标名称,六提,单位,类型,方向,频率,小数位",
)
PLAN = file(
    "PM2.5浓度,微克/立方米,32", "壬利润,亿元,-2", "亡人事故,起,0", "隐患存量,处,60", heading="指标,单位,2024年目标"
)  # fmt: skip
LAST_YEAR = file(
    "PM2.5浓度,微克/立方米,2023年1-9月,35", "隐患存量,处,2023年1-12月,100", heading="指标,单位,期间,累计"
)  # fmt: skip
ACTUALS = file(
    *(
        f"{name},2024年1-9月,{value}"
        for name, value in {
            "PM2.5浓度,微克/立方米": 33.4,
            "壬利润,亿元": -3,
            "亡人事故,起": 1,
            "隐患存量,处": 75,
        }.items()
    )
)
# What card, list and stage say of each.
VERDICTS = {
    "PM2.5浓度": "▲ 略慢 高1.4微克/立方米",
    "壬利润": "■ 滞后 慢75.0个百分点",
    "亡人事故": "■ 滞后 超1起",
    "隐患存量": "▲ 略慢 超8.3个百分点",
}
# What the verdict does not say.
FACTS = {
    "PM2.5浓度": "同比 −4.6%",
    "壬利润": "完成率 — 同比 —",
    "亡人事故": "完成率 — 同比 —",
    "隐患存量": "完成率 62.5% 同比 —",
}


@pytest.fixture
def reported(store: Store) -> Store:
    """Four indicators as an administrator defines, plans and reports them."""
    for content in (DEFINITIONS, PLAN, LAST_YEAR, ACTUALS):
        commit_upload(store, ask(store, content), confirmed=True)
    return store


@pytest.fixture
def texts(reported: Store, visit: Callable[..., AppTest]) -> Callable[[str], list[str]]:
    """The text of each piece of HTML on a page, its blanks made one."""
    assert reported

    def read(page: str) -> list[str]:
        return [" ".join(text_of(block).split()) for block in html_blocks(visit(page, lifts=None))]

    return read


def test_cards(reported: Store, visit: Callable[..., AppTest]) -> None:
    """Each card has the verdict of its kind, and under the chart what can be said without a lie."""
    names = reported.snapshot().catalogue.set_index("indicator")["name"]
    drawn = cards(html(visit("safety", lifts=None)))
    shown = {names[indicator]: " ".join(text_of(card).split()) for indicator, card in drawn.items()}
    assert {*shown} == {*VERDICTS}
    for name, card in shown.items():
        assert VERDICTS[name] in card
        assert card.endswith(f" {FACTS[name]} 责任单位待明确")
        assert card.count("完成率") == FACTS[name].count("完成率")


def test_list(texts: Callable[[str], list[str]]) -> None:
    """全部指标: each line has the verdict of its kind and why nothing is projected; an average is asked as it can be met."""
    (shown,) = [block for block in texts("indicator") if "PM2.5浓度" in block]
    expected = {
        "PM2.5浓度": "33.4 微克/立方米 1—9月 报送 32微克/立方米以内 均值不作全年预计， 后三月须不高于约27.8微克/立方米",
        "壬利润": "−3.00 亿元 1—9月 报送 -2亿元 数据不足， 暂不预计",
        "亡人事故": "1 起 1—9月 报送 0起以内 数据不足， 暂不预计",
        "隐患存量": "75 处 9月末 报送 60处以内 数据不足， 暂不预计",
    }
    for name, line in expected.items():
        assert f"{name} {VERDICTS[name]} {line} 责任单位待明确" in shown


def test_page_of_one(reported: Store, visit: Callable[..., AppTest]) -> None:
    """An indicator's own page says what the rest of the year needs, and no completion of what has none."""
    names = reported.snapshot().catalogue.set_index("name")["indicator"]
    expected = {
        "PM2.5浓度": ("均值不作全年预计， 后三月须不高于约27.8微克/立方米", "完成率"),
        "壬利润": ("后三月需月均0.33亿元", "完成率"),
        "亡人事故": ("已超全年上限1起", "完成率"),
        "隐患存量": ("后三月还需净减15处", "净增"),
    }
    app = visit("indicator", lifts=None)
    for name, (there, not_there) in expected.items():
        app.query_params["id"] = names[name]
        shown = " ".join(text_of(sheet_html(app.run())).split())
        assert VERDICTS[name] in shown
        assert there in shown
        assert not_there not in shown


def test_stage(texts: Callable[[str], list[str]]) -> None:
    """The screens of what lags say the same, and the title what is asked of the rest of the year."""
    shown = "\n".join(texts("meeting"))
    assert all(re.search(f"{VERDICTS[name]} .* 年度计划 [^ ]* {FACTS[name]}", shown) for name in FACTS)
    assert "PM2.5浓度略慢， 高1.4微克/立方米， 后三月须不高于约27.8微克/立方米" in shown
    assert "隐患存量略慢， 超8.3个百分点， 后三月还需净减15处" in shown


def test_bar_of_a_level_that_falls(reported: Store, visit: Callable[..., AppTest]) -> None:
    """The bar is as long as the way down, with a mark where the plan is by now; a loss has none."""
    assert reported
    bars = re.findall('<div class="way">(.*?)</div>', html(visit("meeting", lifts=None)))
    assert [re.findall(r":([\d.]+)%", bar) for bar in bars] == [["42.7", "75.0"], ["62.5", "75.0"]]


def test_what_if(reported: Store, visit: Callable[..., AppTest]) -> None:
    """A further fall is supposed by a slider that begins with the fall so far: 75 - 3 x 3 is 66, 85 % of the way."""
    names = reported.snapshot().catalogue.set_index("name")["indicator"]
    app = visit("indicator", lifts=None)
    app.query_params["id"] = names["隐患存量"]
    app.run()
    app.slider[0].set_value(-3.0).run()
    assert "年末将为 66处 ，完成年度计划 85.0% ，距目标6处" in " ".join(text_of(html(app)).split())
