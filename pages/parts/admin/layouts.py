"""管理，版式与名称: what is remembered of the departments' forms and names, each forgotten by a click."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.frames import records
from indicators.period import time_label
from indicators.uploads import forget_name, list_layouts, list_names
from parts.frame import current_snapshot, run_action
from parts.upload import remembered_layouts

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.store import Store


def layouts_section(store: Store, reporter: Reporter) -> None:
    """The forms, and the names that departments have for indicators."""
    snapshot = current_snapshot()
    if list_layouts(snapshot).empty:
        st.html("<p>还没有记住的版式：部门上报的表须推断时，确认一次即记住，列在这里。</p>")
    remembered_layouts(store, reporter, page="admin")
    names = records(list_names(snapshot))
    if not names:
        st.html("<p>还没有记住的名称：部门为表中的名称指定指标并提交后，列在这里。</p>")
        return
    with st.expander(f"各部门自己的名称（{len(names)}个）", key="names", expanded=True):
        st.html('<p class="quiet">该部门的表里写左边的名称，读作右边的指标。忘记后，下次上报会重新询问。</p>')
        for name in names:
            with st.container(
                horizontal=True, vertical_alignment="center", key=f"named_{name['department']}_{name['name']}"
            ):
                st.html(_text(name))
                _forget_button(store, name, reporter)


def _text(name: dict[str, Any]) -> str:
    return (
        f"<div><b>{escape(str(name['name']))}</b>　即　<b>{escape(str(name['label']))}</b></div>"
        f'<div class="quiet">{escape(str(name["department"]))}　{time_label(name["at"])} 起</div>'
    )


def _forget_button(store: Store, name: dict[str, Any], reporter: Reporter) -> None:
    with st.popover("忘记", key=f"unname_{name['department']}_{name['name']}"):
        st.text(f"忘记{name['department']}的“{name['name']}”？\n下次上报时会重新询问。")
        if st.button("确认忘记", key=f"unnamed_{name['department']}_{name['name']}", type="primary"):
            run_action(
                "admin",
                lambda: forget_name(store, name["department"], name["name"], reporter),
                "没有忘记",
                lambda _: (f"已忘记名称“{name['name']}”", "下次上报时会重新询问。"),
            )
