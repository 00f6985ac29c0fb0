"""Board -> plotly figures, one house template."""

from indicators.charts.bars import (
    actual_against_plan,
    before_and_after,
    months_own,
    tasks_against_plan,
    values_by_year_chart,
)
from indicators.charts.projector import projector_chart
from indicators.charts.template import CONFIG, HEIGHT, STAGE_THEMES

__all__ = [
    "CONFIG", "HEIGHT", "STAGE_THEMES", "actual_against_plan", "before_and_after", "months_own", "projector_chart",
    "tasks_against_plan", "values_by_year_chart",
]  # fmt: skip
