"""The end of a year in words."""

from __future__ import annotations

from typing import Any

import pytest

from indicators.wording import closed_word, final_number, missed_text, revised_text, year_message

ROW: dict[str, Any] = {
    "status": "slow", "kind": "flow", "direction": "more", "unit": "亿元", "decimals": 2, "target": 2500.0, "actual": 2312.3,
    "remaining": 187.7, "gap": -187.7, "gap_points": -7.508, "plan_to_date": 2500.0, "revised_actual": float("nan"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "差187.70亿元（7.5个百分点）"),
        ({"status": "achieved"}, ""),
        ({"status": "stale"}, ""),
        ({"status": "on_schedule", "remaining": 0.0}, ""),
        ({"direction": "less", "target": 5.0, "actual": 7.0, "remaining": -2.0, "decimals": 0, "unit": "起"}, "超2起（40.0个百分点）"),
        ({"direction": "less", "target": 0.0, "actual": 1.0, "remaining": -1.0, "decimals": 0, "unit": "起"}, "超1起"),
        ({"kind": "rate", "unit": "%", "decimals": 1, "remaining": 0.3, "gap": -0.3, "gap_points": -0.3}, "低0.3个百分点"),
        ({"kind": "mean", "direction": "less", "unit": "微克/立方米", "decimals": 1, "remaining": -1.4, "gap": -1.4,
          "gap_points": float("nan")}, "高1.4微克/立方米"),
    ],
)  # fmt: skip
def test_what_was_missed(changes: dict[str, Any], text: str) -> None:
    """In the unit and in 百分点 of the target; what has no schedule as its verdict says it."""
    assert missed_text(ROW | changes) == text


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "2,312.30亿元（正式）"),
        ({"state": "", "origin": "演示"}, "2,312.30亿元（状态未注明，演示）"),
        ({"actual_month": 9.0}, "12月未报送（9月2,312.30亿元）"),
        ({"actual": float("nan"), "actual_month": float("nan"), "state": float("nan")}, "未报送"),
    ],
)
def test_final_number(changes: dict[str, Any], text: str) -> None:
    """Of December with its state; an earlier month's is none of the year, and what nobody reported has none."""
    december = ROW | {"actual_month": 12.0, "state": "正式", "origin": "报送"}
    assert final_number(december | changes) == text


def test_what_was_revised() -> None:
    """Only what is another number now is said; what was missing at closing was not revised but came later."""
    assert revised_text(ROW) == ""
    assert revised_text(ROW | {"revised_actual": 2712.3}) == "其后修订为2,712.30亿元"
    assert revised_text(ROW | {"revised_actual": 2712.3, "actual": float("nan")}) == "其后报送2,712.30亿元"


def test_the_message_of_a_year() -> None:
    """What there is none of is not said."""
    counts = {"reached": 9, "missed": 3, "open": 2}
    assert (
        year_message(2024, counts, 6) == "2024年：14项指标中9项完成，3项未完成，2项尚无正式数；6项任务未完成"
    )
    assert year_message(2024, {"reached": 2}, 0) == "2024年：2项指标中2项完成；任务均已完成"


def test_closed_verdicts_have_words() -> None:
    """Of indicators, of tasks, and of what was cancelled."""
    assert [closed_word(status) for status in ("behind", "overdue", "cancelled")] == [
        "滞后",
        "超期",
        "已取消",
    ]
