"""Labels over the bars: the newest value, what the year ends with, and the room that both take."""

from __future__ import annotations

from html import escape
from math import ceil
from typing import TYPE_CHECKING, Final

import numpy as np

from indicators.charts.template import LINE_HEIGHT, MARGIN, PAGE, pixels
from indicators.evaluation import MONTHS
from indicators.wording import number, short_decimals, short_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import plotly.graph_objects as go

    from indicators.charts.template import Theme

# The months' axis, with half a bar's place at both ends.
FIRST, END = 0.35, 12.65
# The axis ends at least a hair above the highest bar.
_LEAST_MARGIN: Final = 1.02
# From this share of the chart's height on, a label over the plan needs an arrow to the actual that it is about.
_FAR = 0.15
# The narrowest a chart is drawn, and the distance of letters from what is below them, pixels.
_NARROWEST, _FREE = 250, 4


def plain_text(text: object) -> str:
    """Text from a table as it is, where Plotly takes tags and places for its own: ``<b>亿元</b>``."""
    return escape(str(text), quote=False).replace("%{", "%&#123;")


def target_label(target: float, decimals: int) -> str:
    """A year's target; three digits are enough in a chart, the exact number is written next to it."""
    return number(target, target_decimals(target, decimals))


def target_decimals(target: float, decimals: int) -> int:
    """The decimals of ``target_label``."""
    return short_decimals(target, 0 if target == int(target) else decimals)


def expected_label(expected: np.ndarray, decimals: int) -> str:
    """What December is projected to be, not to the last digit; empty without a projection."""
    end = float(expected[-1])
    return "" if np.isnan(end) else f"预计 {number(end, expected_decimals(end, decimals))}"


def expected_decimals(end: float, decimals: int) -> int:
    """The decimals of ``expected_label``."""
    return 0 if abs(end) >= 100 else min(decimals, 1)  # noqa: PLR2004 - three digits are read at a glance


def is_below_end_labels(month: int, ends: Iterable[str]) -> bool:
    """Whether the label of a month is below those of the year's end, which are written in the right corner."""
    widest = max((pixels(text, PAGE.text_size) for text in ends), default=0.0)
    return month + 0.5 > END - widest / _NARROWEST * (END - FIRST)


def top_of_axis(  # noqa: PLR0913 - all by name
    *, low: float, high: float, label_at: float, is_below: bool, lines: int, height: int
) -> float:
    """Where the axis ends: no higher than the labels of the year's end need above all bars, and the newest value's.

    Args:
        low: where the axis begins.
        high: the highest bar's end.
        label_at: what the newest value's label is written on; NaN without one.
        is_below: whether that label is below those of the year's end.
        lines: number of labels of the year's end.
        height: of the figure, pixels.
    """
    plot = height - MARGIN["t"] - MARGIN["b"]
    ends = lines * PAGE.text_size * LINE_HEIGHT + _FREE
    with_newest = (ends if is_below else 0) + PAGE.label_size * LINE_HEIGHT + _FREE
    needed = [low + (high - low) / (1 - ends / plot), low + (label_at - low) / (1 - with_newest / plot)]
    return float(np.nanmax([high * _LEAST_MARGIN, *needed]))


def label_ends(figure: go.Figure, ends: Mapping[str, str]) -> None:
    """Write what the year ends with in the right corner: text -> colour, one below the other."""
    for position, (text, colour) in enumerate(ends.items()):
        figure.add_annotation(
            text=text, x=1, xref="paper", xanchor="right", y=1, yref="paper", yanchor="top",
            yshift=-position * PAGE.text_size * LINE_HEIGHT, borderpad=0, showarrow=False,
            font={"size": PAGE.text_size, "color": colour},
        )  # fmt: skip


def height_over_bars(highest: np.ndarray, month: int, text: str) -> float:
    """How high the newest value's label is over its month and, where it is written to the left, those it reaches over."""
    months = (
        ceil(pixels(text, PAGE.label_size) / _NARROWEST * (END - FIRST)) if _is_written_left(month) else 1
    )
    return float(np.nanmax(highest[max(month - months, 0) : month], initial=0.0))


def _is_written_left(month: int) -> bool:
    """Sums since January are lower to the left; in January and February there is no room there."""
    return month > 2  # noqa: PLR2004


def label_newest(figure: go.Figure, values: np.ndarray, highest: np.ndarray, decimals: int) -> None:
    """Write the newest value over its month's bars, whose ``highest`` it has to clear, inside the frame."""
    known = np.flatnonzero(~np.isnan(values))
    if not len(known):
        return
    at = int(known[-1])
    month, text = MONTHS[at], short_number(float(values[at]), decimals)
    left, start, end = _is_written_left(month), height_over_bars(highest, month, text), max(values[at], 0.0)
    write_over_month(figure, text, month + 0.45 if left else month - 0.45, start, left=left, theme=PAGE)
    low, high = figure.layout.yaxis.range
    if start - end > _FAR * (high - low):
        point_to_bar(figure, month, start, end, width=2, colour=PAGE.text)


def write_over_month(figure: go.Figure, text: str, x: float, y: float, *, left: bool, theme: Theme) -> None:  # noqa: PLR0913 - what, where, how
    """Write the newest value above ``y``, to the left of ``x`` or to its right."""
    figure.add_annotation(
        text=f"<b>{text}</b>", x=x, xanchor="right" if left else "left", y=y, yanchor="bottom", showarrow=False,
        font={"size": theme.label_size, "color": theme.text},
    )  # fmt: skip


def point_to_bar(  # noqa: PLR0913 - where from, where to, how
    figure: go.Figure, month: int, start: float, end: float, *, width: float, colour: str
) -> None:
    """Draw an arrow from a label that is over a higher plan down to the bar it is about."""
    figure.add_annotation(
        text="", x=month, y=end, ax=month, ay=start, axref="x", ayref="y", showarrow=True,
        arrowhead=2, arrowsize=1.1, arrowwidth=width, arrowcolor=colour,
    )  # fmt: skip
