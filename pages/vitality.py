"""内生动力提振: people and service, all of it tasks; indicators the customer adds follow."""

from __future__ import annotations

from parts import cards, header, tasks, view

PEOPLE_AND_SERVICE = ["young_cadres", "post_selection", "service_liaison", "haosen_production"]

board = view.current_board("vitality")
header.lift_header(board)
tasks.task_section(board, title="队伍与营商任务", height=380)
tasks.task_cards(board, PEOPLE_AND_SERVICE, columns=4)
cards.indicator_cards(board, cards.unlisted_indicators(board, []))
header.page_footer(board)
