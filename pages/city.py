"""产城融合提质: the land kept for industry and the areas being planned."""

from __future__ import annotations

import streamlit as st

from parts.board import indicator_cards, task_cards, task_section, unlisted_indicators
from parts.frame import current_board, lift_header, page_footer

LAND = ["reserved_land"]
AREAS = ["four_areas", "station_north"]

board = current_board("city")
lift_header(board)
left, right = st.columns(2, gap="small")
with left:
    indicator_cards(board, LAND, columns=1, height=240)
with right:
    task_cards(board, AREAS, columns=1)
indicator_cards(board, unlisted_indicators(board, LAND))
task_section(board, height=180)
page_footer(board)
