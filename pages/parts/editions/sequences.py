"""放映顺序: saved choices and orders of screens, and their editor."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from indicators.meeting import list_sequences, remove_sequence, save_sequence
from parts.elements import escape_markdown
from parts.frame import SEQUENCE, run_action

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indicators.access import Reporter
    from indicators.meeting import SavedSequence, Screen
    from indicators.store import Store

# Keys of st.session_state.
_ORDER = "sequence_order"  # ids of all screens, in the order of the editor
_NAME = "sequence_name"
_EDITOR = "sequence_editor"


def sequence_list(store: Store, reporter: Reporter | None) -> None:
    """Every saved sequence with its link; a reporter may edit and remove it."""
    sequences = list_sequences(store.snapshot())
    if sequences:
        st.html("<h2>已保存的放映顺序</h2>")
    for sequence in sequences:
        name = sequence.name
        with st.container(horizontal=True, vertical_alignment="center", key=f"sequence_{name}"):
            about = f"{len(sequence.order)}屏　{escape(sequence.by)}"
            st.html(f'<b>{escape(name)}</b>　<span class="quiet">{about}</span>')
            st.link_button("放映", f"meeting?{urlencode({SEQUENCE: name})}")
            if reporter is not None:
                st.button("编辑", key=f"edit_{name}", on_click=_load, args=(sequence,))
                with st.popover("删除", key=f"remove_{name}_{sequence.at}"):
                    st.text("只从列表中删除；已定版的会议不受影响。")
                    if st.button("确认删除", key=f"removed_{name}", type="primary"):
                        _run(partial(remove_sequence, store, name, reporter), f"删除放映顺序“{name}”")


@st.fragment
def sequence_editor(store: Store, screens: Sequence[Screen], reporter: Reporter) -> None:
    """All screens of the month: boxes to choose them, arrows to order them, a name to save them under."""
    headlines = {screen.id: screen.headline for screen in screens}
    order = [screen for screen in st.session_state.get(_ORDER, ()) if screen in headlines]
    order += [screen for screen in headlines if screen not in order]
    st.session_state[_ORDER] = order
    with st.expander("编辑放映顺序", key=_EDITOR, on_change="rerun"):
        for index, screen in enumerate(order):
            _editor_row(index, screen, headlines[screen], is_last=index == len(order) - 1)
        chosen = [screen for screen in order if st.session_state[_box_key(screen)]]
        st.session_state.setdefault(_NAME, "")
        name = st.text_input("名称", key=_NAME, max_chars=40, placeholder="如 短会")
        if st.button(f"保存{len(chosen)}屏", type="primary", key="save_sequence"):
            _run(lambda: save_sequence(store, name, chosen, reporter), f"保存放映顺序“{name.strip()}”")


def _editor_row(index: int, screen: str, headline: str, *, is_last: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"order_row_{index}"):
        st.session_state.setdefault(_box_key(screen), True)
        st.checkbox(escape_markdown(f"{index + 1}　{headline}"), key=_box_key(screen))
        st.button("↑", key=f"up_{screen}", on_click=_move, args=(index, -1), disabled=index == 0, help="上移")
        st.button("↓", key=f"down_{screen}", on_click=_move, args=(index, 1), disabled=is_last, help="下移")


def _box_key(screen: str) -> str:
    return f"shown_{screen}"


def _move(index: int, step: int) -> None:
    order = st.session_state[_ORDER]
    order[index], order[index + step] = order[index + step], order[index]


def _load(sequence: SavedSequence) -> None:
    """Put a saved sequence into the editor, followed by the other screens without a tick."""
    others = [screen for screen in st.session_state.get(_ORDER, ()) if screen not in sequence.order]
    st.session_state[_ORDER] = [*sequence.order, *others]
    st.session_state[_NAME] = sequence.name
    st.session_state[_EDITOR] = True
    for screen in st.session_state[_ORDER]:
        st.session_state[_box_key(screen)] = screen in sequence.order


def _run(change: Callable[[], object], label: str) -> None:
    run_action("editions", change, f"没有{label}", lambda _: (f"已{label}", ""))
