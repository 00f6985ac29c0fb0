"""One item of 督办: its verdict, the answer on record, and the form for a new one."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from indicators.access import responsible_units
from indicators.follow_up import LONGEST, Answer, newest_answer, record_answer, who_filled_in
from indicators.period import time_label
from indicators.wording import needed_sentence, outlook_text
from parts.elements import indicator_pill, origin_chip, task_pill, unit_text
from parts.frame import indicator_query, month_query, run_action

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.evaluation import Board
    from indicators.follow_up import Filled
    from indicators.store import Store

_LABELS: Final = {"reason": "原因", "measure": "措施", "deadline": "时限"}


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
        filled = who_filled_in(store.snapshot(), subject, board.through)
        st.html(f'<div class="answer"><div>{outlook_html}</div><div>{_answer(item, filled)}</div></div>')
        unit = responsible_units(store.snapshot()).get(subject, "")
        if reporter is not None and reporter.may_report(str(item["lift"]), unit):
            _form(store, board, item, reporter)


def _answer(item: dict[str, Any], filled: dict[str, Filled]) -> str:
    """The answer on record, with who filled it in and when: once where that is the same for all of it."""
    once = len(set(filled.values())) == 1
    lines = [
        f"<div><b>{label}</b>　{escape(_text(item[part]))}{'' if once else f'　{_trail(filled[part])}'}</div>"
        for part, label in _LABELS.items()
        if part in filled
    ]
    if once:
        lines.append(f"<div>{_trail(next(iter(filled.values())))}</div>")
    return "".join(lines) or '<div class="quiet">原因、措施待责任单位说明</div>'


def _text(part: object) -> str:
    return f"{part:%Y-%m-%d}" if isinstance(part, date) else str(part)


def _trail(filled: Filled) -> str:
    return f'<span class="quiet">{escape(filled.by)} {time_label(filled.at)} 填写</span>'


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
