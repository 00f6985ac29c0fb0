"""One indicator in depth: the year against the plan, all years, revisions, definition, the data."""

from __future__ import annotations

import streamlit as st

from parts import address, depth, header, indicator_list, view, what_if

board = view.current_board(None)
indicator = st.query_params.get(address.INDICATOR, "")
if indicator not in board.indicators.index:
    if indicator:
        st.warning(f"没有名为“{indicator[:40]}”的指标，请从下面选择。")
    header.page_header(board, "全部指标", f"武进国家高新区{board.through.year}年度计划与全年预计")
    indicator_list.indicator_table(board)
    header.page_footer(board)
    st.stop()

row = board.row(indicator)
depth.indicator_head(view.current_snapshot(), indicator, row)
left, right = st.columns([3, 2], gap="small")
with left:
    depth.year_against_plan(board, indicator, row)
with right:
    depth.indicator_figures(row)
left, right = st.columns(2, gap="small")
with left:
    depth.single_months(board, indicator, row)
with right:
    depth.all_years(view.current_snapshot(), board, indicator, row)
what_if.what_if_section(indicator, row)
depth.definition_section(row)
depth.plan_history(view.current_snapshot(), indicator)
depth.data_and_revisions(view.current_snapshot(), indicator, row)
header.legend()
