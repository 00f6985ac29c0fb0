"""指标: one indicator in depth, or the list of all indicators where the address names none."""

from __future__ import annotations

import streamlit as st

from parts.board import indicator_table
from parts.frame import INDICATOR, current_board, current_snapshot, legend, name_tab, page_header
from parts.indicator import (
    all_years_chart,
    data_section,
    definition_section,
    indicator_header,
    key_figures,
    monthly_chart,
    plan_section,
    what_if_section,
    year_chart,
)

board = current_board(None)
indicator = st.query_params.get(INDICATOR, "")
if indicator not in board.indicators.index:
    if indicator:
        st.warning(f"没有名为“{indicator[:40]}”的指标，请从下面选择。")
    page_header(board, "全部指标", f"武进国家高新区{board.through.year}年度计划与全年预计")
    indicator_table(board)
    legend()
    st.stop()

row = board.row(indicator)
name_tab(row["name"])
indicator_header(current_snapshot(), board, indicator, row)
left, right = st.columns([3, 2], gap="small")
with left:
    year_chart(board, indicator, row)
with right:
    key_figures(row)
left, right = st.columns(2, gap="small")
with left:
    monthly_chart(board, indicator, row)
with right:
    all_years_chart(current_snapshot(), board, indicator, row)
what_if_section(indicator, row)
definition_section(row)
plan_section(current_snapshot(), board, indicator)
data_section(current_snapshot(), board, indicator, row)
legend()
