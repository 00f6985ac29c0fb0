"""Checks of new values against their history and against what a meeting was shown."""

from indicators.validation.checks.outliers import check_history
from indicators.validation.checks.presented import check_presented_plans, check_presented_values

__all__ = ["check_history", "check_presented_plans", "check_presented_values"]
