"""Numbers as text: rounded as people round, a true minus, and — for what is absent."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.wording import amount, number, percent, short_number, yoy_clause, yoy_text

NAN = float("nan")
# 理想汽车 in September 2024 next to September 2023.
GROWN: dict[str, Any] = {
    "kind": "flow", "unit": "万辆", "decimals": 2, "actual": 34.1812, "last_year": 24.4225, "yoy": 0.3996,
    "yoy_points": NAN, "yoy_published": False,
}  # fmt: skip


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
    """The decimal that was typed is rounded, not the binary float next to it."""
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


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "+40.0%"),
        ({"yoy": NAN}, "—"),
        ({"kind": "rate", "unit": "%", "yoy_points": -0.5}, "−0.5百分点"),
        ({"kind": "rate", "unit": "‰", "yoy_points": 1.2}, "+1.2‰"),
        ({"kind": "mean", "unit": "微克/立方米", "yoy": -0.0457}, "−4.6%"),
        ({"kind": "count", "unit": "个", "actual": 21.0, "last_year": 18.0}, "+3个"),
        ({"kind": "count", "last_year": NAN}, "—"),
    ],
)
def test_year_on_year(changes: dict[str, Any], text: str) -> None:
    """同比 is per cent, for rates in % points, for counts pieces."""
    assert yoy_text(GROWN | changes) == text


def test_amount() -> None:
    """An amount carries its unit and its decimals; what is absent has no unit."""
    assert [amount(GROWN, "actual"), amount(GROWN | {"actual": NAN}, "actual")] == ["34.18万辆", "—"]


def test_short_numbers() -> None:
    """From four digits on decimals say nothing from afar."""
    assert [short_number(value, 2) for value in (1796.46, 999.5, -1796.46, None)] == [
        "1,796",
        "999.50",
        "−1,796",
        "—",
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"kind": "flow", "yoy": 0.4, "yoy_published": False}, "同比增长40.0%"),
        ({"kind": "stock", "yoy": -0.005, "yoy_published": False}, "同比下降0.5%"),
        ({"kind": "flow", "yoy": 0.0, "yoy_published": True}, "同比持平"),
        ({"kind": "flow", "yoy": None, "yoy_published": False}, ""),
        ({"kind": "rate", "yoy_points": 0.9, "unit": "%"}, "同比提高0.9个百分点"),
        ({"kind": "rate", "yoy_points": -0.2, "unit": "‰"}, "同比降低0.2‰"),
        (
            {"kind": "count", "actual": 34, "last_year": 41, "yoy_published": False, "unit": "个"},
            "同比减少7个",
        ),
        ({"kind": "count", "yoy": 0.2, "yoy_published": True}, "同比增长20.0%"),
    ],
)
def test_yoy_as_a_sentence_says_it(row: dict[str, object], said: str) -> None:
    """A letter has words in place of signs: shares grow, rates rise, pieces are more."""
    assert yoy_clause(row) == said
