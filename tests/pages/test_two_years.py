"""Two plan years on the pages: which plan is shown, the verdicts of a year ago, and what a closed year says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from tests.closed_years import close_2024, report, report_value, two_years
from tests.pages.app import text_of
from tests.pages.conftest import FRAME
from tests.pages.sheet import sheet_html
from tests.store_helpers import copied

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from indicators.store.store import Store

    OpenPage = Callable[..., str]


@pytest.fixture
def store(tmp_path: Path, open_year: Store) -> Store:
    """Two plan years, none of them closed."""
    return copied(open_year, tmp_path / "数据 表")


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """What a page shows of some tables in a month."""

    def go(store: Store, page: str, through: str, **query: str) -> str:
        monkeypatch.setenv("SIXLIFTS_DATA", str(store.root))
        app = AppTest.from_file(str(FRAME), default_timeout=60)
        app.switch_page(f"{page}.py")
        for name, value in {"through": through, **query}.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return text_of(sheet_html(app), "|")

    return go


def test_the_plan_shown(open_page: OpenPage, store: Store) -> None:
    """总览 names the plan of the month's year, its announcement with document and day, and unfolds its text."""
    assert "|2025年度计划|" in open_page(store, "overview", "2025-03")
    row = {
        "year": 2025, "title": "2025年工作报告", "document": "武高新发〔2025〕3号", "announced": date(2025, 1, 24),
        "text": "规上工业总产值力争突破2700亿元。",
    }  # fmt: skip
    report(store, "announcements", [row], datetime(2025, 1, 26, tzinfo=UTC))
    shown = open_page(store, "overview", "2025-03")
    assert "|2025年度计划|" in shown
    assert "|：2025年工作报告|" in shown
    assert "|武高新发〔2025〕3号，2025年1月24日|" in shown
    assert "|规上工业总产值力争突破2700亿元。|" in shown
    assert "|2024年度计划|" in open_page(store, "overview", "2024-12")


def test_a_year_without_a_plan_says_so(open_page: OpenPage, tmp_path: Path) -> None:
    """In January nobody reads that there is a plan already."""
    store = two_years(tmp_path, second=False)
    report_value(store, "output", 180.0, "2025-01")
    assert "|2025年度计划待下达|" in open_page(store, "overview", "2025-01")


def test_the_verdicts_of_a_year_ago(open_page: OpenPage, seeded: Store, open_year: Store) -> None:
    """总览 counts what was on schedule in the same month of last year; where last year had no plan nothing is said."""
    # March 2025: projects and gdp; March 2024: projects, gdp and patents, not output.
    assert "|指标按时序|上年同期 3/4|" in open_page(open_year, "overview", "2025-03")
    assert "上年同期" not in open_page(open_year, "overview", "2024-12")
    assert "上年同期" not in open_page(seeded, "overview", "2024-09")


def test_an_indicator_in_two_years(open_page: OpenPage, open_year: Store) -> None:
    """Value, target, completion, gap and verdict of both years stand one above the other, for the same months."""
    shown = open_page(open_year, "indicator", "2025-03", id="output")
    table = shown[shown.index("本年与上年同期") :]
    cells = [cell.strip() for cell in table.split("|") if cell.strip()]
    assert cells[:23] == [
        "本年与上年同期", "年份", "数值", "年度目标", "完成率", "时序差", "判定",
        "本年", "2025年1—3月", "640.0亿元", "报送", "2700亿元以上", "23.7%", "−1.3 百分点", "▲", "略慢",
        "上年同期", "2024年1—3月", "530.0亿元", "报送", "2500亿元以上", "21.2%", "−3.8 百分点",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("indicator", "through"), [("premises", "2025-03"), ("patents", "2025-03"), ("output", "2024-12")]
)
def test_nothing_beside_a_year_without_its_plan(
    open_page: OpenPage, open_year: Store, indicator: str, through: str
) -> None:
    """What one of the years does not plan, or what has no value yet, is compared with nothing."""
    assert "本年与上年同期" not in open_page(open_year, "indicator", through, id=indicator)


def test_a_closed_year_says_so(open_page: OpenPage, store: Store) -> None:
    """The page of an indicator, its card and its line keep the closed number and show the revision beside it."""
    close_2024(store)
    report_value(store, "output", 2712.3)
    page = open_page(store, "indicator", "2024-12", id="output")
    assert "|2,312.3|" in page
    assert "2024年已关账（" in page
    assert "办公室）" in page
    for shown in (
        page,
        open_page(store, "overview", "2024-12"),
        open_page(store, "indicator", "2024-12"),
    ):
        assert "其后修订为2,712.3亿元" in shown
    assert "其后修订" not in open_page(store, "indicator", "2024-03", id="output")
    assert "已关账" not in open_page(store, "indicator", "2025-03", id="output")


def test_a_closed_year_beside_the_next(open_page: OpenPage, store: Store) -> None:
    """In December last year stands beside this one as it was closed, whatever was revised since."""
    close_2024(store)
    report_value(store, "output", 2712.3)
    report_value(store, "output", 2705.0, "2025-12")
    shown = open_page(store, "indicator", "2025-12", id="output")
    table = shown[shown.index("本年与上年同期") : shown.index("当月值")]
    assert "2,705.0亿元" in table
    assert "2,312.3亿元" in table
    assert "2,712.3" not in table
