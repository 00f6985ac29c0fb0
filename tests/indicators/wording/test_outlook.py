"""What lies ahead, in words: never without 预计, its interval and its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from indicators.evaluation.board import Board, board
from indicators.export.board_json import board_json, board_text
from indicators.period import Period
from indicators.wording import (
    chance_text,
    method_text,
    needed_sentence,
    needed_text,
    outlook_text,
    rule_of_thumb_text,
    year_end_answer,
    year_end_text,
)

if TYPE_CHECKING:
    from indicators.store.snapshot import Snapshot
    from indicators.store.store import Store

NAN = float("nan")


@pytest.fixture(scope="module")
def tables(simulated: Store) -> Snapshot:
    """The seed with demonstration data."""
    return simulated.snapshot()


@pytest.fixture(scope="module")
def september(tables: Snapshot) -> Board:
    """The whole zone."""
    return board(tables, None, Period(2024, 9))


def test_the_method_is_what_was_done(tables: Snapshot) -> None:
    """With past years or without: the sentence under the projection says which."""
    row = board(tables, "industry", Period(2024, 9)).row("li_auto_deliveries")
    assert row["forecast_basis"] == "season"
    assert "近几年" in method_text(row)
    assert "按上年同期占比" in method_text(row)
    assert "没有完整的往年数据" in method_text(row | {"forecast_basis": "level"})


@pytest.mark.parametrize(
    ("thumb", "text"),
    [
        (58.5, "按上年同期占比推算全年为58.50万辆，在区间之外（偏高）"),
        (1234.5, "按上年同期占比推算全年为1,235万辆，在区间之外（偏高）"),
        (41.0, "按上年同期占比推算全年为41.00万辆，在区间之外（偏低）"),
        (52.61, ""),
        (NAN, ""),
    ],
)
def test_the_rule_of_thumb_where_it_differs(september: Board, thumb: float, text: str) -> None:
    """What officials reckon in their heads is said where the interval does not hold it, and nowhere else."""
    assert rule_of_thumb_text(september.row("li_auto_deliveries") | {"thumb": thumb}) == text


def test_whether_the_year_will_be_met(tables: Snapshot, september: Board) -> None:
    """The projection with its interval and the chance of the target; where there is none it says why, never a number."""
    answers = {name: year_end_answer(september.row(name)) for name in september.indicators.index}
    assert answers["li_auto_deliveries"] == "预计全年52.53万辆（50.07—55.38），几乎不可能达标（不到1%）"
    assert answers["industrial_invoicing"].endswith("，很可能达标（99%以上）")
    assert answers["gdp_growth"] == "比率不作全年预计，四季度需达到约9.5%"
    assert answers["local_parts_share"] == "待报送，暂不预计"
    assert answers["new_premises_area"] == "逾期未报，暂不预计"
    assert answers["reserved_land"] == "数据不足，暂不预计"
    assert year_end_answer(september.row("industrial_output") | {"chance": NAN}).endswith("）")
    december = board(tables, None, Period(2024, 12))
    current = december.indicators.index[december.indicators["actual_month"] == 12]
    assert len(current)
    assert {year_end_answer(december.row(name)) for name in current} == {""}


def test_every_projection_says_so(september: Board) -> None:
    """In words no projection goes without 预计 and its interval; rates have none; programs and terminals get them too."""
    answered = board_json(september)
    rows = {row["indicator"]: row for row in answered["indicators"]}
    for name in september.indicators.index:
        row, text = september.row(name), year_end_text(september.row(name))
        assert (text == "") == (row["kind"] == "rate" or row["status"] in {"awaiting", "stale"})
        assert text.startswith("预计") == bool(text)
        assert text.endswith("：数据不足") == (row["forecast_basis"] == "insufficient")
        assert ("—" in text) == (row["forecast_basis"] not in {"", "insufficient"})
        assert outlook_text(rows[name]) == outlook_text(row)
        assert outlook_text(row) in board_text(answered)
    assert all("chance" in item for item in answered["follow_ups"])


def test_words(september: Board) -> None:
    """The year end is called 预计, comes with its interval, and the chance has word and number."""
    row = september.row("li_auto_deliveries")
    assert year_end_text(row).startswith("预计全年52.")
    assert chance_text(row) == "预计达成概率：几乎不可能（不到1%）"
    assert chance_text(row | {"chance": 0.62, "likelihood": "fair"}) == "预计达成概率：有望（62%）"
    assert chance_text(row | {"chance": 0.3, "likelihood": "hard"}) == "预计达成概率：较难（30%）"
    assert chance_text(row | {"chance": 1.0, "likelihood": "likely"}) == "预计达成概率：很可能达成（99%以上）"
    assert "八成把握" in method_text(row)
    assert year_end_text(september.row("gazelles")).startswith("预计年末77家")
    assert outlook_text(september.row("gdp_growth")) == ""
    little = row | {"forecast_basis": "insufficient", "year_end": NAN, "chance": NAN}
    assert outlook_text(little) == "预计全年：数据不足"
    assert method_text(little).startswith("数据不足：本年不足三期")
    assert outlook_text(little | {"kind": "stock"}) == "预计年末：数据不足"
    assert method_text(little | {"kind": "stock"}).startswith("数据不足：没有上年末的数")


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
    """Each kind is written as an official would say it; nothing is written where nothing is needed."""
    assert needed_sentence(september.row(indicator)) == sentence


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"remaining": 6.0, "needed": 2.0}, "后三月不超过6.0万辆"),
        ({"remaining": -1.5, "needed": -0.5}, "已超全年上限1.5万辆"),
        ({"kind": "rate", "needed": 31.0, "unit": ""}, "后三月须不高于约31.0"),
        (
            {"kind": "mean", "needed": 27.8, "unit": "微克/立方米", "decimals": 1},
            "后三月须不高于约27.8微克/立方米",
        ),
        (
            {"kind": "mean", "needed": 0.362, "unit": "吨标准煤/万元", "decimals": 3},
            "后三月须不高于约0.362吨标准煤/万元",
        ),
        ({"kind": "mean", "needed": -4.0, "unit": "微克/立方米"}, "后三月即使为0，全年也高于目标"),
        ({"target": 0.0, "remaining": -1.0, "needed": -1 / 3}, "已超全年上限1.0万辆"),
        ({"target": -5.0, "remaining": -2.0, "needed": -2 / 3}, "后三月不超过−2.0万辆"),
        ({"kind": "stock", "remaining": -15.0, "needed": -5.0}, "后三月还需净减15.00万辆"),
        ({"kind": "stock", "remaining": 4.0, "needed": 4 / 3}, "后三月至多净增4.00万辆"),
        ({"kind": "stock", "remaining": 0.0, "needed": 0.0}, "后三月须保持"),
    ],
)
def test_less_is_better(september: Board, changes: dict[str, Any], text: str) -> None:
    """A cap leaves room, or is broken; only a level that shall fall still has a way to go."""
    row = september.row("li_auto_deliveries") | {"direction": "less"} | changes
    assert needed_text(row) == text


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"target": -2.0, "remaining": -0.8, "needed": -0.8 / 3}, "后三月不低于−0.80万辆"),
        ({"target": 0.0, "remaining": -6.0, "needed": -2.0}, "后三月不低于−6.0万辆"),
        ({"target": -2.0, "remaining": 1.0, "needed": 1 / 3, "average": -1 / 3, "last_year_average": NAN},
         "后三月需月均0.33万辆"),
        ({"kind": "stock", "remaining": -5.0, "needed": -5 / 3, "average": -5 / 9, "last_year_average": -1.0},
         "后三月至多净减5.00万辆，前九月净减5.00万辆，去年同期净减3.00万辆"),
    ],
)  # fmt: skip
def test_below_zero(september: Board, changes: dict[str, Any], text: str) -> None:
    """A loss that may still be made is no rise that is needed, and a loss so far is no average to be multiplied."""
    assert needed_sentence(september.row("li_auto_deliveries") | changes) == text


def test_level_that_shall_fall(september: Board) -> None:
    """What it fell so far and in the same months of last year is said as a fall."""
    falls = {
        "kind": "stock", "direction": "less", "target": 60.0, "actual": 75.0, "remaining": -15.0, "needed": -5.0,
        "average": -25 / 9, "last_year_average": 1.0,
    }  # fmt: skip
    sentence = "后三月还需净减15.00万辆，前九月净减25.00万辆，去年同期净增3.00万辆"
    assert needed_sentence(september.row("li_auto_deliveries") | falls) == sentence


def test_last_month_and_quarters(september: Board) -> None:
    """One month left is named, and what is published by quarter is asked by quarter."""
    assert needed_text(september.row("li_auto_deliveries") | {"months_left": 1}) == "12月需15.3万辆"
    assert needed_text(september.row("gdp_growth") | {"months_left": 6}).startswith("后两个季度需达到")


def test_january_is_no_month_before(september: Board) -> None:
    """前一月 would be the month before: of January alone the sentence says 1月."""
    january = {"actual_month": 1.0, "months_left": 11.0}
    assert "，是1月的" in needed_sentence(september.row("li_auto_deliveries") | january)
    assert "，1月净增" in needed_sentence(september.row("unicorns") | january)
