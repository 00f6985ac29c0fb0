"""产业能级提档: output and invoicing, 理想汽车, and the ladder of projects from the many to the largest."""

from __future__ import annotations

from parts import cards, header, tasks, view

SCALE = ["industrial_output", "industrial_invoicing", "li_auto_deliveries", "local_parts_share"]
LADDER = ["new_projects", "projects_3bn", "projects_5bn", "projects_10bn"]

board = view.board("industry")
header.lift_header(board)
cards.cards(board, SCALE)
cards.ladder(board, LADDER)
cards.cards(board, LADDER)
cards.cards(board, cards.others(board, SCALE + LADDER))
tasks.task_section(board)
header.footer(board)
