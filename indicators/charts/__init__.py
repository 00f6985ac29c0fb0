"""Board -> plotly figures, one house template."""

from indicators.charts.bars import (
    actual_against_plan,
    before_and_after,
    months_own,
    values_by_year_chart,
)
from indicators.charts.projector import projector_chart
from indicators.charts.template import CONFIG, HEIGHT, PAGE, STAGE_THEMES, pixels, template

__all__ = [
    "CONFIG", "HEIGHT", "PAGE", "STAGE_THEMES", "actual_against_plan", "before_and_after", "months_own", "pixels",
    "projector_chart", "template", "values_by_year_chart",
]  # fmt: skip
