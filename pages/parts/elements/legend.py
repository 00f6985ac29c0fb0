"""The verdicts with the thresholds in force, folded."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from indicators.labels import join_names
from indicators.wording import STATUS, TASK_STATUS, exact_number
from parts.elements.pills import pill

if TYPE_CHECKING:
    from indicators.evaluation import Board


def legend_html(board: Board) -> str:
    """Every verdict with its rule, and how the figures are computed."""
    rules = board.settings
    thresholds = {
        "slow_pace": exact_number(rules.status.slow_pace, 2),
        "slow_gap": exact_number(-rules.status.slow_gap_points, 1),
        "slow_rate": exact_number(-rules.status.slow_rate_points, 1),
        "stale_cycles": str(rules.status.stale_cycles),
        "due_soon": str(rules.tasks.due_soon_days),
    }
    verdicts = [*STATUS.values(), *TASK_STATUS.values()]
    lines = "".join(f"<li>{pill(v)}{escape(v.rule.format_map(thresholds))}</li>" for v in verdicts)
    return (
        f'<details class="folded"><summary>图例与评价标准</summary><ul class="legend">{lines}</ul>'
        '<p class="quiet">时序进度＝已过月数÷12；时序计划＝按月份应完成的数；'
        "时序差＝（实际－时序计划）÷年度计划（取绝对值），单位为百分点；进度比＝实际÷时序计划；"
        "同比＝与上年同月份累计相比。增速、比率、均值类不套用时序进度，直接与年度目标比较。"
        "目标为零或负的不计完成率和进度比；应下降的期末数，完成率＝（上年末－实际）÷（上年末－目标）。"
        f"合计与分项之和可能因四舍五入略有出入。{escape(_tolerances(board))}</p></details>"
    )


def _tolerances(board: Board) -> str:
    """By how much an indicator may stay below its plan: 容差：GDP增速0.3个百分点. Empty where none may."""
    rows = board.indicators[board.indicators["tolerance"] > 0]
    names = join_names(
        f"{name}{exact_number(points, 1)}个百分点"
        for name, points in zip(rows["name"], rows["tolerance"], strict=True)
    )
    return f"低于计划不超过容差的仍为达到时序，容差：{names}。" if names else ""
