"""Months as bars on a page: actual (solid) in front of the plan (outlined)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from indicators.charts.labels import (
    END,
    FIRST,
    expected_label,
    height_over_bars,
    is_below_end_labels,
    label_ends,
    label_newest,
    plain_text,
    target_label,
    top_of_axis,
)
from indicators.charts.template import CLEAR, HEIGHT, PAGE, Theme, template
from indicators.evaluation import MONTHS
from indicators.labels import is_missing
from indicators.period import months_covered
from indicators.wording import report_request, short_number, ytd_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

_TICKS = [1, 3, 6, 9, 12]
_TOGETHER = "1—2月"
_YEAR_COLUMNS = ["plan", "actual", "expected", "expected_low", "expected_high"]


def actual_against_plan(row: Mapping[str, Any], series: pd.DataFrame, *, height: int = HEIGHT) -> go.Figure:
    """An indicator's year: stored values by month against the plan to date.

    Args:
        row: its row of ``Board.indicators``.
        series: its twelve rows of ``Board.series``, index month.
        height: pixels.
    """
    decimals, target = int(row["decimals"]), row["target"]
    return _labelled_year(
        series,
        plan_label="" if is_missing(target) else f"年度计划 {target_label(target, decimals)}",
        decimals=decimals,
        unit=str(row["unit"]),
        kind=str(row["kind"]),
        height=height,
        without_actual=f"本年尚无数据<br>{report_request(row)}",
    )


def months_own(series: pd.DataFrame, row: Mapping[str, Any], *, height: int = HEIGHT) -> go.Figure:
    """Each month's own value next to last year's; a combined 1—2月 is drawn in February and called so."""
    figure = blank_year(height, PAGE)
    this, last = series["single"].to_numpy(float), series["last_single"].to_numpy(float)
    decimals = int(row["decimals"])
    spans, last_spans = _own_spans(series["actual"]), _own_spans(series["last_year"])
    hover = f"%{{hovertext}}<br>%{{y:,.{decimals}f}}{plain_text(row['unit'])}<extra></extra>"
    figure.add_bar(
        x=MONTHS, y=last, width=0.5, offset=-0.38, marker_color=PAGE.previous, name="上年",
        hovertext=last_spans, hovertemplate=f"上年{hover}",
    )  # fmt: skip
    figure.add_bar(
        x=MONTHS, y=this, width=0.5, offset=-0.12, marker_color=PAGE.ink, name="本年",
        hovertext=spans, hovertemplate=hover,
    )  # fmt: skip
    # January's place is empty where neither year has one.
    if np.isnan(last[0]) and np.isnan(this[0]) and _TOGETHER in {spans[1], last_spans[1]}:
        ticks = [2, *_TICKS[2:]]  # 3月 would touch it
        figure.update_xaxes(tickvals=ticks, ticktext=[_TOGETHER, *(f"{month}月" for month in ticks[1:])])
    figure.update_yaxes(range=_labelled_range(height, this, last))
    label_newest(figure, this, this, decimals)
    return figure


def _own_spans(stored: pd.Series) -> list[str]:
    """What each month's own value covers: 9月; where months before it were not reported, 1—2月 or 7—9月."""
    covered = months_covered(stored).fillna(1).astype(int)
    return [
        f"{month}月" if months == 1 else f"{month - months + 1}—{month}月"
        for month, months in zip(MONTHS, covered, strict=True)
    ]


def before_and_after(
    before: pd.Series, after: pd.Series, *, decimals: int, height: int = HEIGHT
) -> go.Figure:
    """A year's stored values by month (grey, wide) and those of a file (ink, narrow); both with index month."""
    figure = blank_year(height, PAGE)
    old, new = (values.reindex(MONTHS).to_numpy(float) for values in (before, after))
    names = [f"{month}月" for month in MONTHS]
    hover = f"%{{hovertext}}<br>%{{y:,.{decimals}f}}<extra></extra>"
    figure.add_bar(
        x=MONTHS, y=old, width=0.84, marker_color=PAGE.previous, name="现有",
        hovertext=names, hovertemplate=f"现有 {hover}",
    )  # fmt: skip
    figure.add_bar(
        x=MONTHS, y=new, width=0.5, marker_color=PAGE.ink, name="文件中",
        hovertext=names, hovertemplate=f"文件中 {hover}",
    )  # fmt: skip
    figure.update_yaxes(range=_labelled_range(height, old, new))
    label_newest(figure, new, np.fmax(old, new), decimals)
    return figure


def blank_year(height: int, theme: Theme) -> go.Figure:
    """Twelve months without values."""
    figure = go.Figure(layout={"template": template(theme), "height": height})
    figure.update_xaxes(range=[FIRST, END], tickvals=_TICKS, ticktext=[f"{m}月" for m in _TICKS])
    return figure


