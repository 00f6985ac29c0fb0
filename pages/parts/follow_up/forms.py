"""The forms of an item: the unit's answer, and what the office says and decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from indicators.follow_up import (
    CLOSE,
    CLOSED,
    COMMENT,
    DEEDS,
    LONGEST,
    LONGEST_NAME,
    PROPOSED,
    REOPEN,
    Answer,
    Decision,
    newest_answer,
    record_answer,
    record_decision,
)
from parts.frame import run_action

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.evaluation import Board
    from indicators.follow_up import Item
    from indicators.store import Store

_LOW: Final = 68  # two lines, in pixels


def answer_form(store: Store, board: Board, item: Item, reporter: Reporter) -> None:
    """原因、措施、时限、责任人, beginning with the newest answer of the year."""
    current = newest_answer(store.snapshot(), item.subject, board.through)
    # A new answer gives the form a new key, so that it closes and starts with that answer.
    key = f"{item.subject}_{abs(hash(current))}"
    with (
        st.popover("答复", key=f"answer_{key}"),
        st.form(f"form_{key}", border=False),
    ):
        # Low fields, the last two side by side: the button is in sight on a laptop, too.
        reason = st.text_area("原因", current.reason, max_chars=LONGEST, height=_LOW, key=f"reason_{key}")
        measure = st.text_area("措施", current.measure, max_chars=LONGEST, height=_LOW, key=f"measure_{key}")
        left, right = st.columns(2)
        deadline = left.date_input("时限", current.deadline, key=f"deadline_{key}", format="YYYY-MM-DD")
        person = right.text_input("责任人", current.person, max_chars=LONGEST_NAME, key=f"person_{key}")
        if st.form_submit_button("保存", type="primary"):
            run_action(
                "follow_up",
                lambda: record_answer(
                    store, reporter, item.subject, board.through, Answer(reason, measure, deadline, person)
                ),
                f"没有保存“{item.name}”",
                lambda _: (f"已保存“{item.name}”", "会议放映和本页已更新。"),
            )


def decision_form(store: Store, board: Board, item: Item, reporter: Reporter) -> None:
    """批示, 销号 or 重开 by the office; what is back on schedule is closed with the first button."""
    key = f"{item.subject}_{len(item.entries)}"
    deeds = (
        (COMMENT, REOPEN)
        if item.state == CLOSED
        else (CLOSE, COMMENT)
        if item.state == PROPOSED
        else (COMMENT, CLOSE)
    )
    with st.popover("批示、销号" if CLOSE in deeds else "批示、重开", key=f"decision_{key}"):
        with st.form(f"decide_{key}", border=False):
            text = st.text_area("批示内容", max_chars=LONGEST, key=f"text_{key}")
            with st.container(horizontal=True):
                pressed = [
                    deed
                    for place, deed in enumerate(deeds)
                    if st.form_submit_button(
                        DEEDS[deed], type="secondary" if place else "primary", key=f"{deed}_{key}"
                    )
                ]
        if pressed:
            (deed,) = pressed
            run_action(
                "follow_up",
                lambda: record_decision(store, reporter, item.subject, board.through, Decision(deed, text)),
                f"没有{DEEDS[deed]}“{item.name}”",
                lambda _: (f"已{DEEDS[deed]}“{item.name}”", ""),
            )
