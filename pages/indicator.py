"""指标: one indicator in depth, or the list of all indicators where the address names none."""

from __future__ import annotations

import streamlit as st

from parts.board import Foot, Head
from parts.follow_up import FollowUp
from parts.frame import INDICATOR, current_board, current_snapshot, legend, name_tab
from parts.indicator import (
    AllIndicators,
    Header,
    KeyFigures,
    MonthsChart,
    PlanVersions,
    TwoYears,
    YearChart,
    YearsChart,
    data_section,
    what_if_section,
)
from parts.sheet import Columns, show

board = current_board(None)
indicator = st.query_params.get(INDICATOR, "")
if indicator in board:
    row = board.row(indicator)
    name_tab(row["name"])
    show(
        board,
        Header(indicator),
        Columns((YearChart(indicator), KeyFigures(indicator))),
        FollowUp(indicator),
        TwoYears(indicator),
        Columns((MonthsChart(indicator), YearsChart(indicator))),
        PlanVersions(indicator),
    )
    what_if_section(indicator, row, board.settings)
    data_section(current_snapshot(), board, indicator, row)
    legend(board)
else:
    show(board, Head("全部指标"), AllIndicators(), Foot(has_bars=False))
