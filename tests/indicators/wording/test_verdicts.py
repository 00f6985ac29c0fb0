"""Verdicts in words: each has one word and one shape, and its sentence says what the number says."""

from __future__ import annotations

from typing import Any

import pytest

from indicators.settings import Settings
from indicators.wording import (
    STATUS,
    TASK_STATUS,
    gap_figure,
    gap_label,
    gap_text,
    headline,
    number,
    progress_text,
    report_sentence,
    target_text,
    task_detail,
    task_quote,
    ytd_text,
)

NAN = float("nan")
SHOWN = {
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
        "gap": -25.8188, "gap_points": -32.2735,
    } | changes  # fmt: skip


RATE = {"kind": "rate", "unit": "%", "decimals": 1, "completion": NAN, "target": 8.0, "plan_to_date": 8.0}
PM25 = {
    "kind": "mean", "unit": "微克/立方米", "direction": "less", "decimals": 1, "target": 32.0, "plan_to_date": 32.0,
    "actual": 33.4, "completion": NAN, "gap": -1.4, "gap_points": NAN, "status": "slow",
}  # fmt: skip
LOSS = {
    "unit": "亿元", "target": -2.0, "plan_to_date": -1.5, "actual": -3.0, "completion": NAN, "gap": -1.5,
    "gap_points": -75.0,
}  # fmt: skip
ACCIDENT = {
    "kind": "count", "unit": "起", "direction": "less", "decimals": 0, "target": 0.0, "plan_to_date": 0.0,
    "actual": 1.0, "completion": NAN, "gap": -1.0, "gap_points": NAN,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "慢32.3个百分点"),
        ({"gap_points": 3.37, "status": "on_schedule"}, "快3.4个百分点"),
        ({"gap_points": -0.04, "status": "slow"}, "持平"),
        ({"direction": "less"}, "超32.3个百分点"),
        ({"direction": "less", "gap_points": 25.0, "status": "on_schedule"}, "低25.0个百分点"),
        ({"status": "achieved", "gap_points": 5.0}, ""),
        ({"gap": NAN, "gap_points": NAN, "status": "stale"}, ""),
        ({"kind": "count", "unit": "个", "plan_to_date": 0, "actual": 0, "gap_points": 0.0}, "现要求为0"),
        ({"kind": "stock", "unit": "家", "decimals": 0, "status": "withheld", "remaining": 5.0}, "距目标5家"),
        (
            {"kind": "stock", "unit": "万亩", "direction": "less", "status": "withheld", "remaining": -1.5},
            "距目标1.50万亩",
        ),
        ({**RATE, "gap_points": -0.5}, "低0.5个百分点"),
        ({**RATE, "gap_points": 0.5}, "高0.5个百分点"),
        ({**RATE, "gap_points": 0.5, "status": "achieved"}, "高0.5个百分点"),
        ({**RATE, "gap_points": -0.5, "direction": "less"}, "高0.5个百分点"),
        ({**RATE, "gap_points": 0.5, "direction": "less"}, "低0.5个百分点"),
        ({**RATE, "unit": "‰", "gap": -0.3, "gap_points": -0.3}, "低0.3‰"),
        (PM25, "高1.4微克/立方米"),
        ({**PM25, "gap": 1.0, "status": "achieved"}, "低1.0微克/立方米"),
        ({**PM25, "gap": -0.02}, "持平"),
        ({**PM25, "unit": "吨标准煤/万元", "decimals": 3, "gap": -0.024}, "高0.024吨标准煤/万元"),
        ({**PM25, "unit": "万元/亩", "direction": "more", "gap": -3.0}, "低3.0万元/亩"),
        ({**LOSS, "gap_points": -75.0}, "慢75.0个百分点"),
        ({**ACCIDENT}, "超1起"),
        ({**ACCIDENT, "actual": 0.0, "gap": 0.0, "status": "on_schedule"}, "现要求为0"),
        (
            {**LOSS, "target": 0.0, "plan_to_date": 0.0, "actual": -0.5, "gap": -0.5, "gap_points": NAN},
            "慢0.50亿元",
        ),
    ],
)
def test_gap(changes: dict[str, Any], text: str) -> None:
    """Schedules are met 快 or 慢, rates and means lie 高 or 低; what is no share and no % is said in its unit."""
    assert gap_text(row(**changes)) == text


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "−32.3 百分点"),
        ({"gap_points": 3.4}, "+3.4 百分点"),
        ({**RATE, "gap_points": -0.5}, "−0.5 百分点"),
        ({"gap": NAN, "gap_points": NAN}, "—"),
        (PM25, "高1.4微克/立方米"),
        (ACCIDENT, "超1起"),
    ],
)
def test_gap_as_a_figure(changes: dict[str, Any], text: str) -> None:
    """百分点 have a sign, positive is good; in a unit +1.4 could mean the bad, so it is said in words."""
    assert gap_figure(row(**changes)) == text


