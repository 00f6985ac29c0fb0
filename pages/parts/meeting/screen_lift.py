"""Screens of a lift: its figures as tiles, with their year as a chart where they are few; its tasks as lines."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators import charts
from indicators.caching import cached_on_owner
from indicators.labels import NO_VALUE, is_missing
from indicators.meeting import FIGURES_A_ROW
from indicators.wording import headline, percent, span_text, target_text, yoy_text
from parts.elements import indicator_pill
from parts.meeting.screen_parts import CHART, screen_value
from parts.meeting.screen_tasks import lines, strip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import plotly.graph_objects as go

    from indicators.evaluation import Board
    from indicators.meeting import Screen
    from parts.meeting.choice import MeetingChoice

# One figure of a lift stands beside its chart, two above theirs: name for the style sheet, width, height.
_CHARTS = {1: ("wide", 1080, 400), 2: ("half", 828, 226)}
# Beside charts there is room for so many tasks, beside how they stand altogether for so many.
_BESIDE_CHARTS, _BESIDE_STRIP = 4, 6


def lift_screen(choice: MeetingChoice, screen: Screen) -> None:
    """Figures above, tasks below."""
    board = choice.board(screen.lift)
    figures = [name for name in screen.subjects if name in board.indicators.index]
    tasks = [name for name in screen.subjects if name in board.tasks.index]
    above = ""
    if len(figures) in _CHARTS and len(tasks) <= _BESIDE_CHARTS:
        _charted(choice, board, figures)
    elif figures:
        tiles = "".join(tile(board, name) for name in figures)
        row = f' one" style="--columns:{len(figures)}' if len(figures) <= FIGURES_A_ROW else ""
        above = f'<div class="stage-tiles{row}">{tiles}</div>'
    elif len(tasks) <= _BESIDE_STRIP:
        above = strip(board, tasks)
    told = not figures and len(tasks) <= _BESIDE_CHARTS
    below = lines(choice, board, tasks, told=told) if tasks else ""
    st.html(f'<div class="stage-stack fill">{above}{below}</div>')


def tile(board: Board, indicator: str) -> str:
    """One figure: verdict, name, value, how far of the way, target in its own words."""
    row = board.row(indicator)
    growth = "" if yoy_text(row) == NO_VALUE else f"　同比 {yoy_text(row)}"
    done = growth if is_missing(row["completion"]) else f"　完成 {percent(row['completion'])}"
    return (
        f'<div class="stage-tile">{indicator_pill(row)}<h2>{escape(row["name"])}</h2>'
        f'<div class="low">{screen_value(row)}{_way(row)}'
        f"<p>{span_text(row) or '本年尚无数据'}{done}</p>{_plan(row)}</div></div>"
    )


def _plan(row: Mapping[str, Any]) -> str:
    return f"<p>计划 {escape(target_text(row))}</p>"


def _way(row: Mapping[str, Any]) -> str:
    """A bar: the target is its whole length, the mark is where the plan stands by now."""
    done, target, plan = row["completion"], row["target"], row["plan_to_date"]
    if is_missing(done) or is_missing(target) or not target:
        return ""
    mark = (
        "" if is_missing(plan) else f'<i style="left:{min(float(plan) / float(target), 1) * 100:.1f}%"></i>'
    )
    return f'<div class="way"><span style="width:{min(float(done), 1) * 100:.1f}%"></span>{mark}</div>'


def _charted(choice: MeetingChoice, board: Board, figures: Sequence[str]) -> None:
    kind, width, height = _CHARTS[len(figures)]
    with st.container(horizontal=True, gap=None, key=f"staged_row_{board.lift}"):
        for indicator in figures:
            row = board.row(indicator)
            with st.container(gap=None, key=f"staged_{kind}_{indicator}"):
                done = "" if is_missing(row["completion"]) else f"<p>完成 {percent(row['completion'])}</p>"
                st.html(
                    f'{indicator_pill(row)}<h2>{escape(row["name"])}</h2><div class="low">{screen_value(row)}'
                    f"<p>{span_text(row) or '本年尚无数据'}</p>{done}{_plan(row)}</div>"
                )
                with st.container(width=width, gap=None, key=f"staged_chart_{kind}_{indicator}"):
                    st.plotly_chart(
                        _figure(board, indicator, choice.theme, width, height), theme=None, config=CHART,
                        width=width, height=height, key=f"stage_lift_{indicator}", alt=headline(row),
                    )  # fmt: skip


@cached_on_owner
def _figure(board: Board, indicator: str, theme: str, width: int, height: int) -> go.Figure:
    return charts.projector_chart(
        board.row(indicator),
        board.year_of(indicator),
        theme=charts.STAGE_THEMES[theme],
        width=width,
        height=height,
    )
