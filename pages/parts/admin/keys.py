"""管理，密钥: the key just made, the form for a new one, and the list in which keys are revoked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from indicators.access import open_keys
from indicators.labels import join_clauses
from indicators.period import time_label
from parts.admin.new_key import new_key_form, show_new_key
from parts.elements import paginate
from parts.frame import run_action

if TYPE_CHECKING:
    from indicators.access import Key, Reporter
    from indicators.store import Store


def keys_section(store: Store, reporter: Reporter) -> None:
    """Who may report by which key; make one, shown once; revoke one."""
    show_new_key()
    left, right = st.columns([2, 3], gap="large")
    with left:
        new_key_form(store.snapshot(), reporter)
    with right:
        _key_list(reporter)


def _key_list(reporter: Reporter) -> None:
    """Every valid key, the newest first; revoked ones behind a toggle."""
    keys = open_keys().entries()[::-1]
    valid = [key for key in keys if key.is_valid]
    administrators = sum(key.role == "administrator" for key in valid)
    st.html(f"<h2>有效密钥{len(valid)}个：管理员{administrators}个，部门{len(valid) - administrators}个</h2>")
    revoked = len(keys) - len(valid)
    shown = keys if revoked and st.toggle(f"显示已停用的{revoked}个", key="revoked_keys") else valid
    for key in shown[paginate(len(shown), "keys_page")]:
        _card(key, reporter)


def _card(key: Key, reporter: Reporter) -> None:
    with st.container(border=True, key=f"card_key_{key.id}", horizontal=True, vertical_alignment="center"):
        st.html(_head(key, reporter))
        if key.is_valid:
            with st.popover("停用", key=f"revoke_{key.id}"):
                st.text(
                    f"停用“{key.name}”的密钥？\n立即生效，正在使用的也随即退出；已报的数据不变。不能恢复，可另发新密钥。"
                )
                if st.button("确认停用", key=f"revoked_{key.id}", type="primary"):
                    run_action(
                        "admin",
                        lambda: open_keys().revoke(key.id, reporter),
                        f"没有停用“{key.name}”的密钥",
                        lambda ended: (f"已停用“{ended.name}”的密钥 {ended.id}", "立即生效。"),
                    )


def _head(key: Key, reporter: Reporter) -> str:
    state = '<span class="pill good">● 有效</span>'
    if key.revoked_at is not None:
        by = f"由{escape(key.revoked_by)}" if key.revoked_by else ""
        state = f'<span class="pill none">○ 已停用</span> <span class="quiet">{time_label(key.revoked_at)} {by}停用</span>'
    own = "（当前登录）" if key.is_valid and key.name == reporter.name else ""
    scope = "可上报全部，可管理" if key.role == "administrator" else f"可上报：{key.reporter.scope}"
    used = open_keys().last_use(key.id)
    trail = join_clauses(
        (
            f"{time_label(key.created_at)} {f'由{key.made_by}' if key.made_by else ''}生成",
            f"最近使用 {time_label(used)}" if used else "还没有使用过",
        )
    )
    return (
        f'<div class="upload-head"><div><b>{escape(key.name)}</b>{own} {state}</div><div>{escape(scope)}</div>'
        f'<div class="quiet">{escape(trail)}，编号 {key.id}</div></div>'
    )
