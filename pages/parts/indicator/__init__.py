"""Pieces and sections of the page of all indicators and of the page of one."""

from parts.indicator.all_indicators import AllIndicators
from parts.indicator.data import data_section
from parts.indicator.header import Header
from parts.indicator.key_figures import KeyFigures
from parts.indicator.months_chart import MonthsChart
from parts.indicator.plan_versions import PlanVersions
from parts.indicator.scenario import what_if_section
from parts.indicator.two_years import TwoYears
from parts.indicator.year_chart import YearChart
from parts.indicator.years_chart import YearsChart

__all__ = [
    "AllIndicators", "Header", "KeyFigures", "MonthsChart", "PlanVersions", "TwoYears", "YearChart", "YearsChart",
    "data_section", "what_if_section",
]  # fmt: skip
