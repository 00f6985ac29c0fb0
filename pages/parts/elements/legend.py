"""The verdicts with the thresholds in force, folded."""

from __future__ import annotations

from html import escape

from indicators.settings import settings
from indicators.wording import STATUS, TASK_STATUS, number
from parts.elements.pills import pill


def legend_html() -> str:
    """Every verdict with its rule, and how the figures are computed."""
    rules = settings()
    thresholds = {
        "slow_pace": number(rules.status.slow_pace, 2),
        "slow_gap": number(-rules.status.slow_gap_points, 1),
        "slow_rate": number(-rules.status.slow_rate_points, 1),
        "due_soon": str(rules.tasks.due_soon_days),
        "due_soon_days": str(rules.tasks.due_soon_days),
    }
    verdicts = [*STATUS.values(), *TASK_STATUS.values()]
    lines = "".join(f"<li>{pill(v)}{escape(v.rule.format_map(thresholds))}</li>" for v in verdicts)
    return (
        f'<details class="folded"><summary>图例与评价标准</summary><ul class="legend">{lines}</ul>'
        '<p class="quiet">时序进度＝已过月数÷12；时序计划＝按月份应完成的数；'
        "时序差＝（实际－时序计划）÷全年计划（取绝对值），单位为百分点；进度比＝实际÷时序计划；"
        "同比＝与上年同月份累计相比。增速、比率、均值类不套用时序进度，直接与年度目标比较。"
        "目标为零或负的不计完成率和进度比；应下降的期末数，完成率＝（上年末－实际）÷（上年末－目标）。"
        "合计与分项之和可能因四舍五入略有出入。</p></details>"
    )
