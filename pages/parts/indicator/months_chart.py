"""Each month's own value, next to the same month's of last year."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from indicators import charts
from indicators.labels import join_names
from indicators.period import months_covered
from parts.sheet import Drawing, chart_place

if TYPE_CHECKING:
    import pandas as pd

    from indicators.evaluation import Board

HEIGHT: Final = 280
# 1—2月 and quarters are published together; a value that covers more is no month's own.
_MAX_MONTHS_TOGETHER: Final = 3


@dataclass(frozen=True)
class MonthsChart:
    """For sums over the year only: a level, a rate and an average have no month's own."""

    indicator: str

    def draw(self, board: Board) -> Drawing:
        """The chart, with what its bars cover; nothing where no month's own value is known."""
        row, year = board.row(self.indicator), board.year_of(self.indicator)
        covered, covered_last_year = months_covered(year["actual"]), months_covered(year["last_year"])
        # A value reported for half a year at once says nothing about its last month.
        shown = year.assign(
            single=year["single"].where(covered <= _MAX_MONTHS_TOGETHER),
            last_single=year["last_single"].where(covered_last_year <= _MAX_MONTHS_TOGETHER),
        )
        if shown[["single", "last_single"]].isna().to_numpy().all():
            return Drawing("")
        last_year = "" if shown["last_single"].isna().all() else "与上年（灰色）"
        title = f"当月值：{board.through.year}年（蓝色）{last_year}，{row['unit']}"
        revised = "；负数为含修正" if (shown["single"] < 0).any() else ""
        together = _published_together(covered)
        if _published_together(covered_last_year) != together:
            together += _published_together(covered_last_year, "上年")
        figure = charts.months_own(shown, row, height=HEIGHT)
        chart = chart_place("months", figure, row["name"] + title)
        heading = f"<h2>{escape(title + revised + together)}</h2>"
        return chart.within(f'<section class="panel">{heading}', "</section>")


def _published_together(covered: pd.Series, whose: str = "") -> str:
    """Which months of a year were published together, and which of those are not shown."""
    spans = {int(str(month)): int(count) for month, count in covered.items() if count > 1}
    shown = [
        f"{month - count + 1}—{month}月" for month, count in spans.items() if count <= _MAX_MONTHS_TOGETHER
    ]
    hidden = [
        f"{month - count + 1}—{month}月" for month, count in spans.items() if count > _MAX_MONTHS_TOGETHER
    ]
    return (f"；{whose}{join_names(shown)}合并公布" if shown else "") + (
        f"；{whose}{join_names(hidden)}一次报送，未分月" if hidden else ""
    )
