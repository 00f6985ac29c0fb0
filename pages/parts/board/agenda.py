"""需要调度的事项: what must be followed up, worst first, with its responsible unit and whether the year will be met."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.frames import records
from indicators.wording import waiting_text, year_end_answer
from parts.elements import clauses_html, indicator_pill, task_pill, unit_text
from parts.frame import indicator_query, month_query

if TYPE_CHECKING:
    from indicators.evaluation import Board

_SHOWN_ITEMS = 6


def agenda_list(board: Board) -> None:
    """The follow-ups, each with a link to its indicator or to its task's lift."""
    with st.container(border=True, key="card_agenda", gap=None):
        items = records(board.follow_ups)
        with st.container(horizontal=True, key="title_agenda"):
            st.html(f"<h2>需要调度的事项 <small>{len(items)} 项</small></h2>", width="content")
            st.page_link("indicator.py", label="全部指标 ›", query_params=month_query(board))
        if not items:
            st.html('<p class="quiet">没有需要调度的事项。</p>')
        for item in items[:_SHOWN_ITEMS]:
            _item(board, item)
        if len(items) > _SHOWN_ITEMS:
            with st.expander(f"其余{len(items) - _SHOWN_ITEMS}项"):
                for item in items[_SHOWN_ITEMS:]:
                    _item(board, item)
        _unreported(board)


def _item(board: Board, item: dict[str, Any]) -> None:
    with st.container(key=f"follow_{item['subject']}", horizontal=True, gap="xsmall"):
        if item["what"] == "indicator":
            st.page_link(
                "indicator.py", label=item["name"], query_params=indicator_query(board, item["subject"])
            )
            verdict = indicator_pill(board.row(item["subject"]))
        else:
            st.page_link(f"{item['lift']}.py", label=item["name"], query_params=month_query(board))
            verdict = task_pill(item)
        st.html(f'{verdict} <span class="who">{unit_text(item)}</span>', width="content")
        if item["what"] == "indicator":
            st.html(f'<div class="ahead">{clauses_html(year_end_answer(board.row(item["subject"])))}</div>')


def _unreported(board: Board) -> None:
    """What nobody has reported on, folded to one line."""
    if not waiting_text(board):
        return
    waiting = [rows[rows["status"] == "awaiting"] for rows in (board.indicators, board.tasks)]
    tasks = waiting[1].rename(columns={"title": "name"}).assign(unit_origin=waiting[1]["origin"])
    lines = "".join(
        f"<li>{escape(row['name'])} <span>{unit_text(row)}</span></li>"
        for rows in (waiting[0], tasks)
        for row in records(rows)
    )
    with st.expander(waiting_text(board)):
        st.html(f'<ul class="unreported">{lines}</ul>')
