"""The figures of a board as a table with Chinese headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from indicators.catalogue import lifts
from indicators.wording import STATUS

if TYPE_CHECKING:
    from indicators.evaluation import Board


def figures_table(board: Board) -> pd.DataFrame:
    """Every indicator of the month's plan with its numbers, unrounded, amounts in its unit, ratios as ratios."""
    rows = board.indicators
    return pd.DataFrame({
        "提": rows["lift"].map({lift.lift: lift.name for lift in lifts().values()}), "指标": rows["name"],
        "单位": rows["unit"], "年度计划": rows["target"], "年度计划原文": rows["wording"], "本期累计": rows["actual"],
        "截至": [f"{board.through.year}-{month:02.0f}" if month > 0 else "" for month in rows["actual_month"]],
        "同比": rows["yoy"], "同比（百分点）": rows["yoy_points"], "时序计划": rows["plan_to_date"],
        "完成率": rows["completion"], "时序差（百分点）": rows["gap_points"],
        "评价": rows["status"].map({code: verdict.word for code, verdict in STATUS.items()}),
        "责任单位": rows["responsible_unit"], "数据性质": rows["origin"], "来源": rows["source"],
    })  # fmt: skip
