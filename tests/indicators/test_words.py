"""How numbers and verdicts are said."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.settings import Settings
from indicators.words import (
    STATUS,
    TASK_STATUS,
    gap_text,
    headline,
    number,
    percent,
    points_text,
    yoy_text,
    ytd_text,
)

NAN = float("nan")
SAID = {
    "achieved": "已完成✔",
    "on_schedule": "达到时序●",
    "slow": "略慢▲",
    "behind": "滞后■",
    "awaiting": "待报送○",
    "stale": "逾期未报◌",
    "unplanned": "计划待下达▢",
}


def row(**changes: Any) -> dict[str, Any]:
    """理想汽车 in September 2024, as a board holds it."""
    return {
        "name": "理想汽车新车交付", "unit": "万辆", "kind": "flow", "direction": "more", "decimals": 2,
        "responsible_unit": "", "status": "behind", "actual": 34.1812, "actual_month": 9.0,
        "plan_to_date": 60.0, "target": 80.0, "remaining": 45.8188, "completion": 34.1812 / 80,
        "gap_points": -32.2735, "last_year": 24.4225, "yoy": 0.3996, "yoy_points": NAN, "yoy_published": False,
    } | changes  # fmt: skip


RATE = {"kind": "rate", "unit": "%", "decimals": 1, "completion": NAN, "target": 8.0, "plan_to_date": 8.0}


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (2.5, 0, "3"),
        (-2.5, 0, "−3"),
        (0.125, 2, "0.13"),
        (-0.125, 2, "−0.13"),
        (2.675, 2, "2.68"),
        (1842.6, 2, "1,842.60"),
        (-1234567.0, 0, "−1,234,567"),
        (0.0, 0, "0"),
        (0, 2, "0.00"),
        (-0.004, 2, "0.00"),
        *((absent, 2, "—") for absent in (None, NAN, pd.NaT, float("inf"))),
    ],
)
def test_number(value: float | None, decimals: int, text: str) -> None:
    """Halves away from zero, a true minus, thousands apart, — for what is absent; a real 0 is 0, never −0."""
    assert number(value, decimals) == text


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=4), st.integers(0, 3))
def test_number_rounds_what_was_reported(value: Decimal, decimals: int) -> None:
    """The decimal that was typed is rounded, not the binary float beside it."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert Decimal(number(float(value), decimals).replace("−", "-").replace(",", "")) == rounded


def test_sign() -> None:
    """Where a sign is asked for, growth has a plus and nothing has none."""
    assert [number(value, 1, sign=True) for value in (3.4, -3.4, 0.04)] == ["+3.4", "−3.4", "0.0"]


def test_percent() -> None:
    """A ratio is per cent with one decimal; absent is —, without a per cent sign."""
    assert [percent(ratio) for ratio in (0.42727, 1.1, 0.0, None, NAN)] == [
        "42.7%",
        "110.0%",
        "0.0%",
        "—",
        "—",
    ]
    assert percent(0.3996, sign=True) == "+40.0%"


@pytest.mark.parametrize("tenths", [45, 185, 295, 715])
def test_percent_rounds_halves_away_from_zero(tenths: int) -> None:
    """A completion of exactly 0.45 % is shown as 0.5%, like every half."""
    assert percent(tenths / 10_000) == f"{(Decimal(tenths) / 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def test_points() -> None:
    """A gap is told in 百分点 with its sign, never in %."""
    texts = [points_text(points) for points in (-32.2735, 3.4, NAN)]
    assert texts == ["−32.3 百分点", "+3.4 百分点", "—"]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "慢32.3个百分点"),
        ({"gap_points": 3.37, "status": "on_schedule"}, "快3.4个百分点"),
        ({"gap_points": -0.04, "status": "slow"}, "持平"),
        ({"direction": "less"}, "超32.3个百分点"),
        ({"direction": "less", "gap_points": 25.0, "status": "on_schedule"}, "低25.0个百分点"),
        ({"status": "achieved", "gap_points": 5.0}, ""),
        ({"gap_points": NAN, "status": "stale"}, ""),
        ({"kind": "count", "unit": "个", "plan_to_date": 0, "actual": 0, "gap_points": 0.0}, "现要求为0"),
        ({"kind": "stock", "unit": "家", "decimals": 0, "status": "withheld", "remaining": 5.0}, "距目标5家"),
        ({**RATE, "gap_points": -0.5}, "低0.5个百分点"),
        ({**RATE, "gap_points": 0.5}, "高0.5个百分点"),
        ({**RATE, "gap_points": 0.5, "status": "achieved"}, "高0.5个百分点"),
        ({**RATE, "gap_points": -0.5, "direction": "less"}, "高0.5个百分点"),
        ({**RATE, "gap_points": 0.5, "direction": "less"}, "低0.5个百分点"),
    ],
)
def test_gap(changes: dict[str, Any], text: str) -> None:
    """Schedules are met 快 or 慢, rates lie 高 or 低; where less is better a good rate is the lower one."""
    assert gap_text(row(**changes)) == text


