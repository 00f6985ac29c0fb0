"""The house template and its themes: one ink, no axes to read, labels at the data, text of 16 px and more.

A complete template of our own replaces plotly's (most of a figure's bytes) and keeps Streamlit's from changing
sizes and fonts. Notation after IBCS: actual solid, plan outlined, previous year grey, projection hatched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import plotly.graph_objects as go
import plotly.io as pio

FONT: Final = '"Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif'
CLEAR: Final = "rgba(0,0,0,0)"
HEIGHT: Final = 164
MARGIN: Final = {"l": 2, "r": 6, "t": 4, "b": 26}
CONFIG: Final = {"displayModeBar": False, "responsive": True, "locale": "zh-CN"}

LINE_HEIGHT: Final = 1.3
# Width of a letter over its height.
_LATIN: Final = 0.6


def pixels(text: str, size: int) -> float:
    """About how wide a text is: Chinese characters are as wide as high."""
    letters = re.sub("<[^>]*>", "", text)
    return sum(size if letter > "⺀" else size * _LATIN for letter in letters)


@dataclass(frozen=True)
class Theme:
    """Colours and sizes of a chart.

    Attributes:
        ink: of the actual.
        text: of words.
        quiet: of words that matter less.
        line: around the plan.
        paper: behind words that are over bars.
        previous: of the year before.
        text_size: of words, pixels.
        label_size: of the newest value, pixels.
        outline: width of the lines around plan and projection, pixels.
    """

    ink: str
    text: str
    quiet: str
    line: str
    paper: str
    previous: str = "#8593a6"
    text_size: int = 16
    label_size: int = 18
    outline: float = 1.4


# Figures are made once, in the light theme, for all who look: each of its colours stands for one thing only, so that
# ``DARK_COLOURS`` can replace it.
PAGE: Final = Theme("#14407a", "#1b2433", "#3f4b5e", "#6b7a90", "#ffffff")
PAGE_THEMES: Final = {
    "light": PAGE,
    "dark": Theme("#9cc7ff", "#eef3fa", "#bcc8d8", "#8496b0", "#0f1825", previous="#566885"),
}
COLOURS: Final = ("ink", "text", "quiet", "line", "paper", "previous")
DARK_COLOURS: Final = {getattr(PAGE, name): getattr(PAGE_THEMES["dark"], name) for name in COLOURS}
# Of a meeting, to be read from ten metres; the keys are those of its address.
STAGE_THEMES: Final = {
    "light": Theme(
        "#14407a", "#111a28", "#38445a", "#4d5a6e", "rgba(255,255,255,0.85)",
        text_size=30, label_size=40, outline=2.5,
    ),
    "dark": Theme(
        "#7db4ff", "#ffffff", "#cdd8e8", "#b8c7dd", "rgba(11,22,38,0.85)",
        text_size=30, label_size=40, outline=2.5,
    ),
}  # fmt: skip


def in_dark(figure: go.Figure) -> go.Figure:
    """The figure of a page with the colours of the dark theme; the one that all viewers share stays as it is."""
    colours = re.compile("|".join(DARK_COLOURS))
    return pio.from_json(colours.sub(lambda found: DARK_COLOURS[found[0]], figure.to_json()))


@lru_cache(maxsize=8)
def template(theme: Theme) -> go.layout.Template:
    """What all charts of a theme have in common."""
    axis = {"showgrid": False, "zeroline": False, "fixedrange": True, "ticks": "", "showline": True}
    ticks = {"size": theme.text_size, "color": theme.quiet}
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": theme.text_size, "color": theme.text},
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "margin": MARGIN,
            "showlegend": False,
            "barmode": "overlay",
            "dragmode": False,
            "hoverlabel": {"font": {"family": FONT, "size": theme.text_size}, "bgcolor": theme.paper},
            "xaxis": axis | {"tickfont": ticks, "linecolor": theme.line},
            "yaxis": {"visible": False, "fixedrange": True, "zeroline": True},
        }
    )
