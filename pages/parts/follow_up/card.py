"""One item of 督办: its verdict, the answer on record, and the form for a new one."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.labels import is_missing
from indicators.meeting import LONGEST, Answer, newest_answer, record_answer
from indicators.wording import needed_sentence, outlook_text
from parts.elements import indicator_pill, origin_chip, task_pill, unit_text
from parts.frame import indicator_query, month_query, run_action

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.evaluation import Board
    from indicators.store import Store


def follow_up_card(store: Store, board: Board, item: dict[str, Any], reporter: Reporter | None) -> None:
    """One item as a card, with the form for those who may report it."""
    subject = str(item["subject"])
    with st.container(border=True, key=f"card_answer_{subject}", gap=None):
        with st.container(horizontal=True, key=f"title_{subject}"):
            if item["what"] == "indicator":
                row = board.row(subject)
                query = indicator_query(board, subject)
                st.page_link("indicator.py", label=f"**{item['name']}**", query_params=query)
                verdict = indicator_pill(row)
                outlook = [text for text in (needed_sentence(row), outlook_text(row)) if text]
            else:
                st.page_link(
                    f"{item['lift']}.py", label=f"**{item['name']}**", query_params=month_query(board)
                )
                verdict, outlook = task_pill(item), []
            chip = origin_chip(item["origin"])
            st.html(f'{verdict}{chip} <span class="who">{unit_text(item)}</span>', width="content")
        outlook_html = "".join(f"<div>{escape(text)}</div>" for text in outlook)
        st.html(f'<div class="answer"><div>{outlook_html}</div><div>{_answer(item)}</div></div>')
        if reporter is not None and reporter.may_report(str(item["lift"])):
            _form(store, board, item, reporter)


def _answer(item: dict[str, Any]) -> str:
    deadline = None if is_missing(item["deadline"]) else f"{item['deadline']:%Y-%m-%d}"
    answer = {"原因": item["reason"], "措施": item["measure"], "时限": deadline}
    lines = [
        f"<div><b>{label}</b>　{escape(str(text))}</div>"
        for label, text in answer.items()
        if not is_missing(text) and text
    ]
    return "".join(lines) or '<div class="quiet">原因、措施待责任单位说明</div>'


def _form(store: Store, board: Board, item: dict[str, Any], reporter: Reporter) -> None:
    subject = str(item["subject"])
    current = newest_answer(store.snapshot(), subject, board.through)
    # A new answer gives the form a new key, so that it closes and starts with that answer.
    key = f"{subject}_{abs(hash(current))}"
    with st.expander("填写原因、措施和时限", key=f"answer_{key}"), st.form(f"form_{key}", border=False):
        reason = st.text_area("原因", current.reason, max_chars=LONGEST, key=f"reason_{key}")
        measure = st.text_area("措施", current.measure, max_chars=LONGEST, key=f"measure_{key}")
        deadline = st.date_input("时限", current.deadline, key=f"deadline_{key}", format="YYYY-MM-DD")
        if st.form_submit_button("保存", type="primary"):
            run_action(
                "follow_up",
                lambda: record_answer(
                    store, reporter, subject, board.through, Answer(reason, measure, deadline)
                ),
                f"没有保存“{item['name']}”",
                lambda _: (f"已保存“{item['name']}”", "会议放映和本页已更新。"),
            )
