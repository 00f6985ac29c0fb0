"""新年计划 and 年终: a plan year is begun and closed."""

from parts.years.announcement import announcement_fields, proposal_list
from parts.years.closing import closed_section, closing_form
from parts.years.publish import review_and_publish
from parts.years.results import default_year, results_section
from parts.years.targets import targets_grid
from parts.years.tasks import tasks_grid
from parts.years.working import draft_message, overtaken_notice, save_bar, working_draft

__all__ = [
    "announcement_fields", "closed_section", "closing_form", "default_year", "draft_message", "overtaken_notice",
    "proposal_list", "results_section", "review_and_publish", "save_bar", "targets_grid", "tasks_grid", "working_draft",
]  # fmt: skip
