"""全部指标 as Streamlit runs it: each indicator in one line of one table, what lags in sight, the rest folded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from indicators.evaluation.board import board
from indicators.labels import is_missing
from indicators.period import Period
from indicators.store.schemas import REPORTED
from indicators.store.upload import Upload
from indicators.wording import board_message, target_text, value_text, year_end_answer
from tests.pages.app import html, text_of
from tests.pages.conftest import FRAME
from tests.pages.sheet import unreported

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.store.store import Store

    OpenList = Callable[..., AppTest]

SEPTEMBER = Period(2024, 9)
LIFTS = ["overall", "industry", "innovation", "space", "city", "safety", "vitality"]


@pytest.fixture
def open_list(monkeypatch: pytest.MonkeyPatch) -> OpenList:
    """Open the list of the indicators in some tables."""

    def go(store: Store, through: Period = SEPTEMBER) -> AppTest:
        monkeypatch.setenv("SIXLIFTS_DATA", str(store.root))
        app = AppTest.from_file(str(FRAME), default_timeout=60)
        app.switch_page("indicator.py")
        app.query_params["through"] = through.key
        app.run()
        assert not app.exception
        return app

    return go


def lines(app: AppTest) -> dict[str, str]:
    """The open lines by their indicator."""
    return dict(re.findall(r'<tr class="\w+" id="line_(\w+)">(.*?)</tr>', html(app)))


def folded(app: AppTest) -> list[str]:
    """What is said of what is folded, the legend excepted."""
    return re.findall(r'<details class="folded"><summary>(.*?)</summary><ul class="lines">', html(app))


def add_indicators(store: Store, lift: str, gaps: list[float]) -> None:
    """Indicators of a lift, planned 12 and reported with 9 plus the gap at September's end; NaN is not reported."""
    names = [f"{lift}_{number}" for number in range(len(gaps))]
    common = {"origin": REPORTED, "lift": lift}
    upload = Upload.new("管理员")
    definition = {
        "unit": "件",
        "kind": "flow",
        "direction": "more",
        "decimals": 1,
        "frequency": "month",
        "headline": False,
    }
    rows = {
        "catalogue": [
            definition | common | {"indicator": name, "name": name, "position": 100 + n}
            for n, name in enumerate(names)
        ],
        "plans": [
            common
            | {"indicator": name, "year": 2024, "target": 12.0, "wording": "12件", "comparator": "at_least"}
            for name in names
        ],
        "observations": [
            common | {"indicator": name, "period": "2024-09", "value": 9 + gap}
            for name, gap in zip(names, gaps, strict=True)
            if not is_missing(gap)
        ],
    }
    for table, reported in rows.items():
        if reported:
            store.append(table, pd.DataFrame(reported), upload)


def test_each_indicator_with_its_outlook(open_list: OpenList, store_with_demo: Store) -> None:
    """Name, verdict, value, plan, year end and unit in charge of each, as the board has them, in the plan's order."""
    app = open_list(store_with_demo)
    rows = board(store_with_demo.snapshot(), None, SEPTEMBER).indicators
    reported = rows[rows["actual"].notna()]
    shown = lines(app)
    assert list(shown) == list(reported.index)
    for indicator, row in reported.iterrows():
        line = text_of(shown[str(indicator)], "")
        ahead = "" if row["status"] == "stale" else year_end_answer(row)
        for part in (row["name"], value_text(row), target_text(row), ahead, row["responsible_unit"]):
            assert part in line
    assert text_of(shown["li_auto_deliveries"], "|").count("预计全年52.53万辆（50.07—55.38）") == 1
    # Nothing is drawn, so nothing is said of bars.
    assert 'class="hatched"' not in html(app)


def test_when_the_year_is_over(open_list: OpenList, store: Store) -> None:
    """In December nothing is projected any more: a line says how much of the year's plan was completed."""
    app = open_list(store, Period(2024, 12))
    heads = re.findall('<th scope="col">(.*?)</th>', html(app))
    assert heads == ["指标", "评价", "实际", "年度计划", "全年完成率", "责任单位"]
    assert "挑战年交付80万辆62.6%" in text_of(lines(app)["li_auto_deliveries"], "")


