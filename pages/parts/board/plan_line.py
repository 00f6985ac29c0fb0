"""Which plan a page goes by: the year, and its announcement, whose text unfolds."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING

from indicators.labels import day_label, join_clauses
from indicators.plan_year import plan_years
from indicators.years import announcement
from parts.frame import current_snapshot

if TYPE_CHECKING:
    from indicators.evaluation import Board
    from indicators.years import Announcement


def plan_line(board: Board) -> str:
    """The plan of the month's year, over its announcement; that it is still to come where there is none."""
    year, snapshot = board.through.year, current_snapshot()
    if year not in plan_years(snapshot):
        return f'<span class="promise">{year}年度计划待下达</span>'
    found = announcement(snapshot, year)
    return _folded(found) if found else f'<span class="promise">{year}年度计划</span>'


def _folded(found: Announcement) -> str:
    day = day_label(date.fromisoformat(found.announced)) if found.announced else ""
    title, where = escape(found.title), escape(join_clauses([found.document, day]))
    named = f"<span>：{title}</span>" if title else ""
    text = escape(found.text or "没有录入全文")
    return (
        f'<details class="plan"><summary><span>{found.year}年度计划</span>{named}</summary><div><b>{title}</b>'
        f'<p class="quiet">{where}</p><p class="text">{text}</p></div></details>'
    )
