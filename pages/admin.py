"""管理: indicators, targets, tasks, plan years, keys, forms, thresholds, demonstration data; for administrators."""

from __future__ import annotations

import streamlit as st

from indicators.store import shared_store
from parts.admin import (
    demo_section,
    indicators_section,
    keys_section,
    layouts_section,
    targets_section,
    tasks_section,
    thresholds_section,
    years_section,
)
from parts.frame import SECTION, administrator_only, plain_header, show_flash

SECTIONS = {
    "indicators": ("指标", indicators_section),
    "targets": ("目标", targets_section),
    "tasks": ("任务", tasks_section),
    "years": ("年度", years_section),
    "keys": ("密钥", keys_section),
    "layouts": ("版式与名称", layouts_section),
    "thresholds": ("阈值", thresholds_section),
    "demo": ("演示数据", demo_section),
}


def write_section_to_address() -> None:
    """A link, and a reload, show the section that was chosen."""
    st.query_params[SECTION] = st.session_state["admin_section"] or "indicators"


plain_header("管理", "改动先看差别，再提交；每一次都有记录，一键撤回")
reporter = administrator_only("管理")
if reporter is not None:
    asked = st.query_params.get(SECTION, "")
    st.session_state["admin_section"] = asked if asked in SECTIONS else "indicators"
    chosen = st.segmented_control(
        "管理内容",
        SECTIONS,
        format_func=lambda section: SECTIONS[section][0],
        key="admin_section",
        label_visibility="collapsed",
        on_change=write_section_to_address,
        required=True,
    )
    show_flash("admin")
    SECTIONS[str(chosen)][1](shared_store(), reporter)
