"""会议版本: freeze what a meeting is shown, open it again, see what changed since; and in which order screens come."""

from __future__ import annotations

import streamlit as st

from indicators.meeting import build_screens
from parts.editions import (
    draw_comparison,
    draw_editions,
    explain_editions,
    freeze_form,
    saved_sequences,
    sequence_editor,
)
from parts.frame import ask_for_key, current_board, current_month, current_reporter, current_store, show

st.html(
    '<div class="page-head"><h1>会议版本</h1>'
    '<span class="promise">定版之后，会上看到的数不再变；以后的改动，一比便知</span></div>'
)
reporter = current_reporter()
show("editions")
draw_comparison(current_store())
left, right = st.columns([3, 2], gap="large")
with left:
    draw_editions(current_store(), reporter)
    saved_sequences(current_store(), reporter)
with right:
    if reporter is None:
        explain_editions()
        ask_for_key()
    else:
        freeze_form(current_store(), current_month(), reporter)
        sequence_editor(current_store(), build_screens(current_board), reporter)
