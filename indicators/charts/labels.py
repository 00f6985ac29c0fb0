"""What is written over the bars: the newest value, what the year ends with, and the room that both take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from indicators.charts.template import LINE_HEIGHT, MARGIN, pixels
from indicators.evaluation import MONTHS
from indicators.wording import short_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import plotly.graph_objects as go

    from indicators.charts.template import Theme

# The months' axis, with half a bar's place at both ends.
FIRST, END = 0.35, 12.65
# Over the highest bar the axis goes on at least so far.
ONE_BAND: Final = 1.26
# From this share of the chart's height on a label over the plan does not say by itself that it is the actual's.
_FAR = 0.15
# The narrowest a chart is drawn, and how far letters stand off what is under them.
_NARROWEST, _FREE = 250, 4


def expected_label(expected: np.ndarray, decimals: int) -> str:
    """What December is projected to be, not to the last digit: the exact figures stand in words beside the chart."""
    end = float(expected[-1])
    if np.isnan(end):
        return ""
    few = 0 if abs(end) >= 100 else min(decimals, 1)  # noqa: PLR2004 - three digits are read at a glance
    return f"预计 {short_number(end, few)}"


def reaches_under(month: int, ends: Iterable[str], theme: Theme) -> bool:
    """Whether the label of a month reaches below what the year ends with, which is written in the right corner."""
    widest = max((pixels(text, theme.text_size) for text in ends), default=0.0)
    return month + 0.5 > END - widest / _NARROWEST * (END - FIRST)


def top_of_axis(  # noqa: PLR0913 - all by name
    *, low: float, high: float, over: float, lines: int, height: int, theme: Theme
) -> float:
    """Where the axis ends, so that so many lines stand above all bars, and above the newest value's label.

    Args:
        low: where the axis begins.
        high: the highest bar's end.
        over: what the newest value's label stands on, where it reaches below the lines; else NaN.
        lines: how many.
        height: of the figure, pixels.
        theme: how large the letters are.
    """
    plot = height - MARGIN["t"] - MARGIN["b"]
    taken = lines * theme.text_size * LINE_HEIGHT + _FREE
    label = taken + theme.label_size * LINE_HEIGHT + _FREE
    needed = [low + (high - low) / (1 - taken / plot), low + (over - low) / (1 - label / plot)]
    return float(np.nanmax([high * ONE_BAND, *needed]))


def label_ends(figure: go.Figure, ends: Mapping[str, str], theme: Theme) -> None:
    """What the year ends with, in the right corner: text -> colour, one below the other."""
    for place, (text, colour) in enumerate(ends.items()):
        figure.add_annotation(
            text=text, x=1, xref="paper", xanchor="right", y=1, yref="paper", yanchor="top",
            yshift=-place * theme.text_size * LINE_HEIGHT, borderpad=0, showarrow=False,
            font={"size": theme.text_size, "color": colour},
        )  # fmt: skip


def label_newest(
    figure: go.Figure, values: np.ndarray, above: np.ndarray, decimals: int, theme: Theme
) -> None:
    """The newest value, written over its month's bars and kept inside the frame."""
    known = np.flatnonzero(~np.isnan(values))
    if not len(known):
        return
    at = int(known[-1])
    # Written to the left: over the earlier months the bars are lower, so the text stands on white.
    month = MONTHS[at]
    left = month > 2  # noqa: PLR2004 - in January and February there is no room to the left
    figure.add_annotation(
        text=f"<b>{short_number(float(values[at]), decimals)}</b>", x=month + 0.45 if left else month - 0.45,
        xanchor="right" if left else "left", y=max(above[at], 0.0), yanchor="bottom", showarrow=False,
        font={"size": theme.label_size, "color": theme.text},
    )  # fmt: skip
    over, done = max(above[at], 0.0), max(values[at], 0.0)
    low, high = figure.layout.yaxis.range
    if over - done > _FAR * (high - low):
        point_to_bar(figure, month, over, done, width=2, colour=theme.text)


def point_to_bar(  # noqa: PLR0913 - where from, where to, how
    figure: go.Figure, month: int, over: float, done: float, *, width: float, colour: str
) -> None:
    """Where the plan is higher than what was done: an arrow from the label down to the bar it is about."""
    figure.add_annotation(
        text="", x=month, y=done, ax=month, ay=over, axref="x", ayref="y", showarrow=True,
        arrowhead=2, arrowsize=1.1, arrowwidth=width, arrowcolor=colour,
    )  # fmt: skip
