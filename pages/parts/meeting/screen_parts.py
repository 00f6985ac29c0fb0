"""What the screens of a meeting share: style sheets, head, foot, small pieces of HTML."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators import charts
from indicators.caching import cached_on_owner
from indicators.catalogue import lifts
from indicators.labels import NO_VALUE, TO_BE_NAMED
from indicators.meeting import simulated_text, source_text
from indicators.store import DEMO
from indicators.wording import headline, short_number
from parts.elements import clauses_html, origin_chip
from parts.frame import THEME

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go

    from indicators.evaluation import Board
    from indicators.meeting import Screen
    from parts.meeting.choice import MeetingChoice

_CHART_CONFIG = {**charts.CONFIG, "responsive": False, "staticPlot": True}
_SHEET = Path(__file__).with_name("meeting.css")
# A headline's sizes in meeting.css: the largest in which it takes no more than two lines, or the smallest.
_HEADLINE_SIZES = {"": 56, "long": 44, "longest": 40}
_WIDTH, _HEADLINE_LINES = 1776, 2
# In Chinese characters: a longer unit is written small, in two lines.
_LONG_UNIT = 4


def load_styles() -> None:
    """Load the style sheet of the stage, and the dark theme where the address asks for it."""
    st.html(_SHEET)
    if st.query_params.get(THEME) == "dark":
        st.html(_SHEET.with_name("meeting_dark.css"))


def screen_head(board: Board, screen: Screen) -> None:
    """The lift, small, and the headline, large."""
    if screen.kind in {"title", "notice"}:
        return
    about = "六提工程"
    if screen.lift:
        # The headline of a lift's own screen begins with its name.
        lift = lifts()[screen.lift]
        about = lift.promise if screen.kind == "lift" else lift.name
    part = f"（{screen.part}／{screen.parts}）" if screen.parts > 1 else ""
    simulated = simulated_text(board, screen)
    demo = f'<span class="demo-mark">{simulated}</span>' if simulated else ""
    st.html(
        f'<div class="stage-head"><div class="about">{escape(about)}{part}{demo}</div>'
        f'<h1 class="{headline_size(screen.headline)}">{clauses_html(screen.headline)}</h1></div>'
    )


def headline_size(headline: str) -> str:
    """The class of a headline by its length."""
    fits = (
        name
        for name, size in _HEADLINE_SIZES.items()
        if _count_lines(headline, _WIDTH / size) <= _HEADLINE_LINES
    )
    return next(fits, "longest")


def _count_lines(headline: str, width: float) -> int:
    """Lines of a sentence that breaks between its clauses; ``width`` in Chinese characters."""
    lines, used = 1, 0.0
    for clause in re.split("(?<=[，：、；])", headline):
        wide = charts.pixels(clause, 1)
        whole, rest = divmod(wide, width)
        if used + wide <= width:
            used += wide
        else:
            lines, used = lines + 1 + int(whole), rest
    return lines


def long_class(text: str, most: float) -> str:
    """`` long`` where a text is wider than so many Chinese characters: meeting.css sets it smaller."""
    return " long" if charts.pixels(text, 1) > most else ""


def screen_foot(choice: MeetingChoice, screen: Screen, n: int, count: int) -> None:
    """Edition and month, source, page number; that figures may be missing, where they may."""
    if screen.kind == "notice":
        return
    board, edition = choice.board(screen.lift), choice.name
    lacking = "<b>■ 部分数据文件损坏，数可能不全</b>　" if choice.snapshot.lacking else ""
    source = escape(source_text(board, screen))
    # The title has the name above.
    name = f"{escape(edition)}　" if edition and screen.kind != "title" else ""
    st.html(
        f'<div class="stage-foot"><span>{name}截至{board.through.month_label}</span>'
        f"<span>{lacking}{source}</span><span>{n} / {count}</span></div>"
    )


def unit_name(unit: object) -> str:
    """The responsible unit; 待明确 while none is named."""
    return escape(unit) if isinstance(unit, str) and unit else f"责任单位{TO_BE_NAMED}"


def screen_value(row: Mapping[str, Any]) -> str:
    """The newest value with its unit, rounded so that the last row of a room can read it."""
    chip = origin_chip(DEMO) if row["origin"] == DEMO else ""  # other origins are in the foot
    return (
        f'<div class="stage-value"><b>{short_number(row["actual"], int(row["decimals"]))}</b> '
        f'<span class="stage-unit{long_class(row["unit"], _LONG_UNIT)}">{escape(row["unit"])}</span>{chip}</div>'
    )


def unit_chip(row: Mapping[str, Any]) -> str:
    """演示 for a simulated responsible unit; a task's unit has the origin of its row."""
    origin = row["unit_origin"] if "unit_origin" in row else row["origin"]
    return origin_chip(DEMO) if row["responsible_unit"] and origin == DEMO else ""


def verdict_chip(row: Mapping[str, Any]) -> str:
    """演示 for a verdict on a simulated value or plan."""
    return origin_chip(DEMO) if DEMO in {row["origin"], row.get("plan_origin")} else ""


def stage_chart(  # noqa: PLR0913 - a chart and where it is drawn
    board: Board, indicator: str, *, theme: str, width: int, height: int, key: str
) -> None:
    """Draw the year of an indicator in pixels of the stage."""
    st.plotly_chart(
        _projector_figure(board, indicator, theme, width, height), theme=None, config=_CHART_CONFIG,
        width=width, height=height, key=key, alt=headline(board.row(indicator)),
    )  # fmt: skip


@cached_on_owner
def _projector_figure(board: Board, indicator: str, theme: str, width: int, height: int) -> go.Figure:
    return charts.projector_chart(
        board.row(indicator), board.year_of(indicator), theme=charts.STAGE_THEMES[theme], width=width, height=height
    )  # fmt: skip


def stage_fact(label: str, text: str) -> str:
    """A labelled figure."""
    return f'<div class="stage-fact"><span>{escape(label)}</span><b>{escape(text or NO_VALUE)}</b></div>'


def shorten(text: str, max_length: int) -> str:
    """The text cut to fit a screen; 督办 and the speaker's notes have all of it."""
    return text if len(text) <= max_length else f"{text[: max_length - 1]}…"
