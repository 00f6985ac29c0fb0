"""督办: what lags, worst first, and what its responsible unit answers: reason, measure, deadline."""

from __future__ import annotations

import streamlit as st

from indicators.frames import records
from parts import access, answers, flash, header, view
from parts.banner import banner

board = view.current_board(None)
header.page_header(board, "督办", "滞后事项的原因、措施和时限，会议放映时逐项显示")
reporter = access.current_reporter()
flash.show("follow_up")
items = records(board.follow_ups)
if not items:
    banner("done", "没有需要督办的事项", "各项均达到时序。")
for item in items:
    answers.follow_up_item(view.current_store(), board, item, reporter)
if reporter is None:
    with st.expander("填写需要密钥"):
        access.ask_for_key()
header.legend()
