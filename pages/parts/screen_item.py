"""The screen of one indicator that lags: its year as a chart, what the rest needs, what its unit does about it."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators import charts
from indicators.follow_up import newest_answer
from indicators.outlook import needed_sentence, outlook_text
from indicators.words import headline, percent, points_text, span_text, value_text, yoy_text
from parts.screen_parts import figure, unit_name
from parts.text import indicator_pill, origin_chip

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from indicators.board import Board
    from indicators.meeting.screens import Screen
    from parts.meeting_choice import Choice

WIDTH, HEIGHT = 1080, 700
_LONGEST = 90
_CONFIG = {**charts.CONFIG, "responsive": False, "staticPlot": True}


def item(choice: Choice, screen: Screen) -> None:
    """Chart left, figures and answer right."""
    (indicator,) = screen.subjects
    board = choice.board(screen.lift)
    row = board.row(indicator)
    with st.container(horizontal=True, gap=None, key=f"staged_{indicator}"):
        with st.container(width=WIDTH, gap=None, key=f"staged_chart_{indicator}"):
            st.plotly_chart(
                _figure(board, indicator, choice.theme), theme=None, config=_CONFIG, width=WIDTH, height=HEIGHT,
                key=f"stage_{indicator}", alt=headline(row),
            )  # fmt: skip
        st.html(_beside(choice, indicator, row), width="stretch")


@lru_cache(maxsize=256)
def _figure(board: Board, indicator: str, theme: str) -> go.Figure:
    plain = charts.actual_against_plan(board.row(indicator), board.year_of(indicator), height=HEIGHT)
    return charts.on_stage(plain, theme=theme, width=WIDTH, height=HEIGHT)


def _beside(choice: Choice, indicator: str, row: dict[str, Any]) -> str:
    answer = newest_answer(choice.snapshot, indicator, choice.through)
    deadline = f"{answer.deadline:%Y年%m月%d日}" if answer.deadline else ""
    said = {"原因": answer.reason, "措施": answer.measure, "时限": deadline}
    told = "".join(f"<p><b>{what}</b>　{escape(_cut(words))}</p>" for what, words in said.items() if words)
    label = "与目标差" if row["kind"] == "rate" else "时序差"
    facts = [
        figure("年度计划", row["wording"] if isinstance(row["wording"], str) else "待下达"),
        figure("完成率", percent(row["completion"])) if row["kind"] != "rate" else "",
        figure(label, points_text(row["gap_points"])),
        figure("同比", yoy_text(row)),
    ]
    ahead = "".join(f"<p>{escape(text)}</p>" for text in (needed_sentence(row), outlook_text(row)) if text)
    return (
        f'<div class="stage-beside"><div>{indicator_pill(row)}{origin_chip(row["origin"])}</div>'
        f'<div class="stage-value"><b>{value_text(row)}</b> {escape(row["unit"])} <span>{span_text(row)}</span></div>'
        f'<div class="stage-facts">{"".join(facts)}</div>{ahead}'
        f'<div class="stage-answer">{told or "<p>原因、措施待责任单位说明</p>"}'
        f"<p><b>责任单位</b>　{unit_name(row['responsible_unit'])}{origin_chip(row['unit_origin']) if row['responsible_unit'] else ''}</p></div></div>"
    )


def _cut(text: str) -> str:
    """As much as a screen holds; the whole stands in the speaker's notes and in 督办."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