def test_headline() -> None:
    """理想汽车 by September 2024, word for word."""
    assert headline(row()) == "理想汽车新车交付：1—9月34.18万辆，完成全年计划42.7%，慢于时序32.3个百分点"


@pytest.mark.parametrize(
    ("changes", "end"),
    [
        ({"actual": NAN, "status": "awaiting"}, "：本年尚无数据，待报送（责任单位待明确）"),
        ({"actual": NAN, "status": "awaiting", "responsible_unit": "经发局"}, "待报送（经发局）"),
        ({"status": "stale", "gap_points": NAN}, "完成全年计划42.7%，逾期未报"),
        ({"status": "unplanned", "completion": NAN, "gap_points": NAN}, "1—9月34.18万辆，计划待下达"),
        ({"status": "achieved", "actual": 88.0, "completion": 1.1}, "完成全年计划110.0%，已完成全年目标"),
        ({"status": "on_schedule", "gap_points": 3.37}, "快于时序3.4个百分点"),
        (
            {**RATE, "actual": 7.5, "gap_points": -0.5, "status": "slow"},
            "：1—9月7.5%，低于年度目标0.5个百分点",
        ),
        ({**RATE, "actual": 8.5, "gap_points": -0.5, "direction": "less"}, "高于年度目标0.5个百分点"),
        ({"kind": "stock", "actual": 71.0, "unit": "家", "decimals": 0, "gap_points": 0.02}, "与时序持平"),
        ({"kind": "count", "plan_to_date": 0.0, "actual": 1.0, "status": "on_schedule"}, "已超前于时序"),
        ({"kind": "count", "plan_to_date": 0.0, "actual": 0.0, "status": "on_schedule"}, "目前时序要求为0"),
    ],
)
def test_headline_of_every_case(changes: dict[str, Any], end: str) -> None:
    """The sentence ends with what the verdict says; a rate knows no 时序, old data get no comparison."""
    assert headline(row(**changes)).endswith(end)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "count", "direction": "less", "plan_to_date": 0.0, "actual": 1.0, "gap_points": -100.0},
        {**RATE, "target": 0.0, "plan_to_date": 0.0, "actual": -2.0, "gap_points": -2.0},
    ],
)
def test_behind_is_never_called_ahead(changes: dict[str, Any]) -> None:
    """One accident where none is allowed yet, or a fall where 0 % was asked, is behind and said to be so."""
    assert "超前" not in headline(row(**changes))


def test_rate_of_zero_knows_no_schedule() -> None:
    """A rate that meets its target of 0 % is 持平: a growth target gets no 时序."""
    zero = row(**RATE | {"plan_to_date": 0.0, "actual": 0.0, "gap_points": 0.0, "status": "on_schedule"})
    assert "时序" not in gap_text(zero) + headline(zero)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "+40.0%"),
        ({"yoy": NAN}, "—"),
        ({"kind": "rate", "yoy_points": -0.5}, "−0.5百分点"),
        ({"kind": "count", "unit": "个", "actual": 21.0, "last_year": 18.0}, "+3个"),
        ({"kind": "count", "last_year": NAN}, "—"),
    ],
)
def test_year_on_year(changes: dict[str, Any], text: str) -> None:
    """同比 is per cent, for rates points, for counts pieces."""
    assert yoy_text(row(**changes)) == text


def test_span() -> None:
    """A flow covers 1—9月, January is 1月, a stock stands at 9月末."""
    assert [ytd_text(9), ytd_text(1), ytd_text(9, "stock")] == ["1—9月", "1月", "9月末"]


def test_words_and_shapes_of_verdicts() -> None:
    """Every verdict has the word and shape agreed on, and no two share one: colour only supports."""
    assert SAID.items() <= {code: said.word + said.shape for code, said in STATUS.items()}.items()
    for verdicts in (STATUS, TASK_STATUS):
        assert all(said.word and len(said.shape) == 1 for said in verdicts.values())
        assert len({said.shape for said in verdicts.values()}) == len(verdicts)
        assert len({said.word for said in verdicts.values()}) == len(verdicts)


def test_legend_tells_the_thresholds() -> None:
    """The legend's rules carry the thresholds in force, and leave no blank unfilled."""
    rules = Settings()
    values = {
        "slow_pace": number(rules.status.slow_pace, 2),
        "slow_rate": number(-rules.status.slow_rate_points, 1),
        "due_soon": rules.tasks.due_soon_days,
    }
    legend = {said.word: said.rule.format(**values) for said in (*STATUS.values(), *TASK_STATUS.values())}
    assert all("{" not in rule and rule for rule in legend.values())
    assert "0.90" in legend["略慢"]
    assert "1.0 个百分点" in legend["滞后"]
    assert legend["临期"] == "30 天内到期"
