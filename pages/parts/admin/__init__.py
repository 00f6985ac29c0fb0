"""管理: what the administrator runs in the browser, a section a matter."""

from parts.admin.demo import demo_section
from parts.admin.health import health_section
from parts.admin.indicators import indicators_section
from parts.admin.keys import keys_section
from parts.admin.layouts import layouts_section
from parts.admin.records import administration_records
from parts.admin.targets import targets_section
from parts.admin.tasks import tasks_section
from parts.admin.thresholds import thresholds_section
from parts.admin.years import years_section

__all__ = [
    "administration_records", "demo_section", "health_section", "indicators_section", "keys_section", "layouts_section", "targets_section", "tasks_section",
    "thresholds_section", "years_section",
]  # fmt: skip
