"""载体建设提标: the area added this year and the two construction projects."""

from __future__ import annotations

import streamlit as st

from parts.board import indicator_cards, task_cards, task_section, unlisted_indicators
from parts.frame import current_board, lift_header, page_footer

AREA = ["new_premises_area"]
CONSTRUCTION = ["gongyanhui_phase3", "qianhuang_handover"]

board = current_board("space")
lift_header(board)
left, right = st.columns([3, 2], gap="small")
with left:
    indicator_cards(board, AREA, columns=1, height=240)
with right:
    task_cards(board, CONSTRUCTION, columns=1)
indicator_cards(board, unlisted_indicators(board, AREA))
task_section(board, height=180)
page_footer(board)
