"""Uploads: previewed, committed, listed, withdrawn; and the templates that departments fill in."""

from indicators.uploads.commit import (
    ConflictError,
    UploadRefusedError,
    commit_upload,
    nothing_to_write,
    restore_upload,
    withdraw_upload,
)
from indicators.uploads.conflicts import find_conflicts
from indicators.uploads.corrections import CorrectionError, Corrections, read_corrections
from indicators.uploads.due import due_by_unit, due_in_month, month_to_report, reported_beside
from indicators.uploads.history import (
    differences_of_upload,
    find_duplicate,
    list_uploads,
    sheet_suffix,
)
from indicators.uploads.layouts import forget_layout, list_layouts, remembered_layouts
from indicators.uploads.names import forget_name, list_names
from indicators.uploads.preview import Preview, preview_file
from indicators.uploads.serialise import preview_json, preview_text
from indicators.uploads.templates import (
    Template,
    definitions_template,
    due_indicators,
    observations_template,
    plans_template,
    tasks_template,
    template_as_xlsx,
    years_to_plan,
)
from indicators.uploads.typed import TypedRows, as_typed, typed_rows

__all__ = [
    "ConflictError", "CorrectionError", "Corrections", "Preview", "Template", "TypedRows", "UploadRefusedError",
    "as_typed", "commit_upload", "definitions_template", "differences_of_upload", "due_by_unit", "due_in_month", "due_indicators",
    "find_conflicts", "find_duplicate", "forget_layout", "forget_name", "list_layouts", "list_names", "list_uploads",
    "month_to_report", "nothing_to_write", "observations_template", "plans_template", "preview_file", "preview_json",
    "preview_text", "read_corrections", "remembered_layouts", "reported_beside", "restore_upload", "sheet_suffix", "tasks_template",
    "template_as_xlsx", "typed_rows", "withdraw_upload", "years_to_plan",
]  # fmt: skip
