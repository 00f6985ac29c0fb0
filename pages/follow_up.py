"""督办: what lags with its answers, what each responsible unit has, and who has reported; for everybody to see."""

from __future__ import annotations

import streamlit as st

from indicators.follow_up import items
from indicators.period import today
from indicators.store import shared_store
from parts.follow_up import calendar_section, items_section, units_section
from parts.frame import (
    choose_section,
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


board = current_board(None)
reporter = current_reporter()
page_header(board, "督办", "滞后事项的原因、措施、时限和责任人，会议放映时逐项显示")
section = choose_section("follow_up", "督办内容", {name: title for name, (title, _) in SECTIONS.items()})
show_flash("follow_up")
found = items(current_snapshot(), board, today())
SECTIONS[section][1](shared_store(), board, found, reporter)
if reporter is None:
    with st.expander("填写需要密钥"):
        key_form()
legend(board)
