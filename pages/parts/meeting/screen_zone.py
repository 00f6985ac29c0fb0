"""The first and the last screen of a meeting, and the notice in place of all screens."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from indicators.frames import records
from indicators.labels import day_label
from indicators.meeting import lift_names
from indicators.wording import percent, ytd_text
from parts.elements import clauses_html, indicator_pill, task_pill
from parts.meeting.screen_parts import headline_size, unit_chip, unit_name, verdict_chip
from parts.meeting.screen_tasks import stage_table

if TYPE_CHECKING:
    from indicators.meeting import Screen
    from parts.meeting.choice import MeetingChoice

_MAX_LINES = 8


def notice_screen(_: MeetingChoice, screen: Screen) -> None:
    """Why there are no screens, with links to what can be shown."""
    st.html(
        f'<div class="stage-title notice" role="alert"><h1 class="{headline_size(screen.headline)}">{clauses_html(screen.headline)}</h1>'
        '<p><a href="editions">会议版本</a>　<a href="meeting">放映最新数据</a></p></div>'
    )


def title_screen(choice: MeetingChoice, _: Screen) -> None:
    """District, year and month, time progress, edition."""
    board = choice.board(None)
    month = board.through.month
    demo = (
        '<div class="demo-mark large">含演示数据：带“演示”标记的数字、判定和单位为模拟</div>'
        if board.demo
        else ""
    )
    about = f"<p>{lift_names(choice.lifts)}</p>" if choice.lifts else ""
    st.html(
        f'<div class="stage-title"><p>武进国家高新区</p><h1>六提工程</h1>'
        f"<p>{board.through.year}年{ytd_text(month)}执行情况</p>{about}"
        f'<p class="small">时序进度 {percent(board.time_progress)}　{escape(choice.name)}</p>{demo}</div>'
    )


def closing_screen(choice: MeetingChoice, screen: Screen) -> None:
    """What must be followed up, with verdict, responsible unit and deadline."""
    board = choice.board(None)
    items = board.follow_ups[board.follow_ups["subject"].isin(screen.subjects)]
    lines = []
    # A single item more needs no more room than the line about the rest.
    shown = _MAX_LINES + (len(items) == _MAX_LINES + 1)
    for item in records(items.head(shown)):
        is_task = item["what"] == "task"
        row = item if is_task else board.row(item["subject"])
        verdict = task_pill(row) if is_task else indicator_pill(row)
        day = board.tasks.loc[item["subject"], "due"] if is_task else item["deadline"]
        lines.append(
            f"<tr><td>{escape(str(item['name']))}</td><td>{verdict}{verdict_chip(row)}</td>"
            f"<td>{unit_name(item['responsible_unit'])}{unit_chip(item)}</td><td>{day_label(day, '时限待定')}</td></tr>"
        )
    names = [str(name) for name in items["name"].head(shown)]
    left_out = len(items) - len(lines)
    rest = f'<p class="small">另有 {left_out} 项见督办清单</p>' if left_out > 0 else ""
    st.html(f'<div class="stage-stack fill">{stage_table("".join(lines), names)}{rest}</div>')
