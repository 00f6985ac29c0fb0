"""An indicator's year: what was reached month by month, against the plan."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from indicators import charts
from indicators.labels import UNSCHEDULED, is_missing
from indicators.wording import headline
from parts.sheet import Drawing, chart_place

if TYPE_CHECKING:
    from indicators.evaluation import Board

_HEIGHT: Final = 380


@dataclass(frozen=True)
class YearChart:
    """The year's stored values against the plan to date, with the projection; nothing before the first value."""

    indicator: str

    def draw(self, board: Board) -> Drawing:
        """The chart under a line that says how to read it."""
        row, year = board.row(self.indicator), board.year_of(self.indicator)
        if is_missing(row["actual"]):
            return Drawing("")
        plan = "年度目标" if row["kind"] in UNSCHEDULED else "时序计划"
        against = "" if year["plan"].isna().all() else f"与{plan}（空框）"
        ahead = "" if is_missing(row["year_end"]) else "，预计（斜线）"
        title = f"{board.through.year}年实际（实心）{against}{ahead}，{row['unit']}"
        figure = charts.actual_against_plan(row, year, height=_HEIGHT)
        chart = chart_place("year", figure, headline(row))
        return chart.within(f'<section class="panel year"><h2>{escape(title)}</h2>', "</section>")
