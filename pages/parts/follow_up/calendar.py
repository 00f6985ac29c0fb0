"""报送日历: what is due, who has reported and who has not; the reminder to copy or to send to group robots."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from indicators.follow_up import Outbox, reminder_text, reporting_calendar, services_by_name
from indicators.labels import NO_VALUE, TO_BE_NAMED, day_label, join_names
from indicators.period import time_label, today
from parts.elements import banner, stacked_table
from parts.frame import run_action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.access import Reporter
    from indicators.evaluation import Board
    from indicators.follow_up import Calendar, Item, Reminder, UnitDue
    from indicators.store import Store


def calendar_section(store: Store, board: Board, found: Sequence[Item], reporter: Reporter | None) -> None:
    """The month that is due, unit by unit, and the reminder."""
    calendar = reporting_calendar(store.snapshot(), board.through, today())
    month = f"{calendar.month.year}年{calendar.month.month}月"
    left = f"尚有{calendar.missing}项未报" if calendar.missing else "均已报送"
    if calendar.units:
        st.html(f'<p class="message">{month}数据应于{day_label(calendar.due)}前报送，{left}</p>')
        st.html(stacked_table([_row(unit) for unit in calendar.units], f"{month}报送情况", full_height=True))
    else:
        banner("none", f"{month}没有应报的指标", "本年计划下达后，这里列出应报、已报和未报的指标。")
    _reminder(store, calendar, found, reporter)


def _row(unit: UnitDue) -> dict[str, str]:
    whole = len(unit.reported) + len(unit.missing)
    return {
        "责任单位": (unit.unit or TO_BE_NAMED) + ("（演示）" if unit.is_simulated else ""),
        "已报/应报": f"{len(unit.reported)}/{whole}项",
        "未报": join_names(unit.missing) or NO_VALUE,
        "已报": join_names(unit.reported) or NO_VALUE,
    }


def _reminder(store: Store, calendar: Calendar, found: Sequence[Item], reporter: Reporter | None) -> None:
    text = reminder_text(calendar, found, today())
    st.html("<h2>提醒文字 <small>点右上角的按钮复制，贴到工作群</small></h2>")
    st.code(text, language=None, wrap_lines=True)
    if reporter is None or not reporter.is_administrator:
        return
    outbox = Outbox(store.root)
    if names := tuple(services_by_name()):
        if st.button(f"发到{join_names(names)}群", type="primary", key="send_reminder"):
            run_action(
                "follow_up", lambda: outbox.send(text, reporter.name), "没有发送提醒",
                lambda _: ("正在发送提醒", "不成的再试三次，仍不成的列在本页，直到重发成功或不再提示。"),
            )  # fmt: skip
    else:
        st.html('<p class="quiet">没有设置群机器人。需要直接发到企业微信、钉钉、飞书群的，请按手册设置。</p>')
    for kept in outbox.reminders():
        _kept(outbox, kept)


def _kept(outbox: Outbox, kept: Reminder) -> None:
    """A reminder that not every robot has yet."""
    whose = f"{kept.by} {time_label(kept.at)} 发出的提醒"
    names = join_names(kept.waiting)
    if not kept.is_failed(datetime.now(UTC)):
        tried = f"，已试{kept.attempts}次" if kept.attempts else ""
        st.html(f'<p class="quiet">{escape(whose)}正在发到{escape(names)}{tried}。</p>')
        return
    banner("bad", f"提醒没有发到{names}", f"{whose}，请检查网络和机器人地址后重发。")
    with st.container(horizontal=True, key=f"reminder_{kept.id}"):
        if st.button("重发", key=f"again_{kept.id}"):
            run_action(
                "follow_up", lambda: outbox.send_again(kept.id), "没有重发", lambda _: ("正在重发", "")
            )
        if st.button("不再提示", key=f"dismiss_{kept.id}"):
            run_action("follow_up", lambda: outbox.dismiss(kept.id), "没有去掉", lambda _: ("不再提示", ""))
