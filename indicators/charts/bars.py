"""Months as bars: what was done (solid) before what was planned (outlined)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from indicators.charts.labels import (
    END,
    FIRST,
    ONE_BAND,
    expected_label,
    label_ends,
    label_newest,
    reaches_under,
    top_of_axis,
)
from indicators.charts.template import CLEAR, HEIGHT, PAGE, Theme, template
from indicators.evaluation import MONTHS
from indicators.wording import number, request_to_report, short_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

_TICKS = [1, 3, 6, 9, 12]
_YEAR_COLUMNS = ["plan", "actual", "expected", "expected_low", "expected_high"]


def actual_against_plan(
    row: Mapping[str, Any], series: pd.DataFrame, *, height: int = HEIGHT, theme: Theme = PAGE
) -> go.Figure:
    """An indicator's year: stored values by month against the plan to date.

    Args:
        row: its row of ``Board.indicators``.
        series: its twelve rows of ``Board.series``, index month.
        height: pixels.
        theme: colours and sizes.
    """
    decimals = int(row["decimals"])
    # Three digits are enough on a small chart; the exact number stands above it.
    plan_label = (
        ""
        if row["target"] is None or np.isnan(row["target"])
        else short_number(row["target"], 0 if row["target"] == int(row["target"]) else decimals)
    )
    return _labelled_year(
        series,
        plan_label=f"全年计划 {plan_label}" if plan_label else "",
        decimals=decimals,
        unit=str(row["unit"]),
        height=height,
        without_actual=f"本年尚无数据<br>{request_to_report(row)}",
        theme=theme,
    )


def tasks_against_plan(task_months: pd.DataFrame, *, height: int = HEIGHT, theme: Theme = PAGE) -> go.Figure:
    """Tasks planned to be done against tasks done, cumulative by month."""
    year = task_months.rename(columns={"planned": "plan", "done": "actual"}).reindex(columns=_YEAR_COLUMNS)
    return _labelled_year(
        year,
        plan_label=f"年内应完成 {number(year['plan'].iloc[-1], 0)} 项",
        decimals=0,
        unit="项",
        height=height,
        without_actual="进展尚未报送",
        theme=theme,
    )


def months_own(
    series: pd.DataFrame, row: Mapping[str, Any], *, height: int = HEIGHT, theme: Theme = PAGE
) -> go.Figure:
    """Each month's own value beside last year's. A combined 1—2月 stands in February."""
    figure = blank_year(height, theme)
    this, last = series["single"].to_numpy(float), series["last_single"].to_numpy(float)
    decimals, unit = int(row["decimals"]), row["unit"]
    hover = f"%{{x}}月<br>%{{y:,.{decimals}f}}{unit}"
    figure.add_bar(
        x=MONTHS, y=last, width=0.5, offset=-0.38, marker_color=theme.previous, name="上年",
        hovertemplate=f"上年{hover}<extra></extra>",
    )  # fmt: skip
    figure.add_bar(
        x=MONTHS, y=this, width=0.5, offset=-0.12, marker_color=theme.ink, name="本年",
        hovertemplate=f"{hover}<extra></extra>",
    )  # fmt: skip
    values = np.concatenate([this, last])
    low, high = min(0.0, float(np.nanmin(values, initial=0))), float(np.nanmax(values, initial=0))
    figure.update_yaxes(range=[low * 1.2, max(high, 1e-9) * ONE_BAND])
    label_newest(figure, this, this, decimals, theme)
    return figure


def before_and_after(
    before: pd.Series, after: pd.Series, *, decimals: int, height: int = HEIGHT, theme: Theme = PAGE
) -> go.Figure:
    """A year's stored values by month as they stand (grey, wide) and as they would be (ink, narrow).

    Args:
        before: values that stand, index month.
        after: values that a file brings, index month.
        decimals: of the newest value's label.
        height: pixels.
        theme: colours and sizes.
    """
    figure = blank_year(height, theme)
    old, new = (values.reindex(MONTHS).to_numpy(float) for values in (before, after))
    figure.add_bar(x=MONTHS, y=old, width=0.84, marker_color=theme.previous, name="现有")
    figure.add_bar(x=MONTHS, y=new, width=0.5, marker_color=theme.ink, name="文件中")
    both = np.concatenate([old, new])
    high, low = float(np.nanmax(both, initial=0.0)) or 1.0, float(np.nanmin(both, initial=0.0))
    figure.update_yaxes(range=[low * 1.2, high * ONE_BAND])
    label_newest(figure, new, np.fmax(old, new), decimals, theme)
    return figure


def blank_year(height: int, theme: Theme) -> go.Figure:
    """Twelve months and nothing in them yet."""
    figure = go.Figure(layout={"template": template(theme), "height": height})
    figure.update_xaxes(range=[FIRST, END], tickvals=_TICKS, ticktext=[f"{m}月" for m in _TICKS])
    return figure


def add_year(figure: go.Figure, year: pd.DataFrame, *, decimals: int, unit: str, theme: Theme) -> None:
    """The year's bars: the plan outlined, what was done solid before it, what is projected hatched.

    Args:
        figure: to be added to.
        year: one row a month, columns as in ``Board.series``: ``plan``, ``actual`` and, where there is a projection,
            ``expected``, ``expected_low``, ``expected_high``; NaN where there is none.
        decimals: of the values.
        unit: of the values.
        theme: colours.
    """
    hover = f"%{{x}}月<br>%{{y:,.{decimals}f}}{unit}"
    figure.add_bar(
        x=MONTHS, y=year["plan"].to_numpy(float), width=0.84, name="计划",
        marker={"color": CLEAR, "line": {"color": theme.line, "width": theme.outline}},
        hovertemplate=f"时序计划 {hover}<extra></extra>",
    )  # fmt: skip
    figure.add_bar(
        x=MONTHS, y=year["actual"].to_numpy(float), width=0.5, name="实际", marker={"color": theme.ink},
        hovertemplate=f"实际 {hover}<extra></extra>",
    )  # fmt: skip
    if year["expected"].notna().any():
        _add_expected(figure, year, decimals=decimals, unit=unit, theme=theme)


def _add_expected(figure: go.Figure, year: pd.DataFrame, *, decimals: int, unit: str, theme: Theme) -> None:
    """What is projected: hatched, with its 80 % interval at the year's end, and called 预计."""
    middle, low, high = year[["expected", "expected_low", "expected_high"]].to_numpy(float).T
    last = np.arange(len(MONTHS)) == len(MONTHS) - 1
    figure.add_bar(
        x=MONTHS, y=middle, width=0.5, name="预计",
        marker={"color": CLEAR, "line": {"color": theme.ink, "width": theme.outline},
                "pattern": {"shape": "/", "fgcolor": theme.ink, "size": 6, "solidity": 0.3}},
        error_y={"type": "data", "symmetric": False, "array": np.where(last, high - middle, np.nan),
                 "arrayminus": np.where(last, middle - low, np.nan), "color": theme.text, "thickness": 2, "width": 5},
        customdata=np.stack([low, high], axis=-1),
        hovertemplate=f"预计 %{{x}}月<br>%{{y:,.{decimals}f}}{unit}（%{{customdata[0]:,.{decimals}f}}—%{{customdata[1]:,.{decimals}f}}）<extra></extra>",
    )  # fmt: skip


