"""A board as plain values and as lines for a terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from indicators.evaluation import board
from indicators.export.board_json import board_json, board_text
from indicators.period import Period

if TYPE_CHECKING:
    from indicators.store.store import Store


@pytest.fixture
def september(simulated: Store) -> dict[str, Any]:
    """The whole zone in September 2024."""
    return board_json(board(simulated.snapshot(), None, Period(2024, 9)))


def test_json_has_no_nan(september: dict[str, Any]) -> None:
    """What is absent is null."""
    assert json.loads(json.dumps(september, allow_nan=False)) == september


def test_gaps(september: dict[str, Any]) -> None:
    """A program gets the gap in the unit and in 百分点; a terminal says of a rate that it has no schedule."""
    rows = {row["indicator"]: row for row in september["indicators"]}
    deliveries = rows["li_auto_deliveries"]
    assert (round(deliveries["gap"], 4), round(deliveries["gap_points"], 2)) == (-25.8188, -32.27)
    lines = board_text(september).splitlines()
    assert any("理想汽车新车交付" in line and "时序差 -32.3 百分点" in line for line in lines)
    assert any("地区生产总值增速" in line and "与目标差 " in line for line in lines)


def test_text_has_a_line_for_each(september: dict[str, Any]) -> None:
    """One line for the month and one for each indicator and task, without the minus sign that GBK lacks."""
    text = board_text(september)
    assert len(text.splitlines()) == 1 + len(september["indicators"]) + len(september["tasks"])
    assert "−" not in text
