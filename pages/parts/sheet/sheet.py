"""The component that draws a page's pieces at once.

A page puts its pieces together with ``show``; the frame draws them with ``draw_sheet``. So the component belongs to the
frame, and its nodes stay in the browser when the visitor goes to another page.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from plotly.utils import PlotlyJSONEncoder

from indicators.caching import cached_on_owner
from indicators.charts import DARK_COLOURS, PAGE, template
from parts.sheet.drawing import Drawing
from server.first_paint import FirstPaint, keep_first_paint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import plotly.graph_objects as go

    from indicators.evaluation import Board
    from parts.sheet.drawing import Piece

_SHOWN: Final = "sheet"
# What the pieces look like and how they are drawn is in the page's head: they stand there before Streamlit does.
_component = st.components.v2.component(
    "sheet",
    html='<div class="sheet"></div>',
    js="""export default ({ data, parentElement }) => sheet.draw(parentElement.querySelector(".sheet"), data);""",
    isolate_styles=False,
)


@dataclass(frozen=True)
class _Sheet:
    """A page as it is sent: before Streamlit is there, and as the data of the component."""

    first_paint: FirstPaint
    data: bytes


def show(board: Board, *pieces: Piece) -> None:
    """Let the frame draw these pieces of a board on top of the page, one below the other."""
    st.session_state[_SHOWN] = _sheet(board, pieces)


def draw_sheet(page: str, queries: Iterable[Mapping[str, str]], notice: str) -> None:
    """Draw what the page that just ran has put together, and keep it as the next visitor's first paint.

    Args:
        page: its address, without the query.
        queries: that lead to what it shows.
        notice: what Streamlit shows above it, as HTML.
    """
    sheet: _Sheet | None = st.session_state.pop(_SHOWN, None)
    if sheet is not None:
        keep_first_paint(page, queries, replace(sheet.first_paint, notice=notice))
        _component(key="sheet", data=sheet.data)


@cached_on_owner
def _sheet(board: Board, pieces: tuple[Piece, ...]) -> _Sheet:
    """The page of a board, made once for all visitors."""
    drawn = Drawing.joined(piece.draw(board) for piece in pieces)
    figures = {name: _as_json(figure) for name, figure in drawn.figures.items()}
    charts = json.dumps(
        {"figures": figures, "template": template(PAGE).to_plotly_json(), "dark": DARK_COLOURS}, ensure_ascii=False, cls=PlotlyJSONEncoder
    )  # fmt: skip
    data = json.dumps({"html": drawn.html, "charts": charts}, ensure_ascii=False)
    return _Sheet(FirstPaint(board.version, drawn.html, charts), data.encode())


def _as_json(figure: go.Figure) -> str:
    """A figure without its template, which all of them share."""
    content: dict[str, Any] = figure.to_plotly_json()
    layout = {name: value for name, value in content["layout"].items() if name != "template"}
    return json.dumps({"data": content["data"], "layout": layout}, ensure_ascii=False, cls=PlotlyJSONEncoder)
