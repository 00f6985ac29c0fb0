"""The six lifts as tiles: promise, how many indicators are on schedule, verdicts, the worst item."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from indicators.catalogue import OVERALL, lifts
from indicators.frames import records
from indicators.labels import NO_VALUE
from indicators.wording import STATUS, TASK_STATUS, share
from parts.elements import indicator_pill, promise_text, task_pill
from parts.frame import month_query

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from indicators.catalogue import Lift
    from indicators.evaluation import Board
    from indicators.wording import Verdict


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
            f'<div class="share">{_share(board)}</div>{_verdict_bars(board)}{_worst_item(board)}'
        )


def _share(board: Board) -> str:
    """How many indicators are on schedule; a dash while nothing has been reported, since 0 would be invented."""
    known = share(board)
    if known is None:
        return f'<span class="number">{NO_VALUE}</span><span>尚无报送</span>'
    good, of, what = known
    return f'<span class="number">{good}</span><span>/ {of} {what}</span>'


def _verdict_bars(board: Board) -> str:
    """The verdicts of the indicators, and below them those of the tasks."""
    return _verdict_bar("指标", STATUS, board.indicator_counts) + _verdict_bar(
        "任务", TASK_STATUS, board.task_counts
    )


def _verdict_bar(what: str, verdicts: Mapping[str, Verdict], counts: Mapping[str, int]) -> str:
    """A bar of one part for each verdict, with its shape and count; nothing where there is none."""
    segments = "".join(
        f'<span class="{verdict.tone}" title="{verdict.word}" style="flex:{counts[code]}">{verdict.shape} {counts[code]}</span>'
        for code, verdict in verdicts.items()
        if code in counts
    )
    return f'<div class="strip"><b>{what}</b>{segments}</div>' if segments else ""


def _worst_item(board: Board) -> str:
    """What must be followed up first; while nothing has been reported nobody can say."""
    if share(board) is None:
        return ""
    if board.follow_ups.empty:
        return '<div class="worst quiet">暂无需要调度的事项</div>'
    item = records(board.follow_ups.head(1))[0]
    verdict = indicator_pill(board.row(item["subject"])) if item["what"] == "indicator" else task_pill(item)
    return f'<div class="worst">{escape(item["name"])} {verdict}</div>'
