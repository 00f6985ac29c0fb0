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


def test_text_has_a_line_for_each(september: dict[str, Any]) -> None:
    """One line for the month and one for each indicator and task, without the minus sign that GBK lacks."""
    text = board_text(september)
    assert len(text.splitlines()) == 1 + len(september["indicators"]) + len(september["tasks"])
    assert "−" not in text
