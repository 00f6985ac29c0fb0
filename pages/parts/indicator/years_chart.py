"""All years of an indicator, a line each."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from indicators import charts
from indicators.history import values_by_year
from parts.frame import current_snapshot
from parts.indicator.months_chart import HEIGHT
from parts.sheet import Drawing, chart_place

if TYPE_CHECKING:
    from indicators.evaluation import Board

_VALUES: Final = {"stock": "期末数", "mean": "均值"}


@dataclass(frozen=True)
class YearsChart:
    """Stored values of every year up to the month shown; nothing where this year is the only one: it has its chart."""

    indicator: str

    def draw(self, board: Board) -> Drawing:
        """The lines, each labelled at its end."""
        row = board.row(self.indicator)
        by_year = values_by_year(current_snapshot(), self.indicator, board.through)
        if set(by_year.index) <= {board.through.year}:
            return Drawing("")
        title = f"历年{_VALUES.get(row['kind'], '累计')}，{row['unit']}"
        figure = charts.values_by_year_chart(by_year, row, height=HEIGHT)
        chart = chart_place("years", figure, row["name"] + title)
        return chart.within(f'<section class="panel"><h2>{escape(title)}</h2>', "</section>")
