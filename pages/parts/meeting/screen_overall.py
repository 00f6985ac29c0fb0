"""The overall screen: the headline figures with the year ahead, the six lifts, and what is counted apart."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from indicators.catalogue import OVERALL, lifts
from indicators.wording import STATUS, TASK_STATUS, Verdict, board_message, shares, year_end_answer
from parts.elements import clauses_html, indicator_pill, pill
from parts.meeting.screen_lift import progress_bar, span_line, target_line
from parts.meeting.screen_parts import long_class, screen_value

if TYPE_CHECKING:
    from indicators.evaluation import Board
    from indicators.meeting import Screen
    from parts.meeting.choice import MeetingChoice

_MAX_FIGURES, _MAX_PILLS = 4, 2
# In Chinese characters: what is wider takes a second line, or is set smaller.
_NAME, _YEAR_END, _REST = 14, 33, 58
# What a meeting follows up, worst first; what is not reported or not planned is counted apart.
_WORST_FIRST = {
    code: {**STATUS, **TASK_STATUS}[code] for code in ("behind", "overdue", "slow", "stale", "due_soon")
}
_NONE_LAGS = Verdict("没有滞后", STATUS["on_schedule"].shape, "good", "")


def overall_screen(choice: MeetingChoice, _: Screen) -> None:
    """Up to four headline figures, then each lift, then one quiet line."""
    board = choice.board(None)
    headline = board.indicators.index[board.indicators["headline"].astype(bool)][:_MAX_FIGURES]
    figures = "".join(_headline_figure(board, str(name)) for name in headline)
    boxes = "".join(
        _lift_box(lift.name, choice.board(lift.lift)) for lift in lifts().values() if lift.lift != OVERALL
    )
    rest = board_message(board).rest
    apart = f'<p class="small{long_class(rest, _REST)}">{clauses_html(rest)}</p>' if rest else ""
    st.html(
        f'<div class="stage-stack fill"><div class="stage-headline">{figures}</div><div class="stage-lifts">{boxes}</div>'
        f"{apart}</div>"
    )


def _headline_figure(board: Board, indicator: str) -> str:
    """Name and verdict; value and how far it is; where the year will end."""
    row = board.row(indicator)
    # 待报送 says already that nothing can be expected yet.
    answer = "" if row["status"] == "awaiting" else year_end_answer(row)
    year_end = (
        f'<p class="year-end{long_class(answer, _YEAR_END)}">{clauses_html(answer)}</p>' if answer else ""
    )
    return (
        f'<div class="stage-figure"><div><h2 class="{long_class(row["name"], _NAME)}">{escape(row["name"])}</h2>'
        f"{indicator_pill(row)}</div><div>{screen_value(row)}"
        f"<div>{span_line(row)}{target_line(row)}</div></div>{progress_bar(row)}{year_end}</div>"
    )


def _lift_box(name: str, board: Board) -> str:
    """How many indicators are on schedule, how many tasks done, and the worst verdicts."""
    known = shares(board)
    counts = "".join(f"<span><b>{good}</b> / {of} {what}</span>" for good, of, what in known)
    lagging = board.follow_ups["status"].value_counts()
    pills = [
        pill(verdict, str(lagging[code])) for code, verdict in _WORST_FIRST.items() if code in lagging.index
    ]
    verdicts = pills or ([pill(_NONE_LAGS)] if known else [])
    return (
        f'<div class="stage-lift"><div><h2>{escape(name)}</h2><span>{"".join(verdicts[:_MAX_PILLS])}</span></div>'
        f"<p>{counts or '尚无报送'}</p></div>"
    )
