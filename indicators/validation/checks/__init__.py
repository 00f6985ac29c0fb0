"""Checks of the values of a file, one kind a module."""

from indicators.validation.checks.duplicates import check_duplicates
from indicators.validation.checks.identity import (
    check_periods,
    check_permissions,
    join_definitions,
    match_indicators,
)
from indicators.validation.checks.outliers import check_history, factor_details
from indicators.validation.checks.presented import check_presented_plans, check_presented_values
from indicators.validation.checks.ranges import check_growth_range, check_value_ranges
from indicators.validation.checks.units import amounts_of_rates, ask_for_unit, check_units, rounded

__all__ = [
    "amounts_of_rates", "ask_for_unit", "check_duplicates", "check_growth_range", "check_history", "check_periods", "check_permissions",
    "check_presented_plans", "check_presented_values", "check_units", "check_value_ranges", "factor_details",
    "join_definitions", "match_indicators", "rounded",
]  # fmt: skip