def _labelled_year(  # noqa: PLR0913 - all by name
    year: pd.DataFrame,
    *,
    plan_label: str,
    decimals: int,
    unit: str,
    height: int,
    without_actual: str,
    theme: Theme,
) -> go.Figure:
    figure = blank_year(height, theme)
    add_year(figure, year, decimals=decimals, unit=unit, theme=theme)
    plan, actual = year["plan"].to_numpy(float), year["actual"].to_numpy(float)
    values = np.concatenate([plan, actual, year["expected_high"].to_numpy(float)])
    high = float(np.nanmax(values, initial=0.0)) or 1.0
    low = float(np.nanmin(values, initial=0.0)) * 1.2
    expected = expected_label(year["expected"].to_numpy(float), decimals)
    ends = {text: colour for text, colour in ((plan_label, theme.quiet), (expected, theme.text)) if text}
    above = np.fmax(actual, plan)
    newest = np.flatnonzero(~np.isnan(actual))
    under = len(newest) and reaches_under(newest[-1] + 1, ends, theme)
    over = above[newest[-1]] if under else np.nan
    top = top_of_axis(low=low, high=high, over=over, lines=len(ends), height=height, theme=theme)
    figure.update_yaxes(range=[low, top])
    label_ends(figure, ends, theme)
    if len(newest):
        label_newest(figure, actual, above, decimals, theme)
    else:
        figure.add_annotation(
            text=without_actual, x=0.5, xref="paper", y=0.45, yref="paper", showarrow=False,
            font={"size": theme.text_size, "color": theme.quiet}, bgcolor=theme.paper, bordercolor=theme.line,
            borderpad=6,
        )  # fmt: skip
    return figure


def values_by_year_chart(
    table: pd.DataFrame, row: Mapping[str, Any], *, height: int = HEIGHT, theme: Theme = PAGE
) -> go.Figure:
    """Stored values of every year as lines: the newest in ink, the older grey, each named at its end.

    Args:
        table: one row a year (ascending), columns months 1..12.
        row: the indicator's row of ``Board.indicators``.
        height: pixels.
        theme: colours and sizes.
    """
    figure = blank_year(height, theme)
    newest = len(table) - 1
    decimals, unit = int(row["decimals"]), row["unit"]
    for position, (year, values) in enumerate(table.iterrows()):
        known = values.dropna()
        colour = theme.ink if position == newest else theme.line
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
                yshift=8, showarrow=False, bgcolor=theme.paper,
                font={"size": theme.text_size, "color": colour},
            )  # fmt: skip
    highest, lowest = (
        float(np.nanmax(table.to_numpy(float), initial=0)),
        float(np.nanmin(table.to_numpy(float), initial=0)),
    )
    figure.update_yaxes(range=[lowest * 1.2, (highest or 1.0) * ONE_BAND])
    return figure
