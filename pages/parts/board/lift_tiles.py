"""The six lifts as tiles: promise, how many items are on schedule, the worst item."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from indicators.catalogue import OVERALL, lifts
from indicators.frames import records
from indicators.labels import NO_VALUE
from indicators.wording import STATUS, TASK_STATUS
from parts.elements import indicator_pill, promise_text, task_pill
from parts.frame import month_query

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.catalogue import Lift
    from indicators.evaluation import Board

_TONES = {"good": "●", "warn": "▲", "bad": "■", "none": "○"}


def lift_tile_grid(board_for: Callable[[str], Board]) -> None:
    """Six tiles in the order of the plan; each title links to the lift's page."""
    with st.grid(3, min_column_width=270, gap="small", key="lift_tiles"):
        for lift in lifts().values():
            if lift.lift != OVERALL:
                _tile(lift, board_for(lift.lift))


def _tile(lift: Lift, board: Board) -> None:
    with st.container(border=True, key=f"tile_{lift.lift}", gap=None, height="stretch"):
        st.page_link(f"{lift.lift}.py", label=f"**{lift.name}**", query_params=month_query(board))
        st.html(
            f'<div class="promise">{promise_text(lift.promise)}</div>'
            f'<div class="share">{_on_track(board)}</div>{_verdict_bar(board)}{_worst_item(board)}'
        )


def _on_track(board: Board) -> str:
    """How many items are on schedule; a dash while nothing has been reported, since 0 would be invented."""
    if board.counts.get("awaiting", 0) == board.total:
        return f'<span class="number">{NO_VALUE}</span><span>{board.total} 项均待报送</span>'
    return f'<span class="number">{board.on_track}</span><span>/ {board.total} 项按时序推进</span>'


def _verdict_bar(board: Board) -> str:
    """A bar of one part for each tone, with its shape and count."""
    segments = []
    for tone, shape in _TONES.items():
        codes = {code for group in (STATUS, TASK_STATUS) for code, v in group.items() if v.tone == tone}
        count = sum(board.counts.get(code, 0) for code in codes)
        if count:
            segments.append(f'<span class="{tone}" style="flex:{count}">{shape} {count}</span>')
    return f'<div class="strip">{"".join(segments)}</div>'


def _worst_item(board: Board) -> str:
    if board.follow_ups.empty:
        return '<div class="worst quiet">暂无需要调度的事项</div>'
    item = records(board.follow_ups.head(1))[0]
    verdict = indicator_pill(board.row(item["subject"])) if item["what"] == "indicator" else task_pill(item)
    return f'<div class="worst">{escape(item["name"])} {verdict}</div>'
