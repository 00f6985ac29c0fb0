"""The numbers behind the charts, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.frames import records
from indicators.history import observations_table
from parts.elements import cell_text, stacked_table

if TYPE_CHECKING:
    from indicators.evaluation import Board
    from indicators.store import Snapshot


def data_section(snapshot: Snapshot, board: Board, indicator: str, row: dict[str, Any]) -> None:
    """Every value stored for the months up to the one shown, with state, origin, source and time; nothing without one."""
    data = observations_table(snapshot, indicator, board.through)
    if data.empty:
        return
    rows = [{heading: cell_text(cell) for heading, cell in values.items()} for values in records(data)]
    with st.expander(f"数据与修订：截至{board.through.month_label}共{len(rows)}条"):
        st.html(stacked_table(rows, f"{row['name']}的全部数据与修订", figures=("数值",)))
