"""Header of a page that is not drawn from a board alone; the tab's name, the time of the data, the legend."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from indicators.period import time_label
from indicators.wording import percent
from parts.elements import legend_html, simulated_note

if TYPE_CHECKING:
    from indicators.evaluation import Board


def page_header(board: Board, title: str, promise: str) -> None:
    """Title and promise, time progress; the 演示 notice where it applies."""
    st.html(
        f'<div class="page-head"><h1>{escape(title)}</h1><span class="promise">{escape(promise)}</span>'
        f'<span class="when">时序进度 <b>{percent(board.time_progress)}</b></span></div>'
        + (simulated_note() if board.demo else "")
    )


def plain_header(title: str, promise: str) -> None:
    """Title and promise of a page that shows no board."""
    st.html(
        f'<div class="page-head"><h1>{escape(title)}</h1><span class="promise">{escape(promise)}</span></div>'
    )


def name_tab(name: str) -> None:
    """Name the browser's tab, by which one of several open pages is found again."""
    st.set_page_config(page_title=f"{name}｜六提工程")


def update_time(board: Board) -> None:
    """When the newest data came in; the style sheet puts it into the navigation bar of wide screens."""
    if board.updated_at is not None:
        with st.container(key="data_time"):
            st.html(f"数据更新于 {time_label(board.updated_at)}")


def legend(board: Board) -> None:
    """The verdicts with the thresholds in force, folded."""
    st.html(legend_html(board))
