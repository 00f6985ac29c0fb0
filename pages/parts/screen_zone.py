"""Screens about the whole zone: title, overall, closing."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from indicators.catalogue import lifts
from indicators.tabular import records
from indicators.words import is_missing, percent, ytd_text
from parts.screen_lift import tile
from parts.screen_parts import unit_name
from parts.text import indicator_pill, task_pill

if TYPE_CHECKING:
    from indicators.meeting.screens import Screen
    from parts.meeting_choice import Choice

_CLOSING_LINES = 7


def title(choice: Choice, _: Screen) -> None:
    """What this meeting is about."""
    board = choice.board(None)
    month = board.through.month
    demo = (
        '<div class="demo-mark large">含演示数据：带“演示”标记的数字和单位为模拟</div>' if board.demo else ""
    )
    st.html(
        f'<div class="stage-title"><p>武进国家高新区</p><h1>六提工程</h1>'
        f"<p>{board.through.year}年{ytd_text(month)}执行情况</p>"
        f'<p class="small">时序进度 {percent(board.time_progress)}　{escape(choice.name)}</p>{demo}</div>'
    )


def overall(choice: Choice, _: Screen) -> None:
    """The four headline figures, and how many of how many are on schedule in each lift."""
    board = choice.board(None)
    leading = board.indicators.index[board.indicators["headline"].astype(bool)]
    figures = "".join(tile(board, str(name)) for name in leading[:4])
    st.html(f'<div class="stage-tiles">{figures}</div><div class="stage-lifts">{_lifts(choice)}</div>')


def _lifts(choice: Choice) -> str:
    told = []
    for lift in lifts().values():
        if lift.lift == "overall":
            continue
        board = choice.board(lift.lift)
        need = len(board.follow_ups)
        told.append(
            f'<div class="stage-lift"><h2>{escape(lift.name)}</h2>'
            f"<p><b>{board.on_track}</b> / {board.total} 项按时序推进</p>"
            f"<p>{f'{need} 项需要调度' if need else '没有需要调度的事项'}</p></div>"
        )
    return "".join(told)


def closing(choice: Choice, _: Screen) -> None:
    """What must be followed up, who answers, by when."""
    board = choice.board(None)
    lines = []
    for item in records(board.follow_ups.head(_CLOSING_LINES)):
        is_task = item["what"] == "task"
        verdict = task_pill(item) if is_task else indicator_pill(board.row(item["subject"]))
        day = board.tasks.loc[item["subject"], "due"] if is_task else item["deadline"]
        due = "时限待定" if is_missing(day) else f"{day:%Y年%m月%d日}"
        lines.append(
            f"<tr><td>{escape(str(item['name']))}</td><td>{verdict}</td>"
            f"<td>{unit_name(item['responsible_unit'])}</td><td>{due}</td></tr>"
        )
    more = len(board.follow_ups) - len(lines)
    rest = f'<p class="small">另有 {more} 项见督办清单</p>' if more > 0 else ""
    st.html(f'<table class="stage-table"><tbody>{"".join(lines)}</tbody></table>{rest}')
