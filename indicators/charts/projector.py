"""An indicator's year on the stage of a meeting: large letters that stand clear of the bars, in its theme's colours."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from indicators.charts.bars import add_year, blank_year
from indicators.charts.labels import expected_label, point_to_bar
from indicators.charts.template import LINE_HEIGHT, Theme, pixels
from indicators.evaluation import MONTHS
from indicators.wording import short_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd
    import plotly.graph_objects as go


_MARGIN: Final = {"l": 4, "r": 4, "t": 6, "b": 54}
_NOTHING: Final = "本年尚无数据"
# Half a bar's place; free pixels around a label.
_HALF, _FREE = 0.42, 10


def projector_chart(
    row: Mapping[str, Any], series: pd.DataFrame, *, theme: Theme, width: int, height: int
) -> go.Figure:
    """An indicator's year, readable from ten metres. What the year ends with stands beside December, not over it.

    Args:
        row: its row of ``Board.indicators``.
        series: its twelve rows of ``Board.series``, index month.
        theme: one of ``STAGE_THEMES``.
        width: pixels.
        height: pixels.
    """
    figure = blank_year(height, theme)
    add_year(figure, series, decimals=int(row["decimals"]), unit=str(row["unit"]), theme=theme)
    figure.update_layout(width=width, margin=_MARGIN, hovermode=False)
    _Labels(figure, row, series, theme, width, height).draw()
    return figure


@dataclass(frozen=True)
class _Labels:
    """Where words have room: the newest value over its month, the ends of plan and projection right of December."""

    figure: go.Figure
    row: Mapping[str, Any]
    series: pd.DataFrame
    theme: Theme
    width: int
    height: int

    def draw(self) -> None:
        """Scale the axes so that the labels fit, and write them."""
        values = self.series[["plan", "actual", "expected_high"]].to_numpy(float)
        # Actual, plan and projection of a month, whichever is highest.
        tops = np.nanmax(np.c_[values, np.zeros(len(values))], axis=1)
        low = float(np.nanmin(values, initial=0)) * 1.2
        known = np.flatnonzero(self.series["actual"].notna())
        at = int(known[-1]) if len(known) else 0
        text = f"实际 {self._short(at)}" if len(known) else _NOTHING
        ends = list(self._ends())
        room = max((pixels(text, self.theme.text_size) for text, _ in ends), default=0) + 2 * _FREE
        month = (self.width - _MARGIN["l"] - _MARGIN["r"] - room) / len(MONTHS)
        over, left = _over(tops, at, ceil((pixels(text, self.theme.label_size) + 2 * _FREE) / month))
        plot = self.height - _MARGIN["t"] - _MARGIN["b"]
        label, half = self.theme.label_size * LINE_HEIGHT, self.theme.text_size * LINE_HEIGHT
        is_last = at == len(MONTHS) - 1
        top = low + max(
            (float(tops.max()) - low) / (1 - _FREE / plot),
            0 if is_last else (over - low) / (1 - (label + _FREE) / plot),
            *((value - low) / (1 - half / plot) for _, value in ends),
        )
        top = top if top > low else low + 1
        self.figure.update_yaxes(range=[low, top])
        self.figure.update_xaxes(range=[0.5, 12.5 + room / month])
        if not is_last:
            self._over_its_month(at, text, over, left=left)
            if len(known) and (over - self._done(at)) / (top - low) * plot > 2 * _FREE:
                point_to_bar(self.figure, MONTHS[at], over, self._done(at), width=3, colour=self.theme.text)
        self._beside(ends, half, plot / (top - low), low)

    def _ends(self) -> Iterator[tuple[str, float]]:
        """What stands beside December: label and value."""
        last, decimals = self.series.iloc[-1], int(self.row["decimals"])
        if not np.isnan(last["plan"]):
            target = float(last["plan"])
            yield f"计划 {short_number(target, 0 if target == int(target) else decimals)}", target
        if not np.isnan(last["actual"]):
            yield f"<b>实际 {self._short(-1)}</b>", float(last["actual"])
        elif not np.isnan(last["expected"]):
            label = expected_label(self.series["expected"].to_numpy(float), decimals)
            yield label, float(last["expected"])

    def _over_its_month(self, at: int, text: str, over: float, *, left: bool) -> None:
        month = MONTHS[at]
        self.figure.add_annotation(
            text=f"<b>{text}</b>", x=month + _HALF if left else month - _HALF, y=over, showarrow=False,
            xanchor="right" if left else "left", yanchor="bottom", borderpad=0,
            font={"size": self.theme.label_size, "color": self.theme.text},
        )  # fmt: skip

    def _beside(self, ends: list[tuple[str, float]], apart: float, scale: float, low: float) -> None:
        """Right of December, each at its own height, moved apart where they would meet."""
        ends = sorted(ends, key=lambda end: end[1])
        heights = [(value - low) * scale for _, value in ends]
        missing = max(0.0, apart - (heights[-1] - heights[0])) if len(ends) > 1 else 0.0
        for place, (text, value) in enumerate(ends):
            self.figure.add_annotation(
                text=text, x=12.5, y=value, xanchor="left", yanchor="middle", showarrow=False, xshift=_FREE / 2,
                yshift=missing / 2 if place else -missing / 2,
                font={"size": self.theme.text_size, "color": self.theme.quiet if "计划" in text else self.theme.text},
            )  # fmt: skip

    def _done(self, at: int) -> float:
        """Where the bar of what was done ends."""
        return max(float(self.series["actual"].iloc[at]), 0.0)

    def _short(self, at: int) -> str:
        return short_number(float(self.series["actual"].iloc[at]), int(self.row["decimals"]))


def _over(tops: np.ndarray, at: int, months: int) -> tuple[float, bool]:
    """How high a label must stand to be clear of the months it lies over, and whether it runs to the left."""
    left = at + 1 >= months
    under = tops[at + 1 - months : at + 1] if left else tops[at : at + months]
    return float(under.max()), left
