"""安全保障提升: its promises are tasks, so the tasks come first; indicators the customer adds follow."""

from __future__ import annotations

from parts import cards, header, tasks, view

THREE_YEARS = ["work_safety_2024", "work_safety_2026", "speciality_clinic"]

board = view.current_board("safety")
header.lift_header(board)
tasks.task_section(board, title="安全与民生任务", height=380)
tasks.task_cards(board, THREE_YEARS)
cards.indicator_cards(board, cards.unlisted_indicators(board, []))
header.page_footer(board)
