"""放映顺序: saved choices and orders of screens, and their editor."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from indicators.meeting import list_sequences, remove_sequence, save_sequence
from parts.editions.screen_order import screen_order
from parts.frame import SEQUENCE, run_action

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from indicators.access import Reporter
    from indicators.meeting import SavedSequence, Screen
    from indicators.store import Store

# Keys of st.session_state.
_ORDER = "sequence_order"  # id of each screen in the order of the editor -> whether it is chosen
_LOADED = "sequence_loaded"  # how many saved sequences were put into the editor so far
_LIST = "sequence_screens"
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
    """All screens of the month to choose from and to put into order, and a name to save them under."""
    headlines = {screen.id: screen.headline for screen in screens}
    before: Mapping[str, bool] = st.session_state.get(_ORDER, {})
    order = {screen: chosen for screen, chosen in before.items() if screen in headlines}
    order |= {screen: True for screen in headlines if screen not in before}
    st.session_state[_ORDER] = order
    with st.expander("编辑放映顺序", key=_EDITOR, on_change="rerun"):
        st.html('<span class="quiet">勾选要放的屏，拖动 ⠿ 排顺序（键盘：Tab 到 ⠿，按 ↑ ↓）。</span>')
        screen_order(
            order, headlines, key=_LIST, loaded=st.session_state.get(_LOADED, 0), on_change=_take_over
        )
        chosen = [screen for screen, is_chosen in order.items() if is_chosen]
        st.session_state.setdefault(_NAME, "")
        name = st.text_input("名称", key=_NAME, max_chars=40, placeholder="如 短会")
        if st.button(f"保存{len(chosen)}屏", type="primary", key="save_sequence"):
            _run(
                lambda: save_sequence(store, name, chosen, reporter),
                f"保存放映顺序“{name.strip()}”",
                "定版时可在“放映内容”中选用。",
            )


def _take_over(order: dict[str, bool]) -> None:
    st.session_state[_ORDER] = order


def _load(sequence: SavedSequence) -> None:
    """Put a saved sequence into the editor; the other screens follow without a tick."""
    others = [screen for screen in st.session_state.get(_ORDER, ()) if screen not in sequence.order]
    st.session_state[_ORDER] = dict.fromkeys(sequence.order, True) | dict.fromkeys(others, False)
    st.session_state[_LOADED] = st.session_state.get(_LOADED, 0) + 1
    st.session_state[_NAME] = sequence.name
    st.session_state[_EDITOR] = True


def _run(change: Callable[[], object], label: str, next_step: str = "") -> None:
    run_action("editions", change, f"没有{label}", lambda _: (f"已{label}", next_step))
