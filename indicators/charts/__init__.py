"""Board -> plotly figures, one house template."""

from indicators.charts.bars import (
    actual_against_plan,
    before_and_after,
    months_own,
    tasks_against_plan,
    values_by_year_chart,
    year_in_small,
)
from indicators.charts.projector import projector_chart
from indicators.charts.template import CONFIG, HEIGHT, PAGE, STAGE_THEMES, template

__all__ = [
    "CONFIG", "HEIGHT", "PAGE", "STAGE_THEMES", "actual_against_plan", "before_and_after", "months_own", "projector_chart",
    "tasks_against_plan", "template", "values_by_year_chart",
    "year_in_small",
]  # fmt: skip
