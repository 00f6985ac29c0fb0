"""One indicator in depth: the year against the plan, all years, revisions, definition, the data."""

from __future__ import annotations

import streamlit as st

from parts.board import indicator_table
from parts.frame import INDICATOR, current_board, current_snapshot, legend, page_footer, page_header
from parts.indicator import (
    all_years,
    data_and_revisions,
    definition_section,
    indicator_figures,
    indicator_head,
    plan_history,
    single_months,
    what_if_section,
    year_against_plan,
)

board = current_board(None)
indicator = st.query_params.get(INDICATOR, "")
if indicator not in board.indicators.index:
    if indicator:
        st.warning(f"没有名为“{indicator[:40]}”的指标，请从下面选择。")
    page_header(board, "全部指标", f"武进国家高新区{board.through.year}年度计划与全年预计")
    indicator_table(board)
    page_footer(board)
    st.stop()

row = board.row(indicator)
indicator_head(current_snapshot(), indicator, row)
left, right = st.columns([3, 2], gap="small")
with left:
    year_against_plan(board, indicator, row)
with right:
    indicator_figures(row)
left, right = st.columns(2, gap="small")
with left:
    single_months(board, indicator, row)
with right:
    all_years(current_snapshot(), board, indicator, row)
what_if_section(indicator, row)
definition_section(row)
plan_history(current_snapshot(), indicator)
data_and_revisions(current_snapshot(), indicator, row)
legend()
