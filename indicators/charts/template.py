"""The house template: one ink, no axes to read, labels at the data, text of 16 px and more.

A complete template of our own replaces plotly's (most of a figure's bytes) and keeps Streamlit's from changing
sizes and fonts. Notation after IBCS: actual solid, plan outlined, previous year grey, projection hatched.
"""

from __future__ import annotations

import re
from typing import Final

import plotly.graph_objects as go
import plotly.io as pio

FONT: Final = '"Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif'
INK: Final = "#14407a"
TEXT: Final = "#1b2433"
QUIET: Final = "#4d5a6e"
LINE: Final = "#6b7a90"
PREVIOUS: Final = "#b6c0cd"
PAPER: Final = "rgba(0,0,0,0)"
TEXT_SIZE: Final = 16
LABEL_SIZE: Final = 18
HEIGHT: Final = 190
MARGIN: Final = {"l": 2, "r": 2, "t": 4, "b": 26}
CONFIG: Final = {"displayModeBar": False, "responsive": True, "locale": "zh-CN", "staticPlot": False}

LINE_HEIGHT: Final = 1.3
# How wide a letter is beside its height.
_LATIN: Final = 0.6


def pixels(text: str, size: int) -> float:
    """About how wide a text is: Chinese characters are as wide as high."""
    letters = re.sub("<[^>]*>", "", text)
    return sum(size if letter > "⺀" else size * _LATIN for letter in letters)


TEMPLATE: Final = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": TEXT_SIZE, "color": TEXT},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "margin": MARGIN,
        "showlegend": False,
        "barmode": "overlay",
        "dragmode": False,
        "hoverlabel": {"font": {"family": FONT, "size": TEXT_SIZE}, "bgcolor": "#ffffff"},
        "xaxis": {
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "tickfont": {"size": TEXT_SIZE, "color": QUIET},
            "ticks": "",
            "showline": True,
            "linecolor": LINE,
        },
        "yaxis": {"visible": False, "fixedrange": True, "zeroline": True},
    }
)
pio.templates["sixlifts"] = TEMPLATE
