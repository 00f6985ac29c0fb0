"""安全保障提升: mostly tasks, so these come first; indicators added later follow."""

from __future__ import annotations

from parts.board import indicator_cards, task_cards, task_section, unlisted_indicators
from parts.frame import current_board, lift_header, page_footer

THREE_YEARS = ["work_safety_2024", "work_safety_2026", "speciality_clinic"]

board = current_board("safety")
lift_header(board)
task_section(board, title="安全与民生任务", height=380)
task_cards(board, THREE_YEARS)
indicator_cards(board, unlisted_indicators(board, []))
page_footer(board)
