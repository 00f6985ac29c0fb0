"""What the screens of a meeting share: style sheet, headline, foot, small pieces."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from indicators import charts
from indicators.catalogue import lifts
from indicators.labels import NO_VALUE, TO_BE_NAMED
from indicators.store import DEMO
from indicators.wording import short_number
from parts.elements import origin_chip
from parts.frame import THEME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.evaluation import Board
    from indicators.meeting import Screen

CHART = {**charts.CONFIG, "responsive": False, "staticPlot": True}
_FIGURES = "演示数据，非实际"
_SHEET = Path(__file__).with_name("meeting.css")
# Letters of a headline that stand on two lines; longer ones are written smaller.
_TWO_LINES = 60
_LONGEST_SOURCE = 32


def load_styles() -> None:
    """The sheet of the stage, and the theme in the address."""
    st.html(_SHEET)
    if st.query_params.get(THEME) == "dark":
        st.html(_SHEET.with_name("meeting_dark.css"))


def screen_head(board: Board, screen: Screen) -> None:
    """The lift, small, and the message, large."""
    if screen.kind in {"title", "notice"}:
        return
    about = "六提工程"
    if screen.lift:
        # The message of a lift's own screen begins with its name.
        lift = lifts()[screen.lift]
        about = lift.promise if screen.kind == "lift" else lift.name
    part = f"（{screen.part}／{screen.parts}）" if screen.parts > 1 else ""
    simulated = simulated_text(board, screen)
    demo = f'<span class="demo-mark">{simulated}</span>' if simulated else ""
    st.html(
        f'<div class="stage-head"><div class="about">{escape(about)}{part}{demo}</div>'
        f"<h1{headline_size(screen)}>{clauses(screen.headline)}</h1></div>"
    )


def headline_size(screen: Screen) -> str:
    """The class of a headline that two lines do not hold."""
    return ' class="long"' if len(screen.headline) > _TWO_LINES else ""


def clauses(text: str) -> str:
    """A sentence that breaks its line only after its own marks, never inside a name or a number."""
    parts = re.split(r"(?<=[，：、])", text)
    return "".join(f'<span class="clause">{escape(part)}</span>' for part in parts if part)


def screen_foot(board: Board, screen: Screen, n: int, count: int, edition: str) -> None:
    """截至, source and page."""
    if screen.kind == "notice":
        return
    shown = pd.concat([board.indicators["source"], board.tasks["source"]])
    if screen.subjects:
        shown = shown[shown.index.isin(screen.subjects)]
    sources = [str(source) for source in dict.fromkeys(shown.dropna()) if source]
    more = f"等{len(sources)}项" if len(sources) > 1 else ""
    source = f"来源：{escape(_short(sources[0]))}{more}" if sources and screen.kind != "title" else ""
    name = f"{escape(edition)}　" if edition else ""
    st.html(
        f'<div class="stage-foot"><span>{name}截至{board.through.month_label}</span>'
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
    return escape(unit) if isinstance(unit, str) and unit else f"责任单位{TO_BE_NAMED}"


def screen_value(row: Mapping[str, Any]) -> str:
    """The newest value, short enough for the last row, with its unit; the exact one is in the speaker's notes."""
    return (
        f'<div class="stage-value"><b>{short_number(row["actual"], int(row["decimals"]))}</b> '
        f"{escape(row['unit'])}{demo_chip(row)}</div>"
    )


def demo_chip(row: Mapping[str, Any]) -> str:
    """Only 演示 must be told from the tenth row; other origins stand in the foot."""
    return origin_chip(DEMO) if row["origin"] == DEMO else ""


def unit_chip(row: Mapping[str, Any]) -> str:
    """演示 behind a responsible unit that is one; a task's unit is of its own row."""
    origin = row["unit_origin"] if "unit_origin" in row else row["origin"]
    return origin_chip(DEMO) if row["responsible_unit"] and origin == DEMO else ""


def verdict_chip(row: Mapping[str, Any]) -> str:
    """演示 behind a verdict on a simulated value or plan."""
    return origin_chip(DEMO) if DEMO in {row["origin"], row.get("plan_origin")} else ""


def figure(label: str, said: str) -> str:
    """A labelled number."""
    return f'<div class="stage-fact"><span>{escape(label)}</span><b>{escape(said or NO_VALUE)}</b></div>'


def shorten(text: str, longest: int) -> str:
    """As much as a screen holds; the whole stands in the speaker's notes and in 督办."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _short(source: str) -> str:
    """A source without what it says in brackets: the same in another language, how it was made."""
    return shorten(re.sub(r"[（(].*[）)]", "", source).strip() or source, _LONGEST_SOURCE)
