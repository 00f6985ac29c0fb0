"""An indicator's year on the stage of a meeting: large letters clear of the bars, in its theme's colours."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from indicators.charts.bars import add_year, blank_year
from indicators.charts.labels import expected_label, point_to_bar, target_label, write_over_month
from indicators.charts.template import LINE_HEIGHT, Theme, pixels
from indicators.evaluation import MONTHS
from indicators.wording import short_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import plotly.graph_objects as go


_MARGIN: Final = {"l": 4, "r": 4, "t": 6, "b": 54}
_NO_DATA: Final = "本年尚无数据"
# Half a bar's place; free pixels around a label.
_HALF, _FREE = 0.42, 10


def projector_chart(
    row: Mapping[str, Any], series: pd.DataFrame, *, theme: Theme, width: int, height: int
) -> go.Figure:
    """An indicator's year, readable from ten metres, with the year end next to December.

    Args:
        row: its row of ``Board.indicators``.
        series: its twelve rows of ``Board.series``, index month.
        theme: one of ``STAGE_THEMES``.
        width: pixels.
        height: pixels.
    """
    figure = blank_year(height, theme)
    add_year(
        figure,
        series,
        decimals=int(row["decimals"]),
        unit=str(row["unit"]),
        kind=str(row["kind"]),
        theme=theme,
    )
    figure.update_layout(width=width, margin=_MARGIN, hovermode=False)
    ends = _ends(row, series)
    room = max((pixels(text, theme.text_size) for text in ends), default=0) + 2 * _FREE
    month_width = (width - _MARGIN["l"] - _MARGIN["r"] - room) / len(MONTHS)
    plot, line = height - _MARGIN["t"] - _MARGIN["b"], theme.text_size * LINE_HEIGHT
    values = series[["plan", "actual", "expected_high"]].to_numpy(float)
    highest, low = np.nanmax(values, axis=1, initial=0.0), float(np.nanmin(values, initial=0.0)) * 1.2
    known = np.flatnonzero(series["actual"].notna())
    newest = MONTHS[known[-1]] if len(known) else MONTHS[0]
    actual, in_december = float(series["actual"].to_numpy(float)[newest - 1]), newest == MONTHS[-1]
    text = _NO_DATA if np.isnan(actual) else f"实际 {short_number(actual, int(row['decimals']))}"
    over, left = _clear_of_bars(
        highest, newest, ceil((pixels(text, theme.label_size) + 2 * _FREE) / month_width)
    )
    tops = [low + (float(highest.max()) - low) / (1 - _FREE / plot)]
    tops += [low + (value - low) / (1 - line / plot) for value in ends.values()]
    if not in_december:
        tops.append(low + (over - low) / (1 - (theme.label_size * LINE_HEIGHT + _FREE) / plot))
    top = max(tops) if max(tops) > low else low + 1
    scale = plot / (top - low)
    figure.update_yaxes(range=[low, top])
    figure.update_xaxes(range=[0.5, 12.5 + room / month_width])
    if not in_december:
        write_over_month(
            figure, text, newest + _HALF if left else newest - _HALF, over, left=left, theme=theme
        )
        if (over - max(actual, 0.0)) * scale > 2 * _FREE:
            point_to_bar(figure, newest, over, max(actual, 0.0), width=3, colour=theme.text)
    _write_ends(figure, ends, line, scale, theme)
    return figure


def _ends(row: Mapping[str, Any], series: pd.DataFrame) -> dict[str, float]:
    """What is written next to December: label -> value."""
    last, decimals = series.iloc[-1], int(row["decimals"])
    ends = {}
    if not np.isnan(last["plan"]):
        ends[f"计划 {target_label(last['plan'], decimals)}"] = float(last["plan"])
    if not np.isnan(last["actual"]):
        ends[f"<b>实际 {short_number(float(last['actual']), decimals)}</b>"] = float(last["actual"])
    elif not np.isnan(last["expected"]):
        ends[expected_label(series["expected"].to_numpy(float), decimals)] = float(last["expected"])
    return ends


def _clear_of_bars(highest: np.ndarray, month: int, months: int) -> tuple[float, bool]:
    """How high a label of so many months' width must be over ``month``, and whether it runs to the left."""
    left = month >= months
    below = highest[month - months : month] if left else highest[month - 1 : month - 1 + months]
    return float(below.max()), left


def _write_ends(
    figure: go.Figure, ends: Mapping[str, float], line: float, scale: float, theme: Theme
) -> None:
    """Write them right of December, each at its own height, moved apart where they would meet."""
    ordered = sorted(ends.items(), key=lambda end: end[1])
    missing = max(0.0, line - (ordered[-1][1] - ordered[0][1]) * scale) if len(ordered) > 1 else 0.0
    for position, (text, value) in enumerate(ordered):
        figure.add_annotation(
            text=text, x=12.5, y=value, xanchor="left", yanchor="middle", showarrow=False, xshift=_FREE / 2,
            yshift=missing / 2 if position else -missing / 2,
            font={"size": theme.text_size, "color": theme.quiet if "计划" in text else theme.text},
        )  # fmt: skip
