"""载体建设提标: the area added this year beside the two construction projects."""

from __future__ import annotations

import streamlit as st

from parts import cards, header, tasks, view

AREA = ["new_premises_area"]
CONSTRUCTION = ["gongyanhui_phase3", "qianhuang_handover"]

board = view.current_board("space")
header.lift_header(board)
left, right = st.columns([3, 2], gap="small")
with left:
    cards.indicator_cards(board, AREA, columns=1, height=240)
with right:
    tasks.task_cards(board, CONSTRUCTION, columns=1)
cards.indicator_cards(board, cards.unlisted_indicators(board, AREA))
tasks.task_section(board, height=180)
header.page_footer(board)
