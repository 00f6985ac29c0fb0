"""Board -> plotly figures, one house template."""

from indicators.charts.bars import (
    actual_against_plan,
    before_and_after,
    months_own,
    tasks_against_plan,
    years,
)
from indicators.charts.stage import on_stage
from indicators.charts.template import CONFIG, HEIGHT, STAGE_THEMES

__all__ = [
    "CONFIG",
    "HEIGHT",
    "STAGE_THEMES",
    "actual_against_plan",
    "before_and_after",
    "months_own",
    "on_stage",
    "tasks_against_plan",
    "years",
]
