"""总览: the four headline figures, the six lifts, what must be followed up."""

from __future__ import annotations

import streamlit as st

from parts.board import agenda_list, headline_cards, lift_tile_grid
from parts.frame import current_board, message_header, page_footer

board = current_board(None)
message_header(board, f"六提工程总览　武进国家高新区{board.through.year}年度计划执行情况")

headline = board.indicators.index[board.indicators["headline"].astype(bool)]
# On a phone the style sheet puts what must be followed up first.
with st.container(key="overview"):
    headline_cards(board, headline)
    left, right = st.columns([5, 3], gap="small")
    with left:
        lift_tile_grid(current_board)
    with right:
        agenda_list(board)
page_footer(board)
