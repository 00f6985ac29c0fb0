"""Small pieces of HTML and widgets that every screen uses."""

from parts.elements.banner import banner
from parts.elements.labels import escape_markdown
from parts.elements.pagination import paginate
from parts.elements.stacked_table import stacked_table
from parts.elements.text import (
    empty_chart,
    fact,
    html_table,
    indicator_pill,
    origin_chip,
    pill,
    promise_text,
    task_pill,
    unit_text,
)

__all__ = [
    "banner", "empty_chart", "escape_markdown", "fact", "html_table", "indicator_pill", "origin_chip",
    "paginate", "pill", "promise_text", "stacked_table", "task_pill", "unit_text",
]  # fmt: skip
