"""Screens of a lift: its figures as tiles, its tasks as lines; and the tasks that are overdue or due soon."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.tables import DEMO
from indicators.tabular import records
from indicators.words import is_missing, percent, span_text, value_text, yoy_text
from parts.screen_parts import unit_name
from parts.text import indicator_pill, origin_chip, task_pill

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.board import Board
    from indicators.meeting.screens import Screen
    from parts.meeting_choice import Choice

# So few are drawn larger.
_FEW_TILES, _FEW_LINES = 2, 4


def lift(choice: Choice, screen: Screen) -> None:
    """Figures above, tasks below."""
    board = choice.board(screen.lift)
    figures = [tile(board, name) for name in screen.subjects if name in board.indicators.index]
    few = " few" if len(figures) <= _FEW_TILES else ""
    tiles = f'<div class="stage-tiles{few}">{"".join(figures)}</div>' if figures else ""
    lines = [name for name in screen.subjects if name in board.tasks.index]
    st.html(tiles + (_lines(board, lines, large=not figures) if lines else ""))


def tasks(choice: Choice, screen: Screen) -> None:
    """What is overdue or due within thirty days."""
    st.html(_lines(choice.board(None), list(screen.subjects)))


def tile(board: Board, indicator: str) -> str:
    """One figure: name, verdict, value, target in its own words, and how far of the way."""
    row = board.row(indicator)
    wording = escape(row["wording"]) if isinstance(row["wording"], str) else "待下达"
    done = "" if is_missing(row["completion"]) else f"　完成 {percent(row['completion'])}"
    return (
        f'<div class="stage-tile"><h2>{escape(row["name"])}</h2><div class="low"><div>{indicator_pill(row)}</div>'
        f'<div class="stage-value"><b>{value_text(row)}</b> {escape(row["unit"])}{_demo(row)}</div>'
        f"{_way(row)}<p>{span_text(row) or '本年尚无数据'}{done or f'　同比 {yoy_text(row)}'}</p>"
        f"<p>计划 {wording}</p></div></div>"
    )


def _demo(row: Mapping[str, Any]) -> str:
    """Only 演示 must be told from the tenth row; other origins stand in the foot."""
    return origin_chip(DEMO) if row["origin"] == DEMO else ""


def _way(row: Mapping[str, Any]) -> str:
    """A bar: the target is its whole length, the mark is where the plan stands by now."""
    done, target, plan = row["completion"], row["target"], row["plan_to_date"]
    if is_missing(done) or is_missing(target) or not target:
        return '<div class="way none"></div>'
    mark = (
        "" if is_missing(plan) else f'<i style="left:{min(float(plan) / float(target), 1) * 100:.1f}%"></i>'
    )
    return f'<div class="way"><span style="width:{min(float(done), 1) * 100:.1f}%"></span>{mark}</div>'


def _lines(board: Board, subjects: list[str], *, large: bool = True) -> str:
    lines = []
    for row in records(board.tasks.loc[subjects]):
        due = "时限未定" if is_missing(row["due"]) else f"{row['due']:%Y年%m月%d日}"
        lines.append(
            f"<tr><td>{escape(str(row['title']))}{_demo(row)}</td><td>{task_pill(row)}</td>"
            f"<td>{due}</td><td>{unit_name(row['responsible_unit'])}</td></tr>"
        )
    few = " few" if large and len(lines) <= _FEW_LINES else ""
    return f'<table class="stage-table{few}"><tbody>{"".join(lines)}</tbody></table>'
