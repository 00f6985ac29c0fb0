"""The smallest honest Dash app: a page a lift, eight cards with a chart each.

``PEERS_CARDS=… gunicorn --workers 2 bench.peers.stock_dash:server``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import dash
import plotly.graph_objects as go

MONTHS = list(range(1, 13))
CARDS: dict[str, Any] = json.loads(Path(os.environ["PEERS_CARDS"]).read_text(encoding="utf-8"))

app = dash.Dash(suppress_callback_exceptions=True, update_title=None)
server = app.server
app.layout = dash.html.Div([
    dash.dcc.Location(id="address"),
    dash.html.Nav([dash.dcc.Link(lift["title"], href=f"/{name}") for name, lift in CARDS.items()]),
    dash.html.Div(id="page"),
])  # fmt: skip


@app.callback(dash.Output("page", "children"), dash.Input("address", "pathname"))
def draw(path: str) -> list[Any]:
    """One page."""
    lift = CARDS.get(path.strip("/"), next(iter(CARDS.values())))
    style = {"display": "grid", "gridTemplateColumns": "repeat(4, 1fr)", "gap": "8px"}
    return [dash.html.H1(lift["title"]), dash.html.Div([_card(card) for card in lift["cards"]], style=style)]


def _card(card: dict[str, Any]) -> dash.html.Div:
    figure = go.Figure([
        go.Bar(x=MONTHS, y=card["plan"], name="计划"), go.Bar(x=MONTHS, y=card["actual"], name="实际")
    ])  # fmt: skip
    figure.update_layout(height=240, margin={"l": 30, "r": 10, "t": 10, "b": 30}, showlegend=False)
    return dash.html.Div([
        dash.html.H3(card["name"]),
        dash.html.Div(card["value"], className="number"),
        dash.html.Div(f"{card['verdict']} {card['target']}"),
        dash.dcc.Graph(figure=figure),
    ])  # fmt: skip
