"""The smallest honest Streamlit app: a page a lift, eight cards with a chart each.

``PEERS_CARDS=… streamlit run bench/peers/stock_streamlit.py``.
"""

from __future__ import annotations

import json
import os
from functools import partial
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import streamlit as st

MONTHS = list(range(1, 13))
COLUMNS = 4


@st.cache_data
def read() -> dict[str, Any]:
    """Every lift's cards."""
    cards: dict[str, Any] = json.loads(Path(os.environ["PEERS_CARDS"]).read_text(encoding="utf-8"))
    return cards


def draw(lift: dict[str, Any]) -> None:
    """One page."""
    st.title(lift["title"])
    columns = st.columns(COLUMNS)
    for number, card in enumerate(lift["cards"]):
        with columns[number % COLUMNS].container(border=True):
            st.metric(card["name"], card["value"], card["verdict"], delta_color="off")
            st.caption(card["target"])
            figure = go.Figure([
                go.Bar(x=MONTHS, y=card["plan"], name="计划"), go.Bar(x=MONTHS, y=card["actual"], name="实际")
            ])  # fmt: skip
            figure.update_layout(height=240, margin={"l": 30, "r": 10, "t": 10, "b": 30}, showlegend=False)
            st.plotly_chart(figure, key=f"{lift['title']}{number}")


st.set_page_config(layout="wide")
pages = [st.Page(partial(draw, lift), title=lift["title"], url_path=name) for name, lift in read().items()]
st.navigation(pages, position="top").run()
