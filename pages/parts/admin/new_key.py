"""管理，密钥: the form for a new key, and the key itself, which is shown once."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from indicators.access import AccessError, Reporter, Role, are_reportable, open_keys, units_in_charge
from indicators.catalogue import lifts
from parts.frame import run_action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.store import Snapshot

_ALL: Final = "all"
_DEPARTMENT, _ADMINISTRATOR = "部门", "管理员"
# Keys of st.session_state.
_NEW: Final = "new_key"  # name of its holder, and the key
# Of a checkbox: Streamlit forgets it with the first run that does not draw it, which is when the section is left.
_KEPT: Final = "new_key_kept_{}"
_MADE: Final = "keys_made"  # how many were made so far; a new one empties the form


def show_new_key() -> None:
    """The key just made, until somebody says that it is kept, or leaves the section."""
    kept = _KEPT.format(st.session_state.get(_MADE, 0))
    if st.session_state.get(kept, True):
        st.session_state.pop(_NEW, None)
    if _NEW not in st.session_state:
        return
    name, key = st.session_state[_NEW]
    with st.container(border=True, key="card_new_key"):
        st.code(key, language=None, wrap_lines=True)
        st.html(
            f"<p>这是“{escape(name)}”的密钥，请现在复制，当面或密封转交。"
            "<b>离开后不再显示，系统也不保存原文</b>；丢失只能停用后另发。</p>"
        )
        st.checkbox("已复制，不再显示", key=kept)


def new_key_form(snapshot: Snapshot, reporter: Reporter) -> None:
    """Whose key it is, and what it may report."""
    made = st.session_state.get(_MADE, 0)
    with st.container(border=True, key="card_key_form"):
        st.html("<h2>新密钥</h2>")
        name = st.text_input(
            "给谁用", key=f"key_name_{made}", max_chars=40, placeholder="部门或人员名称，如 经发局"
        )
        role = st.radio("身份", [_DEPARTMENT, _ADMINISTRATOR], key=f"key_role_{made}", horizontal=True)
        if role == _ADMINISTRATOR:
            st.html('<p class="quiet">管理员可上报全部，可使用“管理”的各项。</p>')
            limits: tuple[list[str] | None, list[str]] = (None, [])
        else:
            limits = _limits(snapshot, made)
        if st.button("生成密钥", type="primary", key=f"make_key_{made}"):
            run_action(
                "admin",
                lambda: _make(name, *limits, reporter),
                "没有生成密钥",
                lambda holder: (f"已生成“{holder}”的密钥", "见下方，只显示这一次。"),
            )


def _limits(snapshot: Snapshot, made: int) -> tuple[list[str], list[str]]:
    """The lifts and the units in charge that are chosen, and what that opens."""
    known = units_in_charge(snapshot)
    units = []
    if known:
        units = st.multiselect(
            "按责任单位：所负责的指标和任务，不论在哪一提",
            known,
            key=f"key_units_{made}",
            placeholder="请选择责任单位",
        )
    else:
        st.html("<p>按责任单位：责任单位尚未填写，请先在“指标”中填写。</p>")
    names = {_ALL: "全部"} | {code: lift.short for code, lift in lifts().items()}
    asked = st.multiselect(
        "按六提：其中的全部指标和任务",
        list(names),
        key=f"key_lifts_{made}",
        format_func=names.__getitem__,
        placeholder="请选择哪几提",
    )
    st.html(f'<p class="quiet">{_reach(snapshot, asked, units)}</p>')
    return asked, units


def _reach(snapshot: Snapshot, asked: Sequence[str], units: Sequence[str]) -> str:
    """How much a choice opens, as the catalogue and the tasks are now."""
    if not asked and not units:
        return "至少选一项；都选的，合起来算。"
    chosen = Reporter("", "department", None if _ALL in asked else frozenset(asked), frozenset(units))
    indicators, tasks = (
        are_reportable(rows, chosen, snapshot).sum() for rows in (snapshot.catalogue, snapshot.tasks)
    )
    return f"现在可上报{indicators}项指标、{tasks}项任务；责任单位以后有变动，随之变动。"


def _make(name: str, asked: list[str] | None, units: list[str], reporter: Reporter) -> str:
    """Make the key, and keep it in this session until it is seen; returns the name of its holder."""
    if asked == [] and not units:
        msg = f"没有选择“{name.strip()}”可上报什么，请至少选一个责任单位或一提。"
        raise AccessError(msg)
    role: Role = "administrator" if asked is None else "department"
    key = open_keys().add(name, asked, role, units=units, by=reporter)
    st.session_state[_NEW] = (name.strip(), key)
    st.session_state[_MADE] = st.session_state.get(_MADE, 0) + 1
    st.session_state[_KEPT.format(st.session_state[_MADE])] = False
    return name.strip()
