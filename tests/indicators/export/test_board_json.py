"""A board as plain values and as lines for a terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from indicators.evaluation import board
from indicators.export.board_json import board_json, board_text
from indicators.period import Period
from indicators.store.schemas import REPORTED
from indicators.store.upload import Upload

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


def test_what_the_plan_leaves_out_stands_apart(store: Store) -> None:
    """A program gets its value, too, next to what counts."""
    rows = [
        {"indicator": name, "lift": "safety", "year": 2025, "target": 1.0}
        for name in ("gazelles", "unicorns")
    ]
    store.append("plans", pd.DataFrame(rows).assign(origin=REPORTED), Upload.new("经发局"))
    values = [{"indicator": "new_projects", "lift": "industry", "period": "2025-02", "value": 7.0}]
    store.append("observations", pd.DataFrame(values).assign(origin=REPORTED), Upload.new("招商局"))
    january = board_json(board(store.snapshot(), None, Period(2025, 2)))
    assert [row["indicator"] for row in january["indicators"]] == ["unicorns", "gazelles"]
    outside = {row["indicator"]: row for row in january["unlisted"]}
    assert len(outside) == 12
    (value,) = [row for row in outside.values() if row["actual"] is not None]
    words = ("name", "actual", "actual_through", "status_word")
    assert [value[key] for key in words] == ["新签产业项目", 7.0, "2025-02", "未列入计划"]
