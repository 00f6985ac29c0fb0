"""督办: indicators and tasks that lag, worst first, with reason, measure and deadline from the responsible unit."""

from __future__ import annotations

import streamlit as st

from indicators.frames import records
from indicators.store import shared_store
from parts.elements import banner
from parts.follow_up import follow_up_card
from parts.frame import current_board, current_reporter, key_form, legend, page_header, show_flash

store = shared_store()
board = current_board(None)
reporter = current_reporter()
page_header(board, "督办", "滞后事项的原因、措施和时限，会议放映时逐项显示")
show_flash("follow_up")
items = records(board.follow_ups)
if not items:
    banner("done", "没有需要督办的事项", "各项均达到时序。")
for item in items:
    follow_up_card(store, board, item, reporter)
if reporter is None:
    with st.expander("填写需要密钥"):
        key_form()
legend(board)
