"""What the screens of a meeting share: style sheet, headline, foot, small pieces."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from indicators.catalogue import lifts
from indicators.tables import DEMO
from indicators.words import NO_VALUE

if TYPE_CHECKING:
    from indicators.board import Board
    from indicators.meeting.screens import Screen

_FIGURES = "演示数据，非实际"
_SHEET = Path(__file__).with_name("meeting.css")


def style_sheet() -> None:
    """The sheet of the stage, and the theme in the address."""
    st.html(_SHEET)
    if st.query_params.get("theme") == "dark":
        st.html(_SHEET.with_name("meeting_dark.css"))


def head(board: Board, screen: Screen) -> None:
    """The lift, small, and the message, large."""
    if screen.kind == "title":
        return
    about = lifts()[screen.lift].name if screen.lift else "六提工程"
    part = f"（{screen.part}／{screen.parts}）" if screen.parts > 1 else ""
    simulated = simulated_text(board, screen)
    demo = f'<span class="demo-mark">{simulated}</span>' if simulated else ""
    st.html(
        f'<div class="stage-head"><div class="about">{escape(about)}{part}{demo}</div>'
        f"<h1>{escape(screen.headline)}</h1></div>"
    )


def foot(board: Board, screen: Screen, n: int, count: int, edition: str) -> None:
    """截至, source and page."""
    shown = (
        board.indicators[board.indicators.index.isin(screen.subjects)]
        if screen.subjects
        else board.indicators
    )
    sources = [str(source) for source in dict.fromkeys(shown["source"].dropna()) if source]
    more = f"等{len(sources)}项" if len(sources) > 1 else ""
    source = f"来源：{escape(_short(sources[0]))}{more}" if sources and screen.kind != "title" else ""
    name = f"{escape(edition)}　" if edition else ""
    st.html(
        f'<div class="stage-foot"><span>{name}截至{board.through.year}年{board.through.month}月</span>'
        f"<span>{source}</span><span>{n} / {count}</span></div>"
    )


def simulated_text(board: Board, screen: Screen) -> str:
    """What on this screen is simulated: figures, only the responsible unit, or nothing (empty)."""
    if not screen.subjects:
        return _FIGURES if board.demo else ""
    shown = board.indicators[board.indicators.index.isin(screen.subjects)]
    tasks = board.tasks[board.tasks.index.isin(screen.subjects)]
    series = board.series[board.series.index.get_level_values("indicator").isin(screen.subjects)]
    marks = [
        shown["origin"], shown["plan_origin"], tasks["origin"], series["origin"],
        series["last_origin"],
    ]  # fmt: skip
    if any((mark == DEMO).any() for mark in marks):
        return _FIGURES
    return "责任单位为演示" if (shown["unit_origin"] == DEMO).any() else ""


def unit_name(unit: object) -> str:
    """The responsible unit; 待明确 while none is named."""
    return escape(unit) if isinstance(unit, str) and unit else "责任单位待明确"


def figure(label: str, value: str) -> str:
    """A labelled number."""
    return f'<div class="stage-fact"><span>{escape(label)}</span><b>{escape(value or NO_VALUE)}</b></div>'


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:23]}…"  # noqa: PLR2004 - as much as stands beside page and month
