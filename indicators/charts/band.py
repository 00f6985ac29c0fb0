"""The band over the bars: what the year ends with, in the right corner, and the room that it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from indicators.charts.template import LABEL_SIZE, LINE_HEIGHT, MARGIN, TEXT_SIZE, pixels
from indicators.wording import short_number

if TYPE_CHECKING:
    from collections.abc import Iterable

# The months' axis, with half a bar's place at both ends.
FIRST, END = 0.35, 12.65
# Over the highest bar the axis goes on at least so far.
ONE_BAND: Final = 1.26
# The narrowest a chart is drawn, and how far letters stand off what is under them.
_NARROWEST, _FREE = 250, 4


def expected_label(expected: np.ndarray, decimals: int) -> str:
    """What December is projected to be, not to the last digit: the exact figures stand in words beside the chart."""
    end = float(expected[-1, 0])
    if np.isnan(end):
        return ""
    few = 0 if abs(end) >= 100 else min(decimals, 1)  # noqa: PLR2004 - three digits are read at a glance
    return f"预计 {short_number(end, few)}"


def reaches_under(month: int, ends: Iterable[str]) -> bool:
    """Whether the label of a month reaches below what the year ends with, which is written in the right corner."""
    widest = max((pixels(text, TEXT_SIZE) for text in ends), default=0.0)
    return month + 0.5 > END - widest / _NARROWEST * (END - FIRST)


def top_of_axis(low: float, high: float, over: float, lines: int, height: int) -> float:
    """Where the axis ends, so that so many lines stand above all bars, and above the newest value's label.

    Args:
        low: where the axis begins.
        high: the highest bar's end.
        over: what the newest value's label stands on, where it reaches below the lines; else NaN.
        lines: how many.
        height: of the figure, pixels.
    """
    plot = height - MARGIN["t"] - MARGIN["b"]
    taken = lines * TEXT_SIZE * LINE_HEIGHT + _FREE
    label = taken + LABEL_SIZE * LINE_HEIGHT + _FREE
    needed = [low + (high - low) / (1 - taken / plot), low + (over - low) / (1 - label / plot)]
    return float(np.nanmax([high * ONE_BAND, *needed]))
