"""The page of one indicator as Streamlit runs it: its answers first, each once, and only what was known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from indicators.evaluation.board import board
from indicators.evaluation.scenario import slider_range
from indicators.period import Period
from indicators.store.schemas import REPORTED
from indicators.store.upload import Upload
from indicators.wording import gap_text, needed_text, target_text, value_text, year_end_answer
from server.first_paint import first_paint
from tests.pages.app import html, text_of
from tests.pages.conftest import FRAME
from tests.pages.sheet import sheet_figures, sheet_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.store.store import Store

    OpenPage = Callable[..., AppTest]

SEPTEMBER = Period(2024, 9)
# One of each kind, of each verdict that has a value.
REPORTED_ONES = [
    "li_auto_deliveries", "industrial_invoicing", "gdp_growth", "budget_revenue_growth", "new_projects", "projects_3bn",
    "projects_10bn", "unicorns", "gazelles", "new_premises_area", "reserved_land",
]  # fmt: skip


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Open an indicator's page on some tables."""

    def go(store: Store, indicator: str, through: Period = SEPTEMBER) -> AppTest:
        monkeypatch.setenv("SIXLIFTS_DATA", str(store.root))
        app = AppTest.from_file(str(FRAME), default_timeout=60)
        app.switch_page("indicator.py")
        app.query_params["id"], app.query_params["through"] = indicator, through.key
        app.run()
        assert not app.exception
        assert "banner bad" not in html(app)
        return app

    return go


def report(store: Store, table: str, **cells: Any) -> None:
    """One row as an office reports it."""
    rows = pd.DataFrame([{"origin": REPORTED, "lift": "industry"} | cells])
    store.append(table, rows, Upload.new("经发局"))


def row_of(store: Store, indicator: str, through: Period = SEPTEMBER) -> dict[str, Any]:
    """An indicator as the board has it."""
    return board(store.snapshot(), None, through).row(indicator)


@pytest.mark.parametrize("indicator", REPORTED_ONES)
def test_answers_come_first(indicator: str, open_page: OpenPage, simulated: Store) -> None:
    """Name, verdict, value, plan and year end stand above the first chart."""
    row = row_of(simulated, indicator)
    markup = sheet_html(open_page(simulated, indicator))
    head = text_of(markup.partition('class="chart"')[0], "")
    answer = "" if row["status"] == "stale" else year_end_answer(row)
    for part in filter(None, (row["name"], gap_text(row), value_text(row), target_text(row), answer)):
        assert part in head
        head = head.partition(part)[2]


@pytest.mark.parametrize("indicator", REPORTED_ONES)
def test_nothing_is_said_twice(indicator: str, open_page: OpenPage, simulated: Store) -> None:
    """The gap, the year end and what the rest of the year needs are said once each, outside the what-if."""
    row = row_of(simulated, indicator)
    said = text_of(sheet_html(open_page(simulated, indicator)), "")
    for text in filter(None, (gap_text(row), year_end_answer(row), needed_text(row))):
        assert said.count(text) <= 1


@pytest.mark.parametrize(
    ("indicator", "charts"),
    [
        ("li_auto_deliveries", ["months", "year", "years"]),
        ("new_projects", ["months", "year", "years"]),
        ("gdp_growth", ["year", "years"]),  # a rate has no month's own
        ("unicorns", ["year", "years"]),  # a level neither
        ("reserved_land", ["year"]),  # this year alone is known
        ("local_parts_share", []),  # nothing is reported
    ],
)
def test_charts_that_there_are(
    indicator: str, charts: list[str], open_page: OpenPage, simulated: Store
) -> None:
    """A chart that would be empty, or the same as another, is left out with its frame."""
    app = open_page(simulated, indicator)
    assert sorted(sheet_figures(app)) == charts
    assert sheet_html(app).count('class="chart"') == len(charts)
    assert sheet_html(app).count('class="panel') == len(charts) + 1  # and the key figures