def add_year(  # noqa: PLR0913 - all by name
    figure: go.Figure, year: pd.DataFrame, *, decimals: int, unit: str, kind: str, theme: Theme
) -> None:
    """Add the year's bars: the plan outlined, the actual solid in front of it, the projection hatched.

    Args:
        figure: to be added to.
        year: one row a month, columns as in ``Board.series``: ``plan``, ``actual``, ``expected``, ``expected_low``,
            ``expected_high``; NaN where there is none.
        decimals: of the values.
        unit: of the values.
        kind: of the indicator: a stock's values are levels at a month's end, the others reach from January.
        theme: colours.
    """
    shown = f"%{{hovertext}}<br>%{{y:,.{decimals}f}}{plain_text(unit)}"
    spans = [ytd_text(month, kind) for month in MONTHS]
    outline = {"color": CLEAR, "line": {"color": theme.line, "width": theme.outline}}
    figure.add_bar(
        x=MONTHS, y=year["plan"].to_numpy(float), width=0.84, name="计划", marker=outline,
        hovertext=spans, hovertemplate=f"计划 {shown}<extra></extra>",
    )  # fmt: skip
    figure.add_bar(
        x=MONTHS, y=year["actual"].to_numpy(float), width=0.5, name="实际", marker={"color": theme.ink},
        hovertext=spans, hovertemplate=f"实际 {shown}<extra></extra>",
    )  # fmt: skip
    if year["expected"].isna().all():
        return
    middle, low, high = year[["expected", "expected_low", "expected_high"]].to_numpy(float).T
    is_december = np.array(MONTHS) == MONTHS[-1]
    interval = f"（%{{customdata[0]:,.{decimals}f}}—%{{customdata[1]:,.{decimals}f}}）"
    figure.add_bar(
        x=MONTHS, y=middle, width=0.5, name="预计",
        marker={"color": CLEAR, "line": {"color": theme.ink, "width": theme.outline},
                "pattern": {"shape": "/", "fgcolor": theme.ink, "size": 6, "solidity": 0.3}},
        error_y={"type": "data", "symmetric": False, "array": np.where(is_december, high - middle, np.nan),
                 "arrayminus": np.where(is_december, middle - low, np.nan),
                 "color": theme.text, "thickness": 2, "width": 5},
        customdata=np.stack([low, high], axis=-1),
        hovertext=spans, hovertemplate=f"预计 {shown}{interval}<extra></extra>",
    )  # fmt: skip


def _labelled_year(  # noqa: PLR0913 - all by name
    year: pd.DataFrame,
    *,
    plan_label: str,
    decimals: int,
    unit: str,
    kind: str,
    height: int,
    without_actual: str,
) -> go.Figure:
    figure = blank_year(height, PAGE)
    add_year(figure, year, decimals=decimals, unit=unit, kind=kind, theme=PAGE)
    plan, actual = year["plan"].to_numpy(float), year["actual"].to_numpy(float)
    low, high = _value_range(plan, actual, year["expected_high"].to_numpy(float))
    expected = expected_label(year["expected"].to_numpy(float), decimals)
    ends = {text: colour for text, colour in ((plan_label, PAGE.quiet), (expected, PAGE.text)) if text}
    highest = np.fmax(actual, plan)
    newest = np.flatnonzero(~np.isnan(actual))
    is_below = len(newest) > 0 and is_below_end_labels(newest[-1] + 1, ends)
    label_at = np.nan
    if len(newest):
        text = short_number(float(actual[newest[-1]]), decimals)
        label_at = height_over_bars(highest, MONTHS[newest[-1]], text)
    top = top_of_axis(
        low=low, high=high, label_at=label_at, is_below=is_below, lines=len(ends), height=height
    )
    figure.update_yaxes(range=[low, top])
    label_ends(figure, ends)
    if len(newest):
        label_newest(figure, actual, highest, decimals)
    else:
        figure.add_annotation(
            text=without_actual, x=0.5, xref="paper", y=0.45, yref="paper", showarrow=False,
            font={"size": PAGE.text_size, "color": PAGE.quiet}, bgcolor=PAGE.paper, bordercolor=PAGE.line, borderpad=6,
        )  # fmt: skip
    return figure


def _value_range(*values: np.ndarray) -> list[float]:
    """What holds 0 and all values; where none is above 0, with some room there."""
    every = np.concatenate([part.ravel() for part in values])
    low, high = float(np.nanmin(every, initial=0.0)), float(np.nanmax(every, initial=0.0))
    return [low * 1.2, high or -low / 4 or 1.0]


def _labelled_range(height: int, *values: np.ndarray) -> list[float]:
    """An axis for these values, with room for a label over the highest."""
    low, high = _value_range(*values)
    return [low, top_of_axis(low=low, high=high, label_at=high, is_below=False, lines=0, height=height)]
