"""The screen of one indicator that lags: its year as a chart, what the rest needs, what its unit does about it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators import charts
from indicators.caching import cached_on_owner
from indicators.labels import day_label
from indicators.meeting import newest_answer
from indicators.wording import (
    gap_label,
    headline,
    needed_sentence,
    outlook_text,
    percent,
    points_text,
    span_text,
    target_text,
    yoy_text,
)
from parts.elements import indicator_pill
from parts.meeting.screen_parts import CHART, clauses, figure, screen_value, shorten, unit_chip, unit_name

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from indicators.evaluation import Board
    from indicators.meeting import Answer, Screen
    from parts.meeting.choice import MeetingChoice

# An answer takes room below the chart.
_WIDTH, _HEIGHTS = 1080, {"tall": 590, "low": 500}
_LONGEST = 60
_WANTING = '<div><h2>原因、措施</h2><p class="wanting">待责任单位说明</p></div>'


def item_screen(choice: MeetingChoice, screen: Screen) -> None:
    """Chart left, figures right, the answer below."""
    (indicator,) = screen.subjects
    board = choice.board(screen.lift)
    row = board.row(indicator)
    answer = newest_answer(choice.snapshot, indicator, choice.through)
    size = "low" if answer.reason or answer.measure else "tall"
    with st.container(horizontal=True, gap=None, key=f"staged_item_{indicator}"):
        with st.container(width=_WIDTH, gap=None, key=f"staged_chart_{size}_{indicator}"):
            st.plotly_chart(
                _figure(board, indicator, choice.theme, _HEIGHTS[size]), theme=None, config=CHART,
                width=_WIDTH, height=_HEIGHTS[size], key=f"stage_{indicator}", alt=headline(row),
            )  # fmt: skip
        st.html(f'<div class="stage-beside {size}">{_beside(row)}</div>', width="stretch")
    st.html(f'<div class="stage-answer fill">{_answer(row, answer)}</div>')


@cached_on_owner
def _figure(board: Board, indicator: str, theme: str, height: int) -> go.Figure:
    return charts.projector_chart(
        board.row(indicator),
        board.year_of(indicator),
        theme=charts.STAGE_THEMES[theme],
        width=_WIDTH,
        height=height,
    )


def _beside(row: dict[str, Any]) -> str:
    rate = row["kind"] == "rate"
    facts = [
        figure("年度计划", target_text(row)),
        "" if rate else figure("完成率", percent(row["completion"])),
        figure(gap_label(row), points_text(row["gap_points"])),
        figure("同比", yoy_text(row)),
    ]
    ahead = "".join(f"<p>{clauses(text)}</p>" for text in (needed_sentence(row), outlook_text(row)) if text)
    return (
        f"<div>{indicator_pill(row)}</div>"
        f'<div class="stage-now">{screen_value(row)}<span>{span_text(row)}</span></div>'
        f'<div class="stage-facts">{"".join(facts)}</div>{ahead}'
    )


def _answer(row: dict[str, Any], answer: Answer) -> str:
    """What the responsible unit says; who that is, and by when."""
    said = [("原因", answer.reason), ("措施", answer.measure)]
    told = "".join(
        f"<div><h2>{what}</h2><p>{escape(shorten(words, _LONGEST))}</p></div>"
        for what, words in said
        if words
    )
    return (
        f'{told or _WANTING}<div class="by"><div><h2>责任单位</h2><p>{unit_name(row["responsible_unit"])}{unit_chip(row)}</p></div>'
        f"<div><h2>时限</h2><p>{day_label(answer.deadline, '待定')}</p></div></div>"
    )
