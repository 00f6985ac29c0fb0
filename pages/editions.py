"""会议版本: freeze what a meeting is shown, open it again, see what changed since; and in which order screens come."""

from __future__ import annotations

import streamlit as st

from indicators.meeting import build_screens
from indicators.store import shared_store
from parts.editions import (
    draw_comparison,
    draw_editions,
    explain_editions,
    freeze_form,
    saved_sequences,
    sequence_editor,
)
from parts.frame import ask_for_key, current_board, current_month, current_reporter, show

st.html(
    '<div class="page-head"><h1>会议版本</h1>'
    '<span class="promise">定版之后，会上看到的数不再变；以后的改动，一比便知</span></div>'
)
reporter = current_reporter()
show("editions")
draw_comparison(shared_store())
left, right = st.columns([3, 2], gap="large")
with left:
    draw_editions(shared_store(), reporter)
    saved_sequences(shared_store(), reporter)
with right:
    if reporter is None:
        explain_editions()
        ask_for_key()
    else:
        freeze_form(shared_store(), current_month(), reporter)
        sequence_editor(shared_store(), build_screens(current_board), reporter)
