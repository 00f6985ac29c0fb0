"""A figure as it stands on the stage of a meeting: larger letters, and the colours of its theme."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

import plotly.graph_objects as go

from indicators.charts.template import INK, LABEL_SIZE, LINE, QUIET, TEXT


@dataclass(frozen=True)
class Palette:
    """Attributes: ink: of what was done. text, quiet: of words. line: of what was planned. paper: behind words."""

    ink: str
    text: str
    quiet: str
    line: str
    paper: str


LIGHT: Final = Palette(INK, "#111a28", "#38445a", "#4d5a6e", "rgba(255,255,255,0.85)")
DARK: Final = Palette("#7db4ff", "#ffffff", "#cdd8e8", "#b8c7dd", "rgba(11,22,38,0.85)")
PALETTES: Final = {"light": LIGHT, "dark": DARK}
_TEXT_SIZE, _LABEL_SIZE = 28, 38


def on_stage(figure: go.Figure, *, theme: str, width: int, height: int) -> go.Figure:
    """The same figure, ``width`` x ``height`` pixels large, readable from ten metres."""
    palette = PALETTES[theme]
    plain = figure.to_json()
    colours = {
        INK: palette.ink, TEXT: palette.text, QUIET: palette.quiet, LINE: palette.line,
        "rgba(255,255,255,0.8)": palette.paper, "rgba(255,255,255,0.85)": palette.paper, "#ffffff": palette.paper,
    }  # fmt: skip
    # All at once: what is white in one theme is words in the other.
    known = "|".join(re.escape(f'"{colour}"') for colour in colours)
    staged = go.Figure(json.loads(re.sub(known, lambda found: f'"{colours[found[0][1:-1]]}"', plain)))
    staged.update_layout(
        width=width, height=height, margin={"l": 4, "r": 4, "t": 10, "b": 56}, hovermode=False
    )
    staged.update_xaxes(tickfont={"size": _TEXT_SIZE, "color": palette.quiet})
    for note in staged.layout.annotations:
        note.font.size = _LABEL_SIZE if note.font.size == LABEL_SIZE else _TEXT_SIZE
    staged.update_traces(selector={"type": "bar"}, marker_line_width=2.5)
    return staged
