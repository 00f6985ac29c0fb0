"""Small pieces of HTML and widgets that all pages use."""

from parts.elements.banner import banner
from parts.elements.chart import draw_chart
from parts.elements.legend import legend_html
from parts.elements.markdown import escape_markdown
from parts.elements.pagination import paginate
from parts.elements.pills import (
    clauses_html,
    empty_chart,
    fact,
    indicator_pill,
    origin_chip,
    pill,
    promise_text,
    task_pill,
    unit_text,
    value_line,
)
from parts.elements.tables import cell_text, html_table, stacked_table

__all__ = [
    "banner", "cell_text", "clauses_html", "draw_chart", "empty_chart", "escape_markdown", "fact", "html_table",
    "indicator_pill", "legend_html", "origin_chip", "paginate", "pill", "promise_text", "stacked_table", "task_pill",
    "unit_text", "value_line",
]  # fmt: skip
