"""The screen of an indicator that lags: its year as a chart, figures, the answer of its responsible unit."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.follow_up import is_closed_in, newest_answer
from indicators.labels import UNSCHEDULED, day_label, join_names
from indicators.wording import (
    needed_sentence,
    percent,
    span_text,
    target_text,
    year_end_answer,
    yoy_text,
)
from parts.elements import clauses_html, indicator_pill
from parts.meeting.screen_parts import (
    long_class,
    screen_value,
    shorten,
    stage_chart,
    stage_fact,
    unit_chip,
    unit_name,
)

if TYPE_CHECKING:
    from indicators.follow_up import Answer
    from indicators.meeting import Screen
    from parts.meeting.choice import MeetingChoice

# Pixels; an answer below the chart leaves it less height.
_WIDTH, _HEIGHTS = 1080, {"tall": 590, "low": 500}
_MAX_ANSWER = 60
# Of the person's name with a title, which stays on one line.
_MAX_PERSON = 13
# In Chinese characters: longer sentences are set smaller.
_OUTLOOK = 66
_NO_ANSWER = '<div><h2>原因、措施</h2><p class="wanting">待责任单位说明</p></div>'


def item_screen(choice: MeetingChoice, screen: Screen) -> None:
    """The chart on the left, figures on the right, the answer below."""
    (indicator,) = screen.subjects
    board = choice.board(screen.lift)
    row = board.row(indicator)
    answer = newest_answer(choice.snapshot, indicator, choice.through)
    is_closed = is_closed_in(choice.snapshot, indicator, choice.through)
    size = "low" if answer.reason or answer.measure else "tall"
    with st.container(horizontal=True, gap=None, key=f"staged_item_{indicator}"):
        with st.container(width=_WIDTH, gap=None, key=f"staged_chart_{size}_{indicator}"):
            stage_chart(
                board, indicator, theme=choice.theme, width=_WIDTH, height=_HEIGHTS[size], key=f"stage_{indicator}"
            )  # fmt: skip
        st.html(f'<div class="stage-figures {size}">{_figures(row)}</div>', width="stretch")
    st.html(f'<div class="stage-answer fill">{_answer(row, answer, is_closed=is_closed)}</div>')


def _figures(row: dict[str, Any]) -> str:
    scheduled = row["kind"] not in UNSCHEDULED
    facts = [
        stage_fact("年度计划", target_text(row)),
        stage_fact("完成率", percent(row["completion"])) if scheduled else "",
        stage_fact("同比", yoy_text(row)),
    ]
    # What a rate still needs is its whole outlook.
    outlook = [needed_sentence(row), year_end_answer(row) if scheduled else ""]
    lines = "".join(f"<p>{clauses_html(text)}</p>" for text in outlook if text)
    return (
        f"<div>{indicator_pill(row)}</div>"
        f'<div class="stage-now">{screen_value(row)}<span>{span_text(row)}</span></div>'
        f'<div class="stage-facts">{"".join(facts)}</div><div class="{long_class("".join(outlook), _OUTLOOK)}">{lines}</div>'
    )


def _answer(row: dict[str, Any], answer: Answer, *, is_closed: bool) -> str:
    """Reason and measure, responsible unit and person, deadline; that the office has closed it."""
    answers = "".join(
        f"<div><h2>{label}</h2><p>{escape(shorten(text, _MAX_ANSWER))}</p></div>"
        for label, text in (("原因", answer.reason), ("措施", answer.measure))
        if text
    )
    label = join_names(["时限", "责任人" if answer.person else ""]) + ("（已销号）" if is_closed else "")
    lines = [day_label(answer.deadline, "待定"), escape(shorten(answer.person, _MAX_PERSON))]
    return (
        f'{answers or _NO_ANSWER}<div class="by"><div><h2>责任单位</h2><p>{unit_name(row["responsible_unit"])}{unit_chip(row)}</p></div>'
        f"<div><h2>{label}</h2><p>{'<br>'.join(filter(None, lines))}</p></div></div>"
    )
