"""管理，指标: the catalogue as a grid, a lift at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from indicators.catalogue import lifts
from indicators.labels import SUBJECTS
from indicators.uploads import definitions_template
from parts.frame import current_snapshot
from parts.grid import Grid, grid_section

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.store import Store

_ALL = "全部"


def indicators_section(store: Store, reporter: Reporter) -> None:  # noqa: ARG001 - as all sections
    """The definitions to be changed, and rows for new ones."""
    st.html("<p>直接改格子里的字；新指标填在最后的空白行，编码留空。改完点“核对”，看清差别再提交。</p>")
    names = {lift.lift: lift.short for lift in lifts().values()}
    chosen = st.segmented_control(
        "哪一提", [_ALL, *names], format_func=lambda lift: names.get(lift, lift), default=_ALL, required=True,
        label_visibility="collapsed", key="admin_lift",
    )  # fmt: skip
    template = definitions_template(current_snapshot())
    if chosen != _ALL:
        template = replace(template, table=template.table[template.table["六提"] == names[chosen]])
    grid_section(Grid(f"definitions_{chosen}", SUBJECTS["catalogue"], template), reporter)
