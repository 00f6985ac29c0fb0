"""督办: what lags with its answers, what each responsible unit has, and who has reported; for everybody to see."""

from __future__ import annotations

import streamlit as st

from indicators.follow_up import items
from indicators.period import today
from indicators.store import shared_store
from parts.follow_up import calendar_section, items_section, units_section
from parts.frame import (
    SECTION,
    current_board,
    current_reporter,
    current_snapshot,
    key_form,
    legend,
    page_header,
    show_flash,
)

SECTIONS = {
    "items": ("滞后清单", items_section),
    "units": ("责任单位", units_section),
    "calendar": ("报送日历", calendar_section),
}


def write_section_to_address() -> None:
    """A link, and a reload, show the section that was chosen."""
    st.query_params[SECTION] = st.session_state["follow_up_section"] or "items"


board = current_board(None)
reporter = current_reporter()
page_header(board, "督办", "滞后事项的原因、措施、时限和责任人，会议放映时逐项显示")
asked = st.query_params.get(SECTION, "")
st.session_state["follow_up_section"] = asked if asked in SECTIONS else "items"
chosen = st.segmented_control(
    "督办内容",
    SECTIONS,
    format_func=lambda section: SECTIONS[section][0],
    key="follow_up_section",
    label_visibility="collapsed",
    on_change=write_section_to_address,
    required=True,
)
show_flash("follow_up")
found = items(current_snapshot(), board, today())
SECTIONS[str(chosen)][1](shared_store(), board, found, reporter)
if reporter is None:
    with st.expander("填写需要密钥"):
        key_form()
legend(board)
