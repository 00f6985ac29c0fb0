"""An indicator's year on the stage of a meeting: large letters that stand clear of the bars, in its theme's colours."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import plotly.graph_objects as go

from indicators.charts.bars import actual_against_plan, point_to_bar
from indicators.charts.template import INK, LINE, LINE_HEIGHT, QUIET, TEXT, pixels
from indicators.progress import MONTHS
from indicators.wording import short_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd


@dataclass(frozen=True)
class Palette:
    """Attributes: ink: of what was done. text, quiet: of words. line: of what was planned. paper: behind words."""

    ink: str
    text: str
    quiet: str
    line: str
    paper: str


LIGHT: Final = Palette(INK, "#111a28", "#38445a", "#4d5a6e", "rgba(255,255,255,0.85)")
DARK: Final = Palette("#7db4ff", "#ffffff", "#cdd8e8", "#b8c7dd", "rgba(11,22,38,0.85)")
PALETTES: Final = {"light": LIGHT, "dark": DARK}
_TEXT_SIZE, _LABEL_SIZE = 30, 40
_MARGIN: Final = {"l": 4, "r": 4, "t": 6, "b": 54}
_NOTHING: Final = "本年尚无数据"
# Half a bar's place; free pixels around a label.
_HALF, _FREE = 0.42, 10


def on_stage(
    row: Mapping[str, Any], series: pd.DataFrame, *, theme: str, width: int, height: int
) -> go.Figure:
    """An indicator's year, readable from ten metres. What the year ends with stands beside December, not over it.

    Args:
        row: its row of ``Board.indicators``.
        series: its twelve rows of ``Board.series``, index month.
        theme: a name in ``PALETTES``.
        width: pixels.
        height: pixels.
    """
    palette = PALETTES[theme]
    figure = _recoloured(actual_against_plan(row, series, height=height), palette)
    figure.update_layout(width=width, height=height, margin=_MARGIN, hovermode=False)
    figure.update_xaxes(tickfont={"size": _TEXT_SIZE, "color": palette.quiet})
    figure.update_traces(selector={"type": "bar"}, marker_line_width=2.5)
    figure.update_traces(selector={"name": "实际"}, marker_line_width=0)
    _Labels(figure, row, series, palette, width, height).draw()
    return figure


def _recoloured(figure: go.Figure, palette: Palette) -> go.Figure:
    """All at once: what is white in one theme is words in the other."""
    colours = {
        INK: palette.ink, TEXT: palette.text, QUIET: palette.quiet, LINE: palette.line,
        "rgba(255,255,255,0.85)": palette.paper, "#ffffff": palette.paper,
    }  # fmt: skip
    known = "|".join(re.escape(f'"{colour}"') for colour in colours)
    return go.Figure(
        json.loads(re.sub(known, lambda found: f'"{colours[found[0][1:-1]]}"', figure.to_json()))
    )


@dataclass(frozen=True)
class _Labels:
    """Where words have room: the newest value over its month, the ends of plan and projection right of December."""

    figure: go.Figure
    row: Mapping[str, Any]
    series: pd.DataFrame
    palette: Palette
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
        room = max((pixels(text, _TEXT_SIZE) for text, _ in ends), default=0) + 2 * _FREE
        month = (self.width - _MARGIN["l"] - _MARGIN["r"] - room) / len(MONTHS)
        over, left = _over(tops, at, ceil((pixels(text, _LABEL_SIZE) + 2 * _FREE) / month))
        plot = self.height - _MARGIN["t"] - _MARGIN["b"]
        label, half = _LABEL_SIZE * LINE_HEIGHT, _TEXT_SIZE * LINE_HEIGHT
        is_last = at == len(MONTHS) - 1
        top = low + max(
            (float(tops.max()) - low) / (1 - _FREE / plot),
            0 if is_last else (over - low) / (1 - (label + _FREE) / plot),
            *((value - low) / (1 - half / plot) for _, value in ends),
        )
        top = top if top > low else low + 1
        self.figure.update_yaxes(range=[low, top])
        self.figure.update_xaxes(range=[0.5, 12.5 + room / month])
        self.figure.layout.annotations = ()
        if not is_last:
            self._over_its_month(at, text, over, left=left)
            if len(known) and (over - self._done(at)) / (top - low) * plot > 2 * _FREE:
                point_to_bar(self.figure, MONTHS[at], over, self._done(at), width=3, colour=self.palette.text)
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
            expected = float(last["expected"])
            # A projection is not known to the last digit.
            few = 0 if abs(expected) >= 100 else min(decimals, 1)  # noqa: PLR2004 - read at a glance
            yield f"预计 {short_number(expected, few)}", expected

    def _over_its_month(self, at: int, text: str, over: float, *, left: bool) -> None:
        month = MONTHS[at]
        self.figure.add_annotation(
            text=f"<b>{text}</b>", x=month + _HALF if left else month - _HALF, y=over, showarrow=False,
            xanchor="right" if left else "left", yanchor="bottom", borderpad=0,
            font={"size": _LABEL_SIZE, "color": self.palette.text},
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
                font={"size": _TEXT_SIZE, "color": self.palette.quiet if "计划" in text else self.palette.text},
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
