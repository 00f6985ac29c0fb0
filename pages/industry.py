"""产业能级提档: output and invoicing, 理想汽车, and the ladder of projects from the many to the largest."""

from __future__ import annotations

from parts import cards, header, tasks, view

SCALE = ["industrial_output", "industrial_invoicing", "li_auto_deliveries", "local_parts_share"]
LADDER = ["new_projects", "projects_3bn", "projects_5bn", "projects_10bn"]

board = view.current_board("industry")
header.lift_header(board)
cards.indicator_cards(board, SCALE)
cards.project_ladder(board, LADDER)
cards.indicator_cards(board, LADDER)
cards.indicator_cards(board, cards.unlisted_indicators(board, SCALE + LADDER))
tasks.task_section(board)
header.page_footer(board)