@pytest.mark.parametrize(
    ("last_year", "said"), [((5, 9, 12, 16), ""), ((5, 10, 10, 40), "100个，在区间之外（偏高）")]
)
def test_the_rule_of_thumb_is_said_where_it_differs(
    last_year: tuple[int, ...], said: str, open_page: OpenPage, store: Store
) -> None:
    """25 by September are 33 by last year's quarters, as projected; or 100, which the interval does not hold."""
    for year, values in ((2023, last_year), (2024, (8, 15, 25))):
        for month, value in zip((3, 6, 9, 12), values, strict=False):
            report(store, "observations", indicator="new_projects", period=f"{year}-{month:02d}", value=value)
    shown = text_of(sheet_html(open_page(store, "new_projects")), "")
    assert f"按上年同期占比推算全年为{said}" in shown if said else "推算全年为" not in shown


@pytest.mark.parametrize("verdict", ["计划待下达", "未列入计划"])
def test_without_target_and_report(verdict: str, open_page: OpenPage, store: Store) -> None:
    """Where there is neither, the page says who is asked to report, if the plan asks at all, and draws nothing."""
    known = store.snapshot().catalogue.set_index("indicator", drop=False).loc["new_projects"].to_dict()
    report(
        store,
        "catalogue",
        **known | {"indicator": "own", "name": "自设指标", "responsible_unit": "招商局", "origin": REPORTED},
    )
    in_plan = verdict == "计划待下达"
    if in_plan:
        report(store, "plans", indicator="own", year=2024, period="2024-06", target=None)
    app = open_page(store, "own")
    assert sheet_figures(app) == {}
    assert ("本年尚无数据，请招商局报送" in text_of(html(app), "")) == in_plan
    assert "本年尚无数据" in text_of(html(app), "")
    assert text_of(sheet_html(app)).count(verdict) == 1
    assert "年度计划" not in text_of(sheet_html(app))
    assert (list(app.slider), list(app.expander)) == ([], [])


@pytest.mark.parametrize("indicator", ["li_auto_deliveries", "unicorns", "gdp_growth", "new_projects"])
@pytest.mark.parametrize("later", ["2024-10", "2024-12", "2025-03"])
def test_only_what_was_known(indicator: str, later: str, open_page: OpenPage, store: Store) -> None:
    """Neither a value of a later month nor a plan of a later year shows under the month looked at."""
    report(store, "observations", indicator=indicator, period="2024-06", value=5)
    report(
        store,
        "observations",
        indicator=indicator,
        period=later,
        value=77.7771,
        source="以后的来源",
        note="以后的备注",
    )
    report(
        store,
        "plans",
        indicator=indicator,
        year=2025,
        target=77.7771,
        wording="以后的计划",
        comparator="at_least",
    )
    app = open_page(store, indicator)
    drawn = str(sheet_figures(app)) + html(app)
    for text in ("77.7", "77.8", "78", "以后的", later):
        assert text not in re.sub(r"数据更新于.*", "", drawn)


@pytest.mark.parametrize(
    "indicator", ["li_auto_deliveries", "industrial_invoicing", "gazelles", "gdp_growth"]
)
def test_what_if_begins_at_the_projection(
    indicator: str, open_page: OpenPage, store_with_demo: Store
) -> None:
    """In each month anew, and after a report that moves the projection; not where it was left in another month."""
    app = open_page(store_with_demo, indicator)
    app.slider[0].set_value(app.slider[0].max).run()
    for month in (6, 8):
        app.selectbox[0].set_value(f"2024-{month:02d}").run()
        limits = slider_range(row_of(store_with_demo, indicator, Period(2024, month)))
        assert limits is not None
        assert app.slider[0].value == pytest.approx(limits[2])


def test_address_is_kept_for_the_next_visitor(open_page: OpenPage, store_with_demo: Store) -> None:
    """The second who opens an indicator's address gets its numbers with the page itself."""
    version = store_with_demo.snapshot().version
    query = {"id": "unicorns", "through": "2024-07"}
    assert first_paint("indicator", query, version) is None
    app = open_page(store_with_demo, "unicorns", Period(2024, 7))
    kept = first_paint("indicator", query, version)
    assert kept is not None
    assert kept.html == sheet_html(app)
