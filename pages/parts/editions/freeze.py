"""定版: the form with name, order of screens and note for the current month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from indicators.meeting import find_sequence, freeze_edition, list_sequences, suggested_name
from parts.frame import run_action

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.period import Period
    from indicators.store import Store

_ALL = "全部，按看板顺序"


def freeze_hint() -> None:
    """What a visitor needs to freeze an edition."""
    st.html("<h2>定版</h2><p>任何人都可以放映、跟随和比较。定版、保存放映顺序，请输入本部门的密钥。</p>")


def freeze_form(store: Store, through: Period, reporter: Reporter) -> None:
    """The form, with a suggested name."""
    snapshot = store.snapshot()
    suggested = suggested_name(snapshot, through)
    saved = [sequence.name for sequence in list_sequences(snapshot)]
    with st.form(f"edition_{suggested}", border=True):
        st.html(f'<h2>定版：截至{through.month_label}</h2><span class="quiet">月份在右上角更换</span>')
        name = st.text_input("名称", suggested, max_chars=40)
        order = st.selectbox("放映内容", [_ALL, *saved], filter_mode=None) if saved else _ALL
        note = st.text_input("备注", max_chars=200, placeholder="可不填")
        if st.form_submit_button("定版", type="primary"):
            run_action(
                "editions",
                lambda: freeze_edition(
                    store,
                    name,
                    through,
                    reporter,
                    () if order == _ALL else find_sequence(snapshot, order).order,
                    note,
                ),
                "没有定版",
                lambda edition: (f"已定版“{edition.name}”", "可以放映了；把跟随地址发给其他会场。"),
            )
