"""管理，任务: the tasks that count in the month shown as a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from indicators.labels import SUBJECTS
from indicators.uploads import tasks_template
from parts.frame import current_month, current_snapshot
from parts.grid import Grid, grid_section

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.store import Store


def tasks_section(store: Store, reporter: Reporter) -> None:  # noqa: ARG001 - as all sections
    """The tasks to be changed, and rows for new ones."""
    month = current_month()
    st.html(
        f"<p>列入{month.year}年的任务（截至{month.month_label}，月份在右上角换）。"
        "直接改格子里的字，改完点“核对”，看清差别再提交。</p>"
    )
    template = tasks_template(current_snapshot(), reporter, month)
    grid_section(Grid(f"tasks_{month.key}", SUBJECTS["tasks"], template), reporter)
