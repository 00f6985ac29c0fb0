"""内生动力提振: mostly tasks on people and service; indicators added later follow."""

from __future__ import annotations

from parts.board import indicator_cards, task_cards, task_section, unlisted_indicators
from parts.frame import current_board, lift_header, page_footer

PEOPLE_AND_SERVICE = ["young_cadres", "post_selection", "service_liaison", "haosen_production"]

board = current_board("vitality")
lift_header(board)
task_section(board, title="队伍与营商任务", height=380)
task_cards(board, PEOPLE_AND_SERVICE, columns=4)
indicator_cards(board, unlisted_indicators(board, []))
page_footer(board)
