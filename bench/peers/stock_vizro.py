"""The smallest honest Vizro app: a page a lift, eight cards with a chart each.

``PEERS_CARDS=… gunicorn --workers 2 bench.peers.stock_vizro:server``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import vizro.models as vm
from vizro import Vizro
from vizro.models.types import capture

MONTHS = list(range(1, 13))
CARDS: dict[str, Any] = json.loads(Path(os.environ["PEERS_CARDS"]).read_text(encoding="utf-8"))


@capture("graph")
def bars(data_frame: pd.DataFrame) -> go.Figure:
    """The plan's bars and the actual ones."""
    figure = go.Figure([
        go.Bar(x=MONTHS, y=data_frame["plan"].tolist(), name="计划"),
        go.Bar(x=MONTHS, y=data_frame["actual"].tolist(), name="实际"),
    ])  # fmt: skip
    return figure.update_layout(height=240, margin={"l": 30, "r": 10, "t": 10, "b": 30}, showlegend=False)


def _card(card: dict[str, Any]) -> vm.Container:
    text = f"### {card['name']}\n\n## {card['value']}\n\n{card['verdict']} {card['target']}"
    return vm.Container(components=[
        vm.Card(text=text, extra={"class_name": "number"}),
        vm.Graph(figure=bars(data_frame=pd.DataFrame({name: card[name] for name in ("plan", "actual")}))),
    ])  # fmt: skip


pages = [
    vm.Page(
        title=lift["title"],
        path=f"/{name}",
        layout=vm.Grid(grid=[[0, 1, 2, 3], [4, 5, 6, 7]], row_min_height="420px"),
        components=[_card(card) for card in lift["cards"]],
    )
    for name, lift in CARDS.items()
]
server = Vizro().build(vm.Dashboard(pages=pages)).dash.server
