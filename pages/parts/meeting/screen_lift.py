"""Screens of a lift: figures as tiles, with charts where there are one or two; tasks as lines."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.labels import is_missing
from indicators.meeting import FIGURES_A_ROW
from indicators.wording import progress_text, target_text
from parts.elements import indicator_pill
from parts.meeting.screen_parts import long_class, screen_value, stage_chart
from parts.meeting.screen_tasks import task_lines, task_part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.evaluation import Board
    from indicators.meeting import Screen
    from parts.meeting.choice import MeetingChoice

# By number of figures: name for the style sheet, width and height of the chart. One figure is next to its chart, two
# are above theirs.
_CHARTS = {1: ("wide", 1080, 400), 2: ("half", 828, 226)}
# The most tasks that fit below charts.
_MAX_BELOW_CHARTS = 4
# In Chinese characters: a longer name is set smaller, on a tile and above a chart.
_NAME, _CHART_NAME = 22, 28


def lift_screen(choice: MeetingChoice, screen: Screen) -> None:
    """Figures above, tasks below; tasks alone have the whole screen."""
    board = choice.board(screen.lift)
    figures = [name for name in screen.subjects if name in board.indicators.index]
    tasks = [name for name in screen.subjects if name in board.tasks.index]
    if not figures:
        st.html(task_part(choice, board, tasks))
        return
    above = ""
    if len(figures) in _CHARTS and len(tasks) <= _MAX_BELOW_CHARTS:
        _chart_row(choice, board, figures)
    else:
        tiles = "".join(figure_tile(board, name) for name in figures)
        rows, columns = -(-len(figures) // FIGURES_A_ROW), min(len(figures), FIGURES_A_ROW)
        above = f'<div class="stage-tiles{" one" if rows == 1 else ""}" style="--rows:{rows};--columns:{columns}">{tiles}</div>'
    below = task_lines(choice, board, tasks) if tasks else ""
    st.html(f'<div class="stage-stack fill">{above}{below}</div>')


def figure_tile(board: Board, indicator: str) -> str:
    """One figure as a tile: verdict, name, value, progress bar, target in its own words."""
    row = board.row(indicator)
    return (
        f'<div class="stage-tile">{indicator_pill(row)}<h2 class="{long_class(row["name"], _NAME)}">{escape(row["name"])}</h2>'
        f'<div class="low">{screen_value(row)}{progress_bar(row)}{span_line(row)}{target_line(row)}</div></div>'
    )


def span_line(row: Mapping[str, Any]) -> str:
    """Which months the value is of, how much of the year's target it is or how it has grown; empty without a value."""
    return f"<p>{progress_text(row)}</p>" if progress_text(row) else ""


def target_line(row: Mapping[str, Any]) -> str:
    """The year's target in its own words, cut where they do not fit."""
    return f'<p class="target">计划 {escape(target_text(row))}</p>'


def progress_bar(row: Mapping[str, Any]) -> str:
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
                st.html(
                    f'{indicator_pill(row)}<h2 class="{long_class(row["name"], _CHART_NAME)}">{escape(row["name"])}</h2>'
                    f'<div class="low">{screen_value(row)}<div>{span_line(row)}{target_line(row)}</div></div>'
                )
                with st.container(width=width, gap=None, key=f"staged_chart_{kind}_{indicator}"):
                    stage_chart(
                        board, indicator, theme=choice.theme, width=width, height=height, key=f"stage_lift_{indicator}"
                    )  # fmt: skip
