"""创新引领提效: the enterprises recognised so far, then the platforms being built."""

from __future__ import annotations

from parts import cards, header, tasks, view

ENTERPRISES = ["unicorns", "gazelles"]
PLATFORMS = ["orthopaedics_centre", "wide_bandgap_centre", "nev_test_centre"]

board = view.current_board("innovation")
header.lift_header(board)
cards.indicator_cards(board, ENTERPRISES, columns=2, height=210)
cards.indicator_cards(board, cards.unlisted_indicators(board, ENTERPRISES))
tasks.task_cards(board, PLATFORMS, title="高能级平台")
tasks.task_section(board, height=180)
header.page_footer(board)
