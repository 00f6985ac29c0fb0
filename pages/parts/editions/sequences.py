"""放映顺序: which screens, in which order, kept under a name."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from indicators.meeting import list_sequences, remove_sequence, save_sequence
from parts.elements import escape_markdown
from parts.frame import run_action

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indicators.access import Reporter
    from indicators.meeting import SavedSequence, Screen
    from indicators.store import Store

_ORDER = "sequence_order"  # ids of all screens, in the order of the list
_NAME = "sequence_name"
_OPEN = "sequence_editor"


def sequence_list(store: Store, reporter: Reporter | None) -> None:
    """Every saved sequence with its link; whoever may report edits and removes it."""
    known = list_sequences(store.snapshot())
    if known:
        st.html("<h2>已保存的放映顺序</h2>")
    for one in known:
        with st.container(horizontal=True, vertical_alignment="center", key=f"sequence_{one.name}"):
            about = f"{len(one.order)}屏　{escape(one.by)}"
            st.html(f'<b>{escape(one.name)}</b>　<span class="quiet">{about}</span>')
            st.link_button("放映", f"meeting?{urlencode({'sequence': one.name})}")
            if reporter is not None:
                st.button("编辑", key=f"edit_{one.name}", on_click=_load, args=(one,))
                with st.popover("删除", key=f"remove_{one.name}_{one.at}"):
                    st.text("只从列表中删除；已定版的会议不受影响。")
                    if st.button("确认删除", key=f"removed_{one.name}", type="primary"):
                        _act(partial(remove_sequence, store, one.name, reporter), f"删除放映顺序“{one.name}”")


@st.fragment
def sequence_editor(store: Store, screens: Sequence[Screen], reporter: Reporter) -> None:
    """All screens of the month: a tick for those that are shown, arrows for their order, a name to save it under."""
    known = {screen.id: screen for screen in screens}
    order = [one for one in st.session_state.get(_ORDER, ()) if one in known]
    order += [one for one in known if one not in order]
    st.session_state[_ORDER] = order
    with st.expander("编辑放映顺序", key=_OPEN, on_change="rerun"):
        for place, one in enumerate(order):
            with st.container(horizontal=True, vertical_alignment="center", key=f"order_row_{place}"):
                st.session_state.setdefault(_box(one), True)
                st.checkbox(escape_markdown(f"{place + 1}　{known[one].headline}"), key=_box(one))
                first, last = place == 0, place == len(order) - 1
                st.button("↑", key=f"up_{one}", on_click=_move, args=(place, -1), disabled=first, help="上移")
                st.button("↓", key=f"down_{one}", on_click=_move, args=(place, 1), disabled=last, help="下移")
        chosen = [one for one in order if st.session_state[_box(one)]]
        st.session_state.setdefault(_NAME, "")
        name = st.text_input("名称", key=_NAME, max_chars=40, placeholder="如 短会")
        if st.button(f"保存{len(chosen)}屏", type="primary", key="save_sequence"):
            _act(lambda: save_sequence(store, name, chosen, reporter), f"保存放映顺序“{name.strip()}”")


def _box(screen: str) -> str:
    return f"shown_{screen}"


def _move(place: int, by: int) -> None:
    order = st.session_state[_ORDER]
    order[place], order[place + by] = order[place + by], order[place]


def _load(one: SavedSequence) -> None:
    """Put a saved sequence into the editor: its screens first, the others after them and without a tick."""
    others = [screen for screen in st.session_state.get(_ORDER, ()) if screen not in one.order]
    st.session_state[_ORDER] = [*one.order, *others]
    st.session_state[_NAME] = one.name
    st.session_state[_OPEN] = True
    for screen in st.session_state[_ORDER]:
        st.session_state[_box(screen)] = screen in one.order


def _act(act: Callable[[], object], what: str) -> None:
    run_action("editions", act, f"没有{what}", lambda _: (f"已{what}", ""))