def test_what_lags_is_marked(open_list: OpenList, store_with_demo: Store) -> None:
    """The line of what lags has the tone of its verdict, which the style sheet gives a thick edge; others have none."""
    by_indicator = re.findall(r'<tr class="(\w+)" id="line_(\w+)">', html(open_list(store_with_demo)))
    assert {tone for tone, _ in by_indicator} == {"bad", "warn", "good", "none"}
    assert [name for tone, name in by_indicator if tone == "bad"] == ["li_auto_deliveries", "unicorns"]
    assert [name for tone, name in by_indicator if tone == "warn"] == ["gdp_growth", "industrial_output"]


@pytest.mark.parametrize("with_demo", [True, False])
def test_title_is_the_message(
    open_list: OpenList, store: Store, store_with_demo: Store, *, with_demo: bool
) -> None:
    """The list is headed by its name and the message of the whole zone."""
    tables = store_with_demo if with_demo else store
    shown = board(tables.snapshot(), None, SEPTEMBER)
    (title,) = re.findall("<h1>(.*?)</h1>", html(open_list(tables)))
    assert text_of(title, "") == f"全部指标：{board_message(shown).headline}"


def test_unreported_is_folded(open_list: OpenList, store: Store) -> None:
    """Of each lift, what nobody has reported is one line that unfolds, with what is planned."""
    app = open_list(store)
    rows = board(store.snapshot(), None, SEPTEMBER).indicators
    assert list(lines(app)) == ["li_auto_deliveries"]
    counts = rows[rows["actual"].isna()].groupby("lift", sort=False).size()
    assert folded(app) == [f"{count}项尚未报送或计划待下达" for count in counts]
    listed = [text_of(line) for line in unreported(html(app))]
    assert len(listed) == 13
    assert ["年度计划 10家" in line for line in listed].count(True) == 1


@pytest.mark.parametrize(
    ("gaps", "says", "first"),
    [
        # (of each lift: gaps), what is folded, the numbers of the lines in sight
        ([1.0] * 30, "其余25项指标", [0, 1, 2, 3, 4]),
        ([1.0] * 28 + [-9.0, -0.5], "其余25项指标", [28, 29, 0, 1, 2]),
        ([-2.0] * 9 + [-9.0, -5.0], "其余6项指标（6项未达时序）", [9, 10, 0, 1, 2]),
        ([-9.0] * 200, "其余195项指标（195项未达时序），以下列出前50项", [0, 1, 2, 3, 4]),
        ([-0.5] * 7 + [1.0] * 3 + [float("nan")] * 60, "其余5项指标（2项未达时序）", [0, 1, 2, 3, 4]),
    ],
    ids=[
        "on schedule",
        "the last ones lag",
        "the last ones lag most",
        "all of many lag",
        "most not reported",
    ],
)
def test_of_many_what_lags_is_in_sight(
    gaps: list[float], says: str, first: list[int], open_list: OpenList, store: Store
) -> None:
    """Forty lines stand open, shared by the lifts, worst first; of the others fifty a lift are sent, with their number."""
    for lift in LIFTS[1:]:
        add_indicators(store, lift, gaps)
    app = open_list(store)
    shown = lines(app)
    assert len(shown) <= 40
    for lift in LIFTS[2:]:
        in_sight = [name for name in shown if name.startswith(lift)]
        assert in_sight == [f"{lift}_{number}" for number in first]
    assert folded(app).count(says) >= len(LIFTS[2:])
    lists = re.findall(r'<ul class="lines">(.*?)</ul>', html(app))
    assert max(markup.count("<li>") for markup in lists) <= 50
    if any(map(is_missing, gaps)):
        assert "60项尚未报送或计划待下达，以下列出前50项" in folded(app)
