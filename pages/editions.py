"""会议版本: freeze what a meeting is shown, open it again, see what changed since; and in which order screens come."""

from __future__ import annotations

import streamlit as st

from indicators.meeting.screens import screens
from parts import access, edition_changes, edition_freeze, edition_list, edition_sequences, flash, view

st.html(
    '<div class="page-head"><h1>会议版本</h1>'
    '<span class="promise">定版之后，会上看到的数不再变；以后的改动，一比便知</span></div>'
)
reporter = access.reporter()
flash.show("editions")
edition_changes.draw(view.store())
left, right = st.columns([3, 2], gap="large")
with left:
    edition_list.draw(view.store(), reporter)
    edition_sequences.saved(view.store(), reporter)
with right:
    if reporter is None:
        edition_freeze.explain()
        access.ask_for_key()
    else:
        edition_freeze.form(view.store(), view.through(), reporter)
        edition_sequences.editor(view.store(), screens(view.board), reporter)
