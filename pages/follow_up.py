"""督办: what lags, worst first, and what its responsible unit answers: reason, measure, deadline."""

from __future__ import annotations

import streamlit as st

from indicators.frames import records
from indicators.store import shared_store
from parts.elements import banner
from parts.follow_up import follow_up_item
from parts.frame import ask_for_key, current_board, current_reporter, legend, page_header, show

board = current_board(None)
page_header(board, "督办", "滞后事项的原因、措施和时限，会议放映时逐项显示")
reporter = current_reporter()
show("follow_up")
items = records(board.follow_ups)
if not items:
    banner("done", "没有需要督办的事项", "各项均达到时序。")
for item in items:
    follow_up_item(shared_store(), board, item, reporter)
if reporter is None:
    with st.expander("填写需要密钥"):
        ask_for_key()
legend()
