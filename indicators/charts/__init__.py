"""Board -> plotly figures, one house template."""

from indicators.charts.bars import (
    actual_against_plan,
    before_and_after,
    months_own,
)
from indicators.charts.labels import expected_decimals, target_decimals
from indicators.charts.projector import projector_chart
from indicators.charts.template import (
    CONFIG,
    DARK_COLOURS,
    HEIGHT,
    PAGE,
    PAGE_THEMES,
    STAGE_THEMES,
    in_dark,
    pixels,
    template,
)
from indicators.charts.years import values_by_year_chart

__all__ = [
    "CONFIG", "DARK_COLOURS", "HEIGHT", "PAGE", "PAGE_THEMES", "STAGE_THEMES", "actual_against_plan",
    "before_and_after", "expected_decimals", "in_dark", "months_own", "pixels", "projector_chart", "target_decimals",
    "template", "values_by_year_chart",
]  # fmt: skip
