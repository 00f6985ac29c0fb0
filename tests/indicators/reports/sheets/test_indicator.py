"""The sheet of an indicator: its figures are the board's, its history that of the tables."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pypdf
import pytest

from indicators.evaluation import MONTHS, board
from indicators.follow_up import Answer, record_answer
from indicators.labels import NO_VALUE, is_missing
from indicators.period import Period
from indicators.reports.sheets.indicator import indicator_sheet
from indicators.store.schemas import DEMO
from indicators.store.upload import Upload
from indicators.uploads.commit import commit_upload
from indicators.wording import (
    amount,
    gap_text,
    headline,
    needed_sentence,
    number,
    percent,
    target_text,
    year_end_answer,
    yoy_text,
    ytd_text,
)
from tests.reports import ECONOMY, output, previewed

if TYPE_CHECKING:
    from indicators.store.store import Store

SEPTEMBER = Period(2024, 9)


def pages_of(store: Store, indicator: str) -> list[str]:
    """The words on each page of its sheet, without blanks."""
    tables = store.snapshot()
    content = indicator_sheet(tables, board(tables, None, SEPTEMBER), indicator)
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def missing(texts: list[str], page: str) -> list[str]:
    """Which of them are not on the page; what is absent need not be."""
    return [text for text in texts if text not in {"", NO_VALUE} and "".join(text.split()) not in page]


@pytest.mark.parametrize(
    "indicator", ["li_auto_deliveries", "gdp_growth", "unicorns", "new_premises_area", "projects_10bn", "local_parts_share"]
)  # fmt: skip
def test_figures_are_those_of_the_board(simulated: Store, indicator: str) -> None:
    """One sheet of A4 says what the screens say, in their words: verdict, figures, outlook, and the year month by month."""
    tables = simulated.snapshot()
    shown = board(tables, None, SEPTEMBER)
    row, year = shown.row(indicator), shown.year_of(indicator)
    (page,) = pages_of(simulated, indicator)
    scheduled = row["kind"] not in {"rate", "mean"}
    said = [
        row["name"],
        headline(row).removeprefix(f"{row['name']}："),
        target_text(row),
        yoy_text(row),
        row["definition"],
    ]
    said += [needed_sentence(row), year_end_answer(row) if scheduled else "", gap_text(row)]
    said += [percent(row["completion"]), amount(row, "plan_to_date")] if scheduled else []
    columns = [
        name
        for name in ("plan", "actual", "last_year", "single", "last_single")
        if not year[name].isna().all()
    ]
    # Each row as it stands: span, figures, origin.
    said += [
        ytd_text(month, row["kind"])
        + "".join(number(value, int(row["decimals"])) for value in year.loc[month, columns])
        + (NO_VALUE if is_missing(year.loc[month, "origin"]) else year.loc[month, "origin"])
        for month in MONTHS
    ]
    assert missing(said, page) == []


def test_demonstration_says_so(simulated: Store, seeded: Store) -> None:
    """What shows a simulated figure or unit says so above and below; what does not has no such word."""
    (page,) = pages_of(simulated, "industrial_output")
    assert "含演示数据" in page
    assert "经发局（演示）" in page
    (page,) = pages_of(seeded, "li_auto_deliveries")
    assert DEMO not in page


def test_sources_are_named(seeded: Store) -> None:
    """Each document stands with the months it is for."""
    (page,) = pages_of(seeded, "li_auto_deliveries")
    assert "公开：理想汽车2024年三季度业绩公告（LiAutoQ32024results(152,831)）（9月）" in page


def test_revisions_and_plan_versions(store: Store) -> None:
    """A value that was revised and a plan that was changed stand with what they were, by whom."""
    for value in (1820.55, 1815.02):
        commit_upload(store, previewed(store, output(value), ECONOMY), confirmed=True)
    plans = store.snapshot().plans
    of_2024 = plans[(plans["indicator"] == "industrial_output") & (plans["year"] == 2024)]
    revised = pd.DataFrame([{
        "indicator": "industrial_output", "lift": "industry", "year": 2024, "period": None, "target": 2450.0,
        "comparator": "at_least", "wording": "不低于2450亿元", "quote": "", "announced": date(2024, 7, 1), "origin": "报送",
    }])  # fmt: skip
    store.append("plans", revised, Upload.new("管理员"))
    (page,) = pages_of(store, "industrial_output")
    assert missing(["1,820.55", "1,815.02", "经发局", "不低于2450亿元", *of_2024["wording"]], page) == []
    assert "数据修订" in page
    assert "计划与调整" in page


def test_answer(store: Store) -> None:
    """What lags has its answer, quoted with who gave it; nobody's is asked for."""
    (page,) = pages_of(store, "li_auto_deliveries")
    assert "尚未报送原因和措施" in page
    record_answer(
        store, ECONOMY, "li_auto_deliveries", SEPTEMBER, Answer("新车型8月才上市", "四季度增开一班")
    )
    (page,) = pages_of(store, "li_auto_deliveries")
    assert "原因：“新车型8月才上市”（经发局" in page
    assert "尚未报送" not in page
