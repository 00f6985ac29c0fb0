"""新年计划 and 年终: a plan year is begun and closed."""

from parts.years.closing import closed_section, closing_form
from parts.years.results import default_year, results_section

__all__ = ["closed_section", "closing_form", "default_year", "results_section"]
