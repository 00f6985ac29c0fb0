"""产城融合提质: the land kept for industry beside the areas being planned."""

from __future__ import annotations

import streamlit as st

from parts import cards, header, tasks, view

LAND = ["reserved_land"]
AREAS = ["four_areas", "station_north"]

board = view.current_board("city")
header.lift_header(board)
left, right = st.columns(2, gap="small")
with left:
    cards.indicator_cards(board, LAND, columns=1, height=240)
with right:
    tasks.task_cards(board, AREAS, columns=1)
cards.indicator_cards(board, cards.unlisted_indicators(board, LAND))
tasks.task_section(board, height=180)
header.page_footer(board)
