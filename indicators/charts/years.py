"""All years of an indicator as lines, their names beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from indicators.charts.bars import blank_year
from indicators.charts.labels import plain_text, top_of_axis
from indicators.charts.template import HEIGHT, LINE_HEIGHT, MARGIN, PAGE, pixels
from indicators.wording import short_number, ytd_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    import plotly.graph_objects as go

# Years that hardly differ are not drawn as if they did: the axis spans at least so much of the highest value.
_LEAST_SPAN: Final = 0.25
_FREE: Final = 8  # pixels between a line's end and its name


def values_by_year_chart(table: pd.DataFrame, row: Mapping[str, Any], *, height: int = HEIGHT) -> go.Figure:
    """Stored values of every year as lines: the newest in ink, the older grey, each named at the right.

    Args:
        table: one row a year (ascending), columns months 1..12.
        row: the indicator's row of ``Board.indicators``.
        height: pixels.
    """
    figure = blank_year(height, PAGE)
    decimals, unit = int(row["decimals"]), plain_text(row["unit"])
    ends: dict[str, float] = {}
    for year, values in table.iterrows():
        known = values.dropna()
        is_newest = year == table.index[-1]
        figure.add_scatter(
            x=known.index.to_numpy(int), y=known.to_numpy(float), mode="lines+markers", name=f"{year}年",
            line={"color": PAGE.ink if is_newest else PAGE.line, "width": 3 if is_newest else 2}, marker={"size": 7},
            hovertext=[f"{year}年{ytd_text(int(str(month)), row['kind'])}" for month in known.index],
            hovertemplate=f"%{{hovertext}}<br>%{{y:,.{decimals}f}}{unit}<extra></extra>",
        )  # fmt: skip
        if len(known):
            ends[f"{year}年 {short_number(float(known.iloc[-1]), decimals)}"] = float(known.iloc[-1])
    low, high = _range(table.to_numpy(float), height)
    figure.update_yaxes(range=[low, high])
    _name_lines(figure, ends, low, (height - MARGIN["t"] - MARGIN["b"]) / (high - low))
    return figure


def _range(values: np.ndarray, height: int) -> tuple[float, float]:
    """An axis for lines, which need not begin at 0."""
    if np.isnan(values).all():
        return 0.0, 1.0
    lowest, high = float(np.nanmin(values)), float(np.nanmax(values))
    span = max(high - lowest, _LEAST_SPAN * float(np.nanmax(np.abs(values)))) or 1.0
    low = high - 1.1 * span
    return low, top_of_axis(low=low, high=high, label_at=high, is_below=False, lines=0, height=height)


def _name_lines(figure: go.Figure, ends: Mapping[str, float], low: float, scale: float) -> None:
    """Write each line's name beside the chart at the height of its end, moved apart where two would meet."""
    line = PAGE.text_size * LINE_HEIGHT
    newest = list(ends)[-1:]
    # Of more years than fit, the newest.
    most = int((figure.layout.height - MARGIN["t"] - MARGIN["b"]) // line)
    ordered = sorted(list(ends.items())[-most:], key=lambda end: end[1])
    wanted = [(value - low) * scale for _, value in ordered]
    top = figure.layout.height - MARGIN["t"] - MARGIN["b"] - line / 2
    for (text, value), is_at, at in zip(ordered, wanted, _apart(wanted, line, top), strict=True):
        figure.add_annotation(
            text=text, x=1, xref="paper", xanchor="left", xshift=_FREE, y=value, yanchor="middle", yshift=at - is_at,
            borderpad=0, showarrow=False,
            font={"size": PAGE.text_size, "color": PAGE.ink if text in newest else PAGE.quiet},
        )  # fmt: skip
    room = max((pixels(text, PAGE.text_size) for text in ends), default=0.0)
    figure.update_layout(margin=MARGIN | {"r": int(room) + 2 * _FREE})


def _apart(heights: Sequence[float], distance: float, top: float) -> list[float]:
    """Ascending heights moved so that each is so far above the one before it and none is above the top."""
    moved: list[float] = []
    for height in heights:
        moved.append(max([height, distance / 2, *(lower + distance for lower in moved[-1:])]))
    for place in range(len(moved) - 1, -1, -1):
        above = moved[place + 1] - distance if place + 1 < len(moved) else top
        moved[place] = min(moved[place], above)
    return moved
