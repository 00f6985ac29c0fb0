"""Small pieces of HTML and widgets that all pages use."""

from parts.elements.banner import banner, banner_html
from parts.elements.chart import draw_chart
from parts.elements.copying import copy_button
from parts.elements.downloads import (
    OF_A_MEETING,
    circular_link,
    download_menu,
    report_addresses,
    report_links,
)
from parts.elements.legend import legend_html
from parts.elements.markdown import escape_markdown
from parts.elements.pagination import paginate
from parts.elements.pills import (
    clauses_html,
    fact,
    indicator_pill,
    origin_chip,
    pill,
    promise_text,
    simulated_note,
    task_pill,
    unit_text,
)
from parts.elements.tables import cell_text, stacked_table

__all__ = [
    "OF_A_MEETING", "banner", "banner_html", "cell_text", "circular_link", "clauses_html", "copy_button", "download_menu", "draw_chart", "escape_markdown",
    "fact", "indicator_pill", "legend_html", "origin_chip", "paginate", "pill", "promise_text", "report_addresses",
    "report_links", "simulated_note", "stacked_table", "task_pill", "unit_text",
]  # fmt: skip
