"""A page in sections: one is shown at a time, and the address names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from parts.frame.address import SECTION

if TYPE_CHECKING:
    from collections.abc import Mapping


def choose_section(page: str, label: str, titles: Mapping[str, str]) -> str:
    """Buttons for the sections of a page; the one to show: that of the address, by default the first.

    Args:
        page: the page they are on.
        label: what they are, for screen readers.
        titles: what stands on the button of each section.
    """
    key, first = f"{page}_section", next(iter(titles))

    def write_to_address() -> None:
        """A link, and a reload, show the section that was chosen."""
        st.query_params[SECTION] = st.session_state[key] or first

    asked = st.query_params.get(SECTION, "")
    st.session_state[key] = asked if asked in titles else first
    chosen = st.segmented_control(
        label,
        titles,
        format_func=lambda section: titles[section],
        key=key,
        label_visibility="collapsed",
        on_change=write_to_address,
        required=True,
    )
    return str(chosen)
