"""Screens of a lift: figures as tiles, with charts where there are one or two; tasks as lines."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.labels import NO_VALUE, is_missing
from indicators.meeting import FIGURES_A_ROW
from indicators.wording import percent, span_text, target_text, yoy_text
from parts.elements import indicator_pill
from parts.meeting.screen_parts import screen_value, stage_chart
from parts.meeting.screen_tasks import task_counts, task_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.evaluation import Board
    from indicators.meeting import Screen
    from parts.meeting.choice import MeetingChoice

# By number of figures: name for the style sheet, width and height of the chart. One figure is next to its chart, two
# are above theirs.
_CHARTS = {1: ("wide", 1080, 400), 2: ("half", 828, 226)}
# The most tasks that fit below charts, and below the counts by verdict.
_MAX_BELOW_CHARTS, _MAX_BELOW_COUNTS = 4, 6


def lift_screen(choice: MeetingChoice, screen: Screen) -> None:
    """Figures above, tasks below."""
    board = choice.board(screen.lift)
    figures = [name for name in screen.subjects if name in board.indicators.index]
    tasks = [name for name in screen.subjects if name in board.tasks.index]
    above = ""
    if len(figures) in _CHARTS and len(tasks) <= _MAX_BELOW_CHARTS:
        _chart_row(choice, board, figures)
    elif figures:
        tiles = "".join(figure_tile(board, name) for name in figures)
        single_row = f' one" style="--columns:{len(figures)}' if len(figures) <= FIGURES_A_ROW else ""
        above = f'<div class="stage-tiles{single_row}">{tiles}</div>'
    elif len(tasks) <= _MAX_BELOW_COUNTS:
        above = task_counts(board, tasks)
    with_answers = not figures and len(tasks) <= _MAX_BELOW_CHARTS
    below = task_lines(choice, board, tasks, with_answers=with_answers) if tasks else ""
    st.html(f'<div class="stage-stack fill">{above}{below}</div>')


def figure_tile(board: Board, indicator: str) -> str:
    """One figure as a tile: verdict, name, value, progress bar, target in its own words."""
    row = board.row(indicator)
    growth = "" if yoy_text(row) == NO_VALUE else f"　同比 {yoy_text(row)}"
    done = growth if is_missing(row["completion"]) else f"　完成 {percent(row['completion'])}"
    return (
        f'<div class="stage-tile">{indicator_pill(row)}<h2>{escape(row["name"])}</h2>'
        f'<div class="low">{screen_value(row)}{_progress_bar(row)}'
        f"<p>{span_text(row) or '本年尚无数据'}{done}</p>{_target(row)}</div></div>"
    )


def _target(row: Mapping[str, Any]) -> str:
    return f"<p>计划 {escape(target_text(row))}</p>"


def _progress_bar(row: Mapping[str, Any]) -> str:
    """A bar as long as the year's target, filled as far as it is completed, with a mark where the plan is by now."""
    done, plan = row["completion"], row["plan_completion"]
    if is_missing(done):
        return ""
    mark = "" if is_missing(plan) else f'<i style="left:{_within_bar(plan)}"></i>'
    return f'<div class="way"><span style="width:{_within_bar(done)}"></span>{mark}</div>'


def _within_bar(ratio: float) -> str:
    return f"{min(max(ratio, 0.0), 1.0) * 100:.1f}%"


def _chart_row(choice: MeetingChoice, board: Board, figures: Sequence[str]) -> None:
    kind, width, height = _CHARTS[len(figures)]
    with st.container(horizontal=True, gap=None, key=f"staged_row_{board.lift}"):
        for indicator in figures:
            row = board.row(indicator)
            with st.container(gap=None, key=f"staged_{kind}_{indicator}"):
                done = "" if is_missing(row["completion"]) else f"<p>完成 {percent(row['completion'])}</p>"
                st.html(
                    f'{indicator_pill(row)}<h2>{escape(row["name"])}</h2><div class="low">{screen_value(row)}'
                    f"<p>{span_text(row) or '本年尚无数据'}</p>{done}{_target(row)}</div>"
                )
                with st.container(width=width, gap=None, key=f"staged_chart_{kind}_{indicator}"):
                    stage_chart(
                        board, indicator, theme=choice.theme, width=width, height=height, key=f"stage_lift_{indicator}"
                    )  # fmt: skip
