"""逐项填报: a department types the month's values of its due indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from indicators.evaluation import default_month
from indicators.labels import SUBJECTS
from indicators.period import today
from indicators.uploads import due_indicators, month_to_report, observations_template, reported_beside
from parts.frame import available_months, current_month, current_snapshot
from parts.grid.grid import Grid, grid_section

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.period import Period

_CHOICES = 24  # months back from the one that is due: somebody may be late


def month_values(reporter: Reporter) -> None:
    """The month, what of it is due and reported, and the grid to type the rest into."""
    with st.container(horizontal=True, vertical_alignment="center", key="due_month"):
        heading = st.container(width="content", key="due_heading")
        month = _choose_month()
    snapshot = current_snapshot()
    due = due_indicators(snapshot, reporter, month)
    with heading:
        st.html(f"<h2>逐项填报：{month.month_label}应报{len(due)}项，已报{due['reported'].sum()}项</h2>")
    if due.empty:
        st.html('<p class="quiet">本单位这个月没有应报的指标。</p>')
        return
    template = observations_template(snapshot, reporter, month)
    beside = reported_beside(snapshot, reporter, month)
    grid_section(
        Grid(f"values_{month.key}", f"{month.month_label}{SUBJECTS['observations']}", template, beside, ("期间",)),
        reporter,
    )  # fmt: skip


def _choose_month() -> Period:
    """The month that is due now, where the tables have come as far, else the one that the page shows."""
    shown, due, looked_at = available_months(), month_to_report(current_snapshot(), today()), current_month()
    is_next = due in shown or due.earlier(1) in shown
    first = due if is_next and looked_at == default_month(current_snapshot()) else looked_at
    months = {month.key: month for month in [*shown, *map(due.earlier, range(_CHOICES))]}
    choices = sorted(months, reverse=True)
    chosen = st.selectbox(
        "填报月份", choices, choices.index(first.key), key=f"month_values_{first.key}", width=220,
        format_func=lambda key: f"填报{months[key].month_label}", label_visibility="collapsed", filter_mode=None,
    )  # fmt: skip
    return months[chosen]
