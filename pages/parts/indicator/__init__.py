"""The sections of an indicator's page."""

from parts.indicator.scenario import what_if_section
from parts.indicator.sections import (
    all_years_chart,
    data_section,
    definition_section,
    indicator_header,
    key_figures,
    monthly_chart,
    plan_section,
    year_chart,
)

__all__ = [
    "all_years_chart", "data_section", "definition_section", "indicator_header", "key_figures",
    "monthly_chart", "plan_section", "what_if_section", "year_chart",
]  # fmt: skip
