"""会议版本: freeze what a meeting shows, open it again, compare it with now; edit the order of screens."""

from __future__ import annotations

import streamlit as st

from indicators.meeting import build_screens
from indicators.store import shared_store
from parts.editions import (
    edition_comparison,
    edition_list,
    freeze_form,
    freeze_hint,
    sequence_editor,
    sequence_list,
)
from parts.frame import current_board, current_month, current_reporter, key_form, plain_header, show_flash

store = shared_store()
reporter = current_reporter()
plain_header("会议版本", "定版之后，会上看到的数不再变；以后的改动，一比便知")
show_flash("editions")
edition_comparison(store)
left, right = st.columns([3, 2], gap="large")
with left:
    edition_list(store, reporter)
    sequence_list(store, reporter)
with right:
    if reporter is None:
        freeze_hint()
        key_form()
    else:
        freeze_form(store, current_month(), reporter)
        sequence_editor(store, build_screens(current_board), reporter)
