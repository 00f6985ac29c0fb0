"""Plotly figures on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from indicators import charts

if TYPE_CHECKING:
    import plotly.graph_objects as go


def draw_chart(figure: go.Figure, *, key: str, alt: str) -> None:
    """Draw a figure in the theme that the visitor chose; ``alt`` describes it to screen readers."""
    if st.context.theme.type == "dark":
        figure = charts.in_dark(figure)
    st.plotly_chart(figure, theme=None, config=charts.CONFIG, key=key, alt=alt)
