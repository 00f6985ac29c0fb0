"""Months as bars: what was done (solid) before what was planned (outlined)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from indicators.charts.band import END, FIRST, ONE_BAND, expected_label, reaches_under, top_of_axis
from indicators.charts.template import (
    HEIGHT,
    INK,
    LABEL_SIZE,
    LINE,
    LINE_HEIGHT,
    PREVIOUS,
    QUIET,
    TEMPLATE,
    TEXT,
    TEXT_SIZE,
)
from indicators.progress import MONTHS
from indicators.wording import asks, number, short_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

_TICKS = [1, 3, 6, 9, 12]
# From this share of the chart's height on a label over the plan does not say by itself that it is the actual's.
_FAR = 0.15


def actual_against_plan(row: Mapping[str, Any], series: pd.DataFrame, *, height: int = HEIGHT) -> go.Figure:
    """An indicator's year: stored values by month against the plan to date.

    Args:
        row: its row of ``Board.indicators``.
        series: its twelve rows of ``Board.series``, index month.
        height: pixels.
    """
    decimals = int(row["decimals"])
    # Three digits are enough on a small chart; the exact number stands above it.
    plan_label = (
        ""
        if row["target"] is None or np.isnan(row["target"])
        else short_number(row["target"], 0 if row["target"] == int(row["target"]) else decimals)
    )
    return _bars(
        series["plan"].to_numpy(float),
        series["actual"].to_numpy(float),
        plan_label=f"全年计划 {plan_label}" if plan_label else "",
        decimals=decimals,
        unit=str(row["unit"]),
        height=height,
        without_actual=f"本年尚无数据<br>{asks(row)}",
        ahead=series[["expected", "expected_low", "expected_high"]].to_numpy(float),
    )


def tasks_against_plan(task_months: pd.DataFrame, *, height: int = HEIGHT) -> go.Figure:
    """Tasks planned to be done against tasks done, cumulative by month."""
    planned = task_months["planned"].to_numpy(float)
    return _bars(
        planned,
        task_months["done"].to_numpy(float),
        plan_label=f"年内应完成 {number(planned[-1], 0)} 项",
        decimals=0,
        unit="项",
        height=height,
        without_actual="进展尚未报送",
    )


def months_own(series: pd.DataFrame, row: Mapping[str, Any], *, height: int = HEIGHT) -> go.Figure:
    """Each month's own value beside last year's. A combined 1—2月 stands in February."""
    figure = _figure(height)
    this, last = series["single"].to_numpy(float), series["last_single"].to_numpy(float)
    decimals, unit = int(row["decimals"]), row["unit"]
    hover = f"%{{x}}月<br>%{{y:,.{decimals}f}}{unit}"
    figure.add_bar(
        x=MONTHS, y=last, width=0.5, offset=-0.38, marker_color=PREVIOUS, name="上年",
        hovertemplate=f"上年{hover}<extra></extra>",
    )  # fmt: skip
    figure.add_bar(
        x=MONTHS, y=this, width=0.5, offset=-0.12, marker_color=INK, name="本年",
        hovertemplate=f"{hover}<extra></extra>",
    )  # fmt: skip
    values = np.concatenate([this, last])
    low, high = min(0.0, float(np.nanmin(values, initial=0))), float(np.nanmax(values, initial=0))
    figure.update_yaxes(range=[low * 1.2, max(high, 1e-9) * ONE_BAND])
    _label_newest(figure, this, this, decimals)
    return figure


def before_and_after(
    before: pd.Series, after: pd.Series, *, decimals: int, height: int = HEIGHT
) -> go.Figure:
    """A year's stored values by month as they stand (grey, wide) and as they would be (ink, narrow).

    Args:
        before: values that stand, index month.
        after: values that a file brings, index month.
        decimals: of the newest value's label.
        height: pixels.
    """
    figure = _figure(height)
    old, new = (values.reindex(MONTHS).to_numpy(float) for values in (before, after))
    figure.add_bar(x=MONTHS, y=old, width=0.84, marker_color=PREVIOUS, name="现有")
    figure.add_bar(x=MONTHS, y=new, width=0.5, marker_color=INK, name="文件中")
    both = np.concatenate([old, new])
    high, low = float(np.nanmax(both, initial=0.0)) or 1.0, float(np.nanmin(both, initial=0.0))
    figure.update_yaxes(range=[low * 1.2, high * ONE_BAND])
    _label_newest(figure, new, np.fmax(old, new), decimals)
    return figure


def _figure(height: int) -> go.Figure:
    figure = go.Figure(layout={"template": TEMPLATE, "height": height})
    figure.update_xaxes(range=[FIRST, END], tickvals=_TICKS, ticktext=[f"{m}月" for m in _TICKS])
    return figure


def _bars(  # noqa: PLR0913 - all by name
    plan: np.ndarray,
    actual: np.ndarray,
    *,
    plan_label: str,
    decimals: int,
    unit: str,
    height: int,
    without_actual: str,
    ahead: np.ndarray | None = None,
) -> go.Figure:
    figure = _figure(height)
    hover = f"%{{x}}月<br>%{{y:,.{decimals}f}}{unit}"
    figure.add_bar(
        x=MONTHS, y=plan, width=0.84, name="计划",
        marker={"color": "rgba(255,255,255,0)", "line": {"color": LINE, "width": 1.4}},
        hovertemplate=f"时序计划 {hover}<extra></extra>",
    )  # fmt: skip
    figure.add_bar(
        x=MONTHS, y=actual, width=0.5, name="实际", marker={"color": INK},
        hovertemplate=f"实际 {hover}<extra></extra>",
    )  # fmt: skip
    expected = np.full((len(MONTHS), 3), np.nan) if ahead is None else ahead
    _add_expected(figure, expected, decimals=decimals, unit=unit)
    values = np.concatenate([plan, actual, expected[:, 2]])
    high = float(np.nanmax(values, initial=0.0)) or 1.0
    low = float(np.nanmin(values, initial=0.0))
    above = np.fmax(actual, plan)
    newest = np.flatnonzero(~np.isnan(actual))
    ends = {
        text: colour
        for text, colour in ((plan_label, QUIET), (expected_label(expected, decimals), TEXT))
        if text
    }
    over = above[newest[-1]] if len(newest) and reaches_under(newest[-1] + 1, ends) else np.nan
    figure.update_yaxes(range=[low * 1.2, top_of_axis(low * 1.2, high, over, len(ends), height)])
    for place, (text, colour) in enumerate(ends.items()):
        figure.add_annotation(
            text=text, x=1, xref="paper", xanchor="right", y=1, yref="paper", yanchor="top",
            yshift=-place * TEXT_SIZE * LINE_HEIGHT, borderpad=0, showarrow=False,
            font={"size": TEXT_SIZE, "color": colour},
        )  # fmt: skip
    if len(newest):
        _label_newest(figure, actual, above, decimals)
    else:
        figure.add_annotation(
            text=without_actual, x=0.5, xref="paper", y=0.45, yref="paper", showarrow=False,
            font={"size": TEXT_SIZE, "color": QUIET}, bgcolor="#ffffff", bordercolor=LINE, borderpad=6,
        )  # fmt: skip
    return figure


def _add_expected(figure: go.Figure, expected: np.ndarray, *, decimals: int, unit: str) -> None:
    """What is projected: hatched, with its 80 % interval at the year's end, and called 预计.

    Args:
        figure: to be added to.
        expected: months x (middle, low, high), NaN where nothing is projected.
        decimals: of the values.
        unit: of the values.
    """
    middle, low, high = expected.T
    if np.isnan(middle).all():
        return
    last = np.arange(len(MONTHS)) == len(MONTHS) - 1
    figure.add_bar(
        x=MONTHS, y=middle, width=0.5, name="预计",
        marker={"color": "rgba(255,255,255,0)", "line": {"color": INK, "width": 1.2},
                "pattern": {"shape": "/", "fgcolor": INK, "size": 6, "solidity": 0.3}},
        error_y={"type": "data", "symmetric": False, "array": np.where(last, high - middle, np.nan),
                 "arrayminus": np.where(last, middle - low, np.nan), "color": TEXT, "thickness": 2, "width": 5},
        customdata=np.stack([low, high], axis=-1),
        hovertemplate=f"预计 %{{x}}月<br>%{{y:,.{decimals}f}}{unit}（%{{customdata[0]:,.{decimals}f}}—%{{customdata[1]:,.{decimals}f}}）<extra></extra>",
    )  # fmt: skip


def _label_newest(figure: go.Figure, values: np.ndarray, above: np.ndarray, decimals: int) -> None:
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
        font={"size": LABEL_SIZE, "color": TEXT},
    )  # fmt: skip
    over, done = max(above[at], 0.0), max(values[at], 0.0)
    low, high = figure.layout.yaxis.range
    if over - done > _FAR * (high - low):
        point_to_bar(figure, month, over, done, width=2, colour=TEXT)


def point_to_bar(  # noqa: PLR0913 - where from, where to, how
    figure: go.Figure, month: int, over: float, done: float, *, width: float, colour: str
) -> None:
    """Where the plan is higher than what was done: an arrow from the label down to the bar it is about."""
    figure.add_annotation(
        text="", x=month, y=done, ax=month, ay=over, axref="x", ayref="y", showarrow=True,
        arrowhead=2, arrowsize=1.1, arrowwidth=width, arrowcolor=colour,
    )  # fmt: skip


def years(table: pd.DataFrame, row: Mapping[str, Any], *, height: int = HEIGHT) -> go.Figure:
    """Stored values of every year as lines: the newest in ink, the older grey, each named at its end.

    Args:
        table: one row a year (ascending), columns months 1..12.
        row: the indicator's row of ``Board.indicators``.
        height: pixels.
    """
    figure = _figure(height)
    newest = len(table) - 1
    decimals, unit = int(row["decimals"]), row["unit"]
    for position, (year, values) in enumerate(table.iterrows()):
        known = values.dropna()
        colour = INK if position == newest else LINE
        figure.add_scatter(
            x=known.index.to_numpy(int), y=known.to_numpy(float), mode="lines+markers", name=f"{year}年",
            line={"color": colour, "width": 3 if position == newest else 2}, marker={"size": 7},
            hovertemplate=f"{year}年1—%{{x}}月<br>%{{y:,.{decimals}f}}{unit}<extra></extra>",
        )  # fmt: skip
        if len(known):
            # The lines rise, so over their end and to its left there is room.
            figure.add_annotation(
                text=f"{year}年 {short_number(float(known.iloc[-1]), decimals)}", x=float(known.index[-1]) + 0.4,
                y=float(known.iloc[-1]), xanchor="right", yanchor="bottom",
                yshift=8, showarrow=False, bgcolor="rgba(255,255,255,0.85)",
                font={"size": TEXT_SIZE, "color": colour},
            )  # fmt: skip
    highest, lowest = (
        float(np.nanmax(table.to_numpy(float), initial=0)),
        float(np.nanmin(table.to_numpy(float), initial=0)),
    )
    figure.update_yaxes(range=[lowest * 1.2, (highest or 1.0) * ONE_BAND])
    return figure
