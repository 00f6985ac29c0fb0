"""The editions, newest first: open, follow, compare, rename, withdraw."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import streamlit as st

from indicators.meeting import hand_over, list_editions, rename_edition, restore_edition, withdraw_edition
from indicators.period import time_label
from parts.editions.changes import comparison_button
from parts.elements import OF_A_MEETING, banner, circular_link, paginate, report_links
from parts.frame import EDITION, FOLLOW, LEAD, current_key, meeting_address, run_action

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.access import Reporter
    from indicators.meeting import Edition
    from indicators.store import Store


def edition_list(store: Store, reporter: Reporter | None) -> None:
    """Every edition in force; withdrawn ones behind a toggle."""
    editions = list_editions(store.snapshot(), withdrawn=True)
    withdrawn = sum(not edition.is_current for edition in editions)
    st.html("<h2>已定版</h2>")
    if withdrawn and not st.toggle(f"显示已撤销的{withdrawn}个版本", key="withdrawn_editions"):
        editions = tuple(edition for edition in editions if edition.is_current)
    if not editions:
        banner("none", "还没有会议版本", "定版后，这里列出每一次会议，随时可以重新放映、与现在比较。")
        return
    for edition in editions[paginate(len(editions), "editions_page")]:
        _card(store, edition, reporter)


def _card(store: Store, edition: Edition, reporter: Reporter | None) -> None:
    with st.container(border=True, key=f"card_edition_{edition.id}"):
        st.html(_head(edition))
        with st.container(horizontal=True, key=f"actions_{edition.id}"):
            if edition.is_current:
                st.link_button("放映", meeting_address(edition.id), type="primary")
                if reporter is not None:
                    # The link opens a new session without the key, so its address carries a code for the right to
                    # lead. The code works once: each click draws the page again with another one.
                    st.link_button(
                        "主持放映",
                        meeting_address(edition.id, {LEAD: hand_over().offer(edition.id, current_key())}),
                        key=f"lead_{edition.id}",
                        on_click="rerun",
                        help="跟随的屏幕随你翻页",
                    )
                st.link_button("跟随", meeting_address(edition.id, {FOLLOW: "1"}))
                _addresses(edition)
                _downloads(edition)
                comparison_button(edition)
            if reporter is not None and (reporter.is_administrator or reporter.name == edition.by):
                _change_box(store, edition, reporter)


def _head(edition: Edition) -> str:
    state = ""
    if not edition.is_current:
        state = f' <span class="pill none">○ 已撤销</span> <span class="quiet">{escape(edition.withdrawn_by)}</span>'
    screens = f"　{len(edition.order)}屏" if edition.order else ""
    note = f'<div class="note">备注：{escape(edition.note)}</div>' if edition.note else ""
    at = time_label(edition.at)
    return (
        f'<div class="upload-head"><div><b>{escape(edition.name)}</b>{state}</div>'
        f"<div>截至{edition.through.month_label}{screens}　{escape(edition.by)}　{at} 定版"
        f'　<span class="quiet">编号 {edition.id}</span></div>{note}</div>'
    )


def _addresses(edition: Edition) -> None:
    """The full addresses, ready to be copied and sent to other rooms."""
    with st.popover("发送地址", key=f"addresses_{edition.id}"):
        page = st.context.url or ""
        st.text("跟随：在平板或其他会场打开，画面随主持人")
        st.code(urljoin(page, meeting_address(edition.id, {FOLLOW: "1"})), language=None, wrap_lines=True)
        st.text("放映：自己翻看")
        st.code(urljoin(page, meeting_address(edition.id)), language=None, wrap_lines=True)


def _downloads(edition: Edition) -> None:
    """What this meeting was shown, to take away: as it was, whatever has changed since."""
    query = {EDITION: edition.id}
    with st.popover("下载", key=f"downloads_{edition.id}"):
        links = report_links(OF_A_MEETING, query) + circular_link(query)
        st.html(f'<div class="links stacked">{links}</div>')


def _change_box(store: Store, edition: Edition, reporter: Reporter) -> None:
    label = "更名、撤销" if edition.is_current else "恢复"
    # A new key after each action closes the box.
    with st.popover(label, key=f"change_{edition.id}_{edition.name}_{edition.is_current}"):
        if not edition.is_current:
            if st.button("确认恢复", key=f"restore_{edition.id}", type="primary"):
                _run(lambda: restore_edition(store, edition.id, reporter), "恢复", edition)
            return
        name = st.text_input("新名称", edition.name, max_chars=40, key=f"name_{edition.id}")
        if st.button("更名", key=f"rename_{edition.id}"):
            _run(lambda: rename_edition(store, edition.id, name, reporter), "更名", edition)
        st.text("撤销后不再放映，可以恢复；数据不受影响。")
        if st.button("确认撤销", key=f"withdraw_{edition.id}", type="primary"):
            _run(lambda: withdraw_edition(store, edition.id, reporter), "撤销", edition)


def _run(change: Callable[[], Edition], verb: str, edition: Edition) -> None:
    def done(changed: Edition) -> tuple[str, str]:
        new_name = f"为“{changed.name}”" if changed.name != edition.name else ""
        return f"已{verb}“{edition.name}”{new_name}", ""

    run_action("editions", change, f"没有{verb}“{edition.name}”", done)
