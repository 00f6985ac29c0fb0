"""会议版本: freeze what a meeting is shown, open it again, see what changed since; and in which order screens come."""

from __future__ import annotations

import streamlit as st

from indicators.meeting.screens import build_screens
from parts import access, edition_changes, edition_freeze, edition_list, edition_sequences, flash, view

st.html(
    '<div class="page-head"><h1>会议版本</h1>'
    '<span class="promise">定版之后，会上看到的数不再变；以后的改动，一比便知</span></div>'
)
reporter = access.current_reporter()
flash.show("editions")
edition_changes.draw_comparison(view.current_store())
left, right = st.columns([3, 2], gap="large")
with left:
    edition_list.draw_editions(view.current_store(), reporter)
    edition_sequences.saved_sequences(view.current_store(), reporter)
with right:
    if reporter is None:
        edition_freeze.explain_editions()
        access.ask_for_key()
    else:
        edition_freeze.freeze_form(view.current_store(), view.current_month(), reporter)
        edition_sequences.sequence_editor(view.current_store(), build_screens(view.current_board), reporter)
