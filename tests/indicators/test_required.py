"""What the rest of the year needs, in numbers and in words."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.board import Board, board
from indicators.outlook import needed_sentence, needed_text
from indicators.period import Period
from indicators.required import required
from indicators.seed import open_store

NAN = float("nan")


def rows(**changes: Any) -> pd.DataFrame:
    """理想汽车 in September 2024 unless told otherwise, as the board hands it over."""
    row = {
        "kind": "flow", "target": 80.0, "actual": 34.1812, "baseline": NAN, "actual_month": 9.0,
        "last_year": 24.4225, "status": "behind",
    } | changes  # fmt: skip
    return pd.DataFrame([row], index=["li_auto_deliveries"])


def last_year(december: float = 37.6030) -> pd.DataFrame:
    """A year before, of which only December's value matters."""
    return pd.DataFrame({month: [december] for month in range(1, 13)}, index=["li_auto_deliveries"])


def needs(month: int = 9, **changes: Any) -> dict[str, Any]:
    """One indicator's answer."""
    return required(rows(**changes), last_year(), month=month).iloc[0].to_dict()


@pytest.fixture(scope="module")
def september(tmp_path_factory: pytest.TempPathFactory) -> Board:
    """The whole zone with demonstration data."""
    tables = open_store(str(tmp_path_factory.mktemp("tables")), with_demo=True).snapshot()
    return board(tables, None, Period(2024, 9))


def test_worked_number() -> None:
    """As worked by hand from the published figures."""
    worked = needs()
    assert worked["months_left"] == 3
    assert worked["needed"] == pytest.approx((80 - 34.1812) / 3)
    assert worked["average"] == pytest.approx(34.1812 / 9)
    assert worked["last_year_average"] == pytest.approx((37.6030 - 24.4225) / 3)


@given(
    actual=st.floats(0, 1e6), target=st.floats(1, 1e6), month=st.integers(1, 11),
    kind=st.sampled_from(["flow", "count", "stock"]),
)  # fmt: skip
def test_what_is_needed_leads_to_the_target(actual: float, target: float, month: int, kind: str) -> None:
    """Value + needed x months left = target, for whatever adds up or rises."""
    answer = needs(actual=actual, target=target, actual_month=float(month), kind=kind, baseline=0.0)
    assert actual + answer["needed"] * answer["months_left"] == pytest.approx(target, abs=1e-3)


@given(actual=st.floats(-20, 40), month=st.integers(1, 11))
def test_rate_averages_to_its_target(actual: float, month: int) -> None:
    """Months so far and months left, each weighing the same, average to a rate's target."""
    answer = needs(kind="rate", target=8.0, actual=actual, actual_month=float(month))
    assert (actual * month + answer["needed"] * (12 - month)) / 12 == pytest.approx(8.0)


@pytest.mark.parametrize("status", ["unplanned", "awaiting", "stale", "achieved"])
def test_nothing_is_asked(status: str) -> None:
    """Without a plan, a value or a recent one, or with the target reached, nothing is asked of the rest."""
    assert pd.isna(needs(status=status)["needed"])


def test_nothing_is_left_in_december() -> None:
    """The year is over, even where September is the newest value."""
    assert pd.isna(needs(actual_month=12.0)["needed"])
    assert pd.isna(needs(month=12)["needed"])


def test_stock_counts_from_last_december() -> None:
    """A stock's average is its rise a month; without the level it rose from there is none."""
    assert needs(kind="stock", baseline=16.1812)["average"] == pytest.approx(2.0)
    assert pd.isna(needs(kind="stock")["average"])


@pytest.mark.parametrize(
    ("indicator", "sentence"),
    [
        ("li_auto_deliveries", "后三月需月均15.3万辆，是前九月月均的4.0倍，去年同期月均为4.4万辆"),
        ("new_projects", "后三月还需9个，前九月共41个，去年同期13个"),
        ("unicorns", "后三月还需净增3家，前九月净增1家，去年同期净增1家"),
        ("reserved_land", "后三月还需净增0.37万亩"),
        ("gdp_growth", "四季度需达到约9.5%（按各季等权近似）"),
        ("budget_revenue_growth", "后三月需达到约4.4%（按各月等权近似）"),
        ("projects_3bn", ""),
        ("local_parts_share", ""),
    ],
)
def test_sentences(september: Board, indicator: str, sentence: str) -> None:
    """Each kind is said as an official would say it; nothing is said where nothing is needed."""
    assert needed_sentence(september.row(indicator)) == sentence


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"remaining": 6.0, "needed": 2.0}, "后三月不超过6.0万辆"),
        ({"remaining": -1.5, "needed": -0.5}, "已超全年上限1.5万辆"),
        ({"kind": "rate", "needed": 31.0, "unit": ""}, "后三月须不高于约31.0"),
    ],
)
def test_less_is_better(september: Board, changes: dict[str, Any], text: str) -> None:
    """A cap leaves room, or is broken; it is never something to be reached."""
    row = september.row("li_auto_deliveries") | {"direction": "less"} | changes
    assert needed_text(row) == text


def test_last_month_and_quarters(september: Board) -> None:
    """One month left is named, and what is published by quarter is asked by quarter."""
    assert needed_text(september.row("li_auto_deliveries") | {"months_left": 1}) == "12月需15.3万辆"
    assert needed_text(september.row("gdp_growth") | {"months_left": 6}).startswith("后两个季度需达到")


def test_january_is_no_month_before(september: Board) -> None:
    """前一月 would be the month before: of January alone the sentence says 1月."""
    january = {"actual_month": 1.0, "months_left": 11.0}
    assert "，是1月的" in needed_sentence(september.row("li_auto_deliveries") | january)
    assert "，1月净增" in needed_sentence(september.row("unicorns") | january)
