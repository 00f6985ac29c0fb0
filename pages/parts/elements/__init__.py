"""Small pieces of HTML and widgets that all pages use."""

from parts.elements.banner import banner
from parts.elements.markdown import escape_markdown
from parts.elements.pagination import paginate
from parts.elements.pills import (
    empty_chart,
    fact,
    indicator_pill,
    origin_chip,
    pill,
    promise_text,
    task_pill,
    unit_text,
)
from parts.elements.tables import cell_text, html_table, stacked_table

__all__ = [
    "banner", "cell_text", "empty_chart", "escape_markdown", "fact", "html_table", "indicator_pill",
    "origin_chip", "paginate", "pill", "promise_text", "stacked_table", "task_pill", "unit_text",
]  # fmt: skip
