"""One indicator in depth: the year against the plan, all years, revisions, definition, the data."""

from __future__ import annotations

import streamlit as st

from parts import depth, header, view, what_if

board = view.board(None)
indicator = st.query_params.get("id", "")
if indicator not in board.indicators.index:
    depth.choose(board, indicator)
    st.stop()

row = board.row(indicator)
depth.head(view.snapshot(), indicator, row)
left, right = st.columns([3, 2], gap="small")
with left:
    depth.year_against_plan(board, indicator, row)
with right:
    depth.figures(row)
left, right = st.columns(2, gap="small")
with left:
    depth.single_months(board, indicator, row)
with right:
    depth.all_years(view.snapshot(), board, indicator, row)
what_if.what_if(indicator, row)
depth.definition(row)
depth.plan_history(view.snapshot(), indicator)
depth.data_and_revisions(view.snapshot(), indicator, row)
header.legend()
