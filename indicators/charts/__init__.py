"""Board -> plotly figures, one house template."""

from indicators.charts.bars import actual_against_plan, months_own, tasks_against_plan, years
from indicators.charts.template import CONFIG, HEIGHT

__all__ = ["CONFIG", "HEIGHT", "actual_against_plan", "months_own", "tasks_against_plan", "years"]
