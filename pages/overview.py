"""总览: the four headline figures, the six lifts, what must be followed up."""

from __future__ import annotations

import streamlit as st

from parts import agenda, cards, header, lift_tiles, view

board = view.current_board(None)
header.page_header(board, "六提工程总览", f"武进国家高新区{board.through.year}年度计划执行情况")

headline = board.indicators.index[board.indicators["headline"].astype(bool)]
cards.headline_cards(board, headline)

left, right = st.columns([5, 3], gap="small")
with left:
    lift_tiles.lift_tile_grid(view.current_board)
with right:
    agenda.agenda_list(board)
header.page_footer(board)