def test_headline() -> None:
    """理想汽车 by September 2024, word for word."""
    assert headline(row()) == "理想汽车新车交付：1—9月34.18万辆，完成年度计划42.7%，慢于时序32.3个百分点"


def test_a_letter_of_a_name_that_ends_in_a_figure() -> None:
    """The span is set off from it: PM2.51—9月 would be read as another number."""
    assert report_sentence(row(yoy=0.4)).startswith("理想汽车新车交付1—9月34.18万辆，")
    assert report_sentence(row(yoy=0.4, name="PM2.5")).startswith("PM2.5：1—9月34.18万辆，")


@pytest.mark.parametrize(
    ("changes", "end"),
    [
        ({"actual": NAN, "status": "awaiting"}, "：本年尚无数据，待报送（责任单位待明确）"),
        ({"actual": NAN, "status": "awaiting", "responsible_unit": "经发局"}, "待报送（经发局）"),
        ({"status": "stale", "gap": NAN, "gap_points": NAN}, "完成年度计划42.7%，逾期未报"),
        ({"status": "unplanned", "completion": NAN, "gap_points": NAN}, "1—9月34.18万辆，计划待下达"),
        ({"status": "achieved", "actual": 88.0, "completion": 1.1}, "完成年度计划110.0%，已完成全年目标"),
        ({"status": "on_schedule", "gap_points": 3.37}, "快于时序3.4个百分点"),
        (
            {**RATE, "actual": 7.5, "gap_points": -0.5, "status": "slow"},
            "：1—9月7.5%，低于年度目标0.5个百分点",
        ),
        ({**RATE, "actual": 8.5, "gap_points": -0.5, "direction": "less"}, "高于年度目标0.5个百分点"),
        ({"kind": "stock", "actual": 71.0, "unit": "家", "decimals": 0, "gap_points": 0.02}, "与时序持平"),
        (PM25, "：1—9月33.4微克/立方米，高于年度目标1.4微克/立方米"),
        ({**PM25, "gap": 0.0}, "33.4微克/立方米，与年度目标持平"),
        ({**PM25, "unit": "万元/亩", "direction": "more", "gap": 2.5}, "高于年度目标2.5万元/亩"),
        (LOSS, "：1—9月−3.00亿元，慢于时序75.0个百分点"),
        (ACCIDENT, "：1—9月1起，超出时序上限1起"),
        ({**ACCIDENT, "actual": 0.0, "gap": 0.0, "status": "on_schedule"}, "1—9月0起，目前时序要求为0"),
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
    """One accident where none is allowed yet, or a fall where 0 % was asked, is behind, in words too."""
    assert "超前" not in headline(row(**changes))


def test_rate_of_zero_knows_no_schedule() -> None:
    """A rate that meets its target of 0 % is 持平: a growth target gets no 时序."""
    zero = row(**RATE | {"plan_to_date": 0.0, "actual": 0.0, "gap_points": 0.0, "status": "on_schedule"})
    assert "时序" not in gap_text(zero) + headline(zero)


def test_span() -> None:
    """A flow covers 1—9月, January is 1月, a stock is a level at 9月末."""
    assert [ytd_text(9), ytd_text(1), ytd_text(9, "stock")] == ["1—9月", "1月", "9月末"]


def test_words_and_shapes_of_verdicts() -> None:
    """Every verdict has the word and shape agreed on, and no two share one: colour only supports."""
    assert SHOWN.items() <= {code: verdict.word + verdict.shape for code, verdict in STATUS.items()}.items()
    for verdicts in (STATUS, TASK_STATUS):
        assert all(verdict.word and len(verdict.shape) == 1 for verdict in verdicts.values())
        assert len({verdict.shape for verdict in verdicts.values()}) == len(verdicts)
        assert len({verdict.word for verdict in verdicts.values()}) == len(verdicts)


def test_legend_tells_the_thresholds() -> None:
    """The legend's rules carry the thresholds in force, and leave no blank unfilled."""
    rules = Settings()
    values = {
        "slow_pace": number(rules.status.slow_pace, 2),
        "slow_gap": number(-rules.status.slow_gap_points, 1),
        "slow_rate": number(-rules.status.slow_rate_points, 1),
        "stale_cycles": rules.status.stale_cycles,
        "due_soon": rules.tasks.due_soon_days,
    }
    legend = {
        verdict.word: verdict.rule.format(**values) for verdict in (*STATUS.values(), *TASK_STATUS.values())
    }
    assert all("{" not in rule and rule for rule in legend.values())
    assert "0.90" in legend["略慢"]
    assert "1.0 个百分点" in legend["滞后"]
    assert "−10.0 个百分点" in legend["滞后"]
    assert legend["逾期未报"].startswith("最新数据早于 1 个报送周期以上")
    assert legend["临期"] == "30天内到期"


def test_target() -> None:
    """A target is written in the words of the plan; where there is none it is still to come."""
    assert [target_text({"wording": wording}) for wording in ("挑战80万辆", NAN, None)] == [
        "挑战80万辆",
        "待下达",
        "待下达",
    ]


def test_gap_has_a_name() -> None:
    """A rate and a mean are compared with their target: they know no schedule."""
    labels = [gap_label({"kind": kind}) for kind in ("flow", "rate", "mean")]
    assert labels == ["时序差", "与目标差", "与目标差"]


def test_under_way_is_not_on_schedule() -> None:
    """A task whose day has not come is neither good nor bad, and looks like no verdict of an indicator."""
    under_way = TASK_STATUS["in_progress"]
    assert under_way.tone == "none"
    assert under_way.shape not in {verdict.shape for verdict in STATUS.values()}


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "1—9月　完成 42.7%"),
        (RATE | {"yoy_points": 0.9}, "1—9月　同比 +0.9百分点"),
        (RATE | {"yoy_points": NAN}, "1—9月"),
        ({"actual": NAN, "completion": NAN}, ""),
    ],
)
def test_progress(changes: dict[str, Any], text: str) -> None:
    """What a value is of the year's target; of what has no completion, how it has grown; of no value, nothing."""
    assert progress_text({"yoy": NAN} | row(**changes)) == text


@pytest.mark.parametrize(
    ("status", "days", "text"),
    [
        ("overdue", -153, "153天"),
        ("due_soon", 12, "还有12天"),
        ("due_soon", 0, "月底到期"),
        ("awaiting", -1, "时限已过"),
        ("in_progress", 60, ""),
        ("in_progress", NAN, ""),
    ],
)
def test_task_detail(status: str, days: float, text: str) -> None:
    """Days are said where they press."""
    assert task_detail({"status": status, "days": days}) == text


def test_task_quote() -> None:
    """A task without words of its own in the plan quotes nothing."""
    assert task_quote({"quote": "前黄项目预计4月交付"}) == "计划原文：“前黄项目预计4月交付”"
    assert {task_quote({"quote": quote}) for quote in ("", "同上", None)} == {""}
