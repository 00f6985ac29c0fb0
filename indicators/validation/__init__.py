"""A parsed file against the tables: what is wrong, what must be confirmed, what would change."""

from indicators.validation.context import CheckResult, Context, UploadDecisions
from indicators.validation.definitions import (
    EMPTIED,
    FieldChange,
    check_definitions,
    definition_changes,
    definition_text,
)
from indicators.validation.diff import CHANGED, NEW, UNCHANGED, WOULD_CLEAR, equal
from indicators.validation.names import indicator_names, task_names
from indicators.validation.observations import check_observations
from indicators.validation.plans import check_plans
from indicators.validation.tasks import check_tasks

__all__ = [
    "CHANGED", "EMPTIED", "NEW", "UNCHANGED", "WOULD_CLEAR", "CheckResult", "Context", "FieldChange", "UploadDecisions",
    "check_definitions", "check_observations", "check_plans", "check_tasks", "definition_changes",
    "definition_text", "equal", "indicator_names", "task_names",
]  # fmt: skip
