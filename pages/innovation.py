"""创新引领提效: the enterprises recognised so far, then the platforms being built."""

from __future__ import annotations

from parts.board import indicator_cards, task_cards, task_section, unlisted_indicators
from parts.frame import current_board, lift_header, page_footer

ENTERPRISES = ["unicorns", "gazelles"]
PLATFORMS = ["orthopaedics_centre", "wide_bandgap_centre", "nev_test_centre"]

board = current_board("innovation")
lift_header(board)
indicator_cards(board, ENTERPRISES, columns=2, height=210)
indicator_cards(board, unlisted_indicators(board, ENTERPRISES))
task_cards(board, PLATFORMS, title="高能级平台")
task_section(board, height=180)
page_footer(board)
