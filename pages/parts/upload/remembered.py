"""版式 on 上报记录 and in 管理: the forms that departments confirmed, with the button that forgets one."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.frames import records
from indicators.period import time_label
from indicators.uploads import forget_layout, list_layouts
from parts.frame import current_snapshot, run_action

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.store import Store


def remembered_layouts(store: Store, reporter: Reporter | None, *, page: str) -> None:
    """The forms that are read without a question, the one used last first; nothing where there are none.

    Args:
        store: of the tables.
        reporter: who looks; own ones can be forgotten, by an administrator all.
        page: that shows what came of it.
    """
    forms = records(list_layouts(current_snapshot()))
    if not forms:
        return
    with st.expander(f"记住的版式（{len(forms)}种）", key="layouts", expanded=page == "admin"):
        st.html('<p class="quiet">下次上报同样的表，直接按这里确认过的读取，不再询问。忘记后会重新询问。</p>')
        for form in forms:
            with st.container(horizontal=True, vertical_alignment="center", key=f"form_{_key(form)}"):
                st.html(_text(form))
                if reporter is not None and (
                    reporter.is_administrator or reporter.name == form["department"]
                ):
                    _forget_button(store, form, reporter, page)


def _key(form: dict[str, Any]) -> str:
    return f"{form['department']}_{form['fingerprint']}"


def _text(form: dict[str, Any]) -> str:
    asked_again = '<span class="pill warn">▲ 上报已撤回，下次再问</span>' if form["state"] == "撤回" else ""
    return (
        f"<div><b>{escape(str(form['title']))}</b> {asked_again}</div><div>{escape(str(form['meaning']))}</div>"
        f'<div class="quiet">{escape(str(form["department"]))}　{time_label(form["at"])} 确认　'
        f"最近 {time_label(form['used_at'])}　用于 {form['files']} 个文件</div>"
    )


def _forget_button(store: Store, form: dict[str, Any], reporter: Reporter, page: str) -> None:
    with st.popover("忘记", key=f"forget_{_key(form)}"):
        st.text(f"忘记“{form['title']}”？\n下次上报这种表时会重新询问。")
        if st.button("确认忘记", key=f"forgotten_{_key(form)}", type="primary"):
            run_action(
                page,
                lambda: forget_layout(store, form["department"], form["fingerprint"], reporter),
                "没有忘记",
                lambda _: (f"已忘记版式“{form['title']}”", "下次上报这种表时会重新询问。"),
            )
