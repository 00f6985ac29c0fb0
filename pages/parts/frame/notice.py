"""A quiet line for administrators, on every page, while something is not in order."""

from __future__ import annotations

from html import escape

import streamlit as st

from parts.frame.address import SECTION
from parts.frame.sign_in import administers
from server.watch import current_state


def warn_administrator() -> None:
    """Say to an administrator what is not in order, and where it says what to do; nothing to anybody else."""
    if st.query_params.get(SECTION) == "health":
        return  # it stands there in full
    concerns = current_state().concerns if administers() else ()
    if concerns:
        more = f"，另有{len(concerns) - 1}项" if len(concerns) > 1 else ""
        with st.container(key="concern"):
            st.html(
                f'<p class="quiet" role="status">▲ {escape(concerns[0].what.removesuffix("。"))}{more}。'
                '<a href="./admin?section=health">怎么办</a></p>'
            )
