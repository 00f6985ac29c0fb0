"""The sections of an indicator's own page."""

from parts.indicator.scenario import what_if_section
from parts.indicator.sections import (
    all_years,
    data_and_revisions,
    definition_section,
    indicator_figures,
    indicator_head,
    plan_history,
    single_months,
    year_against_plan,
)

__all__ = [
    "all_years",
    "data_and_revisions",
    "definition_section",
    "indicator_figures",
    "indicator_head",
    "plan_history",
    "single_months",
    "what_if_section",
    "year_against_plan",
]
