"""One item of 督办: its verdict and course, what was answered and decided, and the forms for more."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from indicators.access import responsible_units
from indicators.follow_up import ANSWERED, ITEM_STATES, newest_answer, who_filled_in
from indicators.labels import day_label, join_clauses
from indicators.period import time_label
from indicators.wording import needed_sentence, outlook_text
from parts.elements import escape_markdown, indicator_pill, origin_chip, task_pill, unit_text
from parts.follow_up.course import course_html
from parts.follow_up.forms import answer_form, decision_form
from parts.follow_up.log import log_html
from parts.frame import indicator_query, month_query

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.evaluation import Board
    from indicators.follow_up import Filled, Item
    from indicators.store import Store

_LABELS: Final = {"reason": "原因", "measure": "措施", "deadline": "时限", "person": "责任人"}
# How loud a state is; the others are plain.
_TONES: Final = {"overdue": "bad", "awaiting": "warn", "proposed": "good"}


def item_card(store: Store, board: Board, item: Item, reporter: Reporter | None) -> None:
    """One item, a line while nobody has answered; with the forms for those who may fill them in."""
    subject = item.subject
    with st.container(border=bool(item.entries), key=f"card_answer_{subject}", gap=None):
        with st.container(horizontal=True, key=f"title_{subject}", vertical_alignment="center"):
            if item.what == "indicator":
                row = board.row(subject)
                st.page_link(
                    "indicator.py",
                    label=f"**{escape_markdown(item.name)}**",
                    query_params=indicator_query(board, subject),
                )
                verdict = indicator_pill(row)
                outlook = [text for text in (needed_sentence(row), outlook_text(row)) if text]
            else:
                row = {str(name): cell for name, cell in board.tasks.loc[subject].items()}
                row["unit_origin"] = row["origin"]
                page = "overview" if item.lift == "overall" else item.lift
                st.page_link(
                    f"{page}.py", label=f"**{escape_markdown(item.name)}**", query_params=month_query(board)
                )
                verdict, outlook = task_pill(row), []
            chip, who = origin_chip(row["origin"]), unit_text(row)
            lasting = _lasting(item, str(row["status"]))
            st.html(
                f'{verdict}{chip} {_state(item)} {course_html(item.course)} <span class="lasting">{lasting}</span>'
                f' <span class="who">{who}</span>',
                width="content",
            )
            _forms(store, board, item, reporter)
        if item.entries:
            outlook_html = "".join(f"<div>{escape(text)}</div>" for text in outlook)
            said = _answer(store, board, item)
            st.html(
                f'<div class="answer"><div>{outlook_html}</div><div>{said}</div></div>{log_html(item.entries)}'
            )


def _forms(store: Store, board: Board, item: Item, reporter: Reporter | None) -> None:
    """The buttons behind which somebody fills in what is theirs."""
    if reporter is None:
        return
    unit = responsible_units(store.snapshot()).get(item.subject, "")
    # Both stay on one line, however long what stands before them is.
    with st.container(horizontal=True, width="content"):
        if reporter.may_report(item.lift, unit):
            answer_form(store, board, item, reporter)
        if reporter.is_administrator:
            decision_form(store, board, item, reporter)


def _state(item: Item) -> str:
    return f'<span class="pill {_TONES.get(item.state, "none")} state">{ITEM_STATES[item.state]}</span>'


def _lasting(item: Item, status: str) -> str:
    """How long it lags, and what is next about it."""
    lags = f"自{item.since.month}月起连续{item.months}个月"
    following = {
        "overdue": f"应于{day_label(item.answer_due)}前答复",
        "awaiting": f"应于{day_label(item.answer_due)}前答复",
        "proposed": "最近一次评价达到时序，建议销号" if status == "stale" else "已达到时序，建议销号",
    }.get(item.state, "")
    if item.state == ANSWERED and item.deadline_passed:
        following = "办理时限已过，仍未达到时序"
    lagged = f"曾{lags}滞后" if item.months > 1 else f"曾在{item.since.month}月滞后"
    return escape(join_clauses([lags if item.is_lagging else lagged, following]))


def _answer(store: Store, board: Board, item: Item) -> str:
    """The answer on record, with who filled it in and when: once where that is the same for all of it."""
    if item.answer is None:
        return '<div class="quiet">原因、措施待责任单位说明</div>'
    answer: dict[str, Any] = vars(newest_answer(store.snapshot(), item.subject, board.through))
    filled = who_filled_in(store.snapshot(), item.subject, board.through)
    once = len(set(filled.values())) == 1
    lines = [
        f"<div><b>{label}</b>　{escape(_text(answer[part]))}"
        f"{'' if once or part not in filled else f'　{_trail(filled[part])}'}</div>"
        for part, label in _LABELS.items()
        if answer[part]
    ]
    if once:
        lines.append(f"<div>{_trail(next(iter(filled.values())))}</div>")
    return "".join(lines)


def _text(part: object) -> str:
    return f"{part:%Y-%m-%d}" if isinstance(part, date) else str(part)


def _trail(filled: Filled) -> str:
    return f'<span class="quiet">{escape(filled.by)} {time_label(filled.at)} 填写</span>'
