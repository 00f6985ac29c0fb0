"""产业能级提档: output and invoicing, 理想汽车, and new projects by size."""

from __future__ import annotations

from parts.board import indicator_cards, project_ladder, task_section, unlisted_indicators
from parts.frame import current_board, lift_header, page_footer

SCALE = ["industrial_output", "industrial_invoicing", "li_auto_deliveries", "local_parts_share"]
LADDER = ["new_projects", "projects_3bn", "projects_5bn", "projects_10bn"]

board = current_board("industry")
lift_header(board)
indicator_cards(board, SCALE)
project_ladder(board, LADDER)
indicator_cards(board, LADDER)
indicator_cards(board, unlisted_indicators(board, SCALE + LADDER))
task_section(board)
page_footer(board)
