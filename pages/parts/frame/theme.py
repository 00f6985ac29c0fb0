"""The switch between the light and the dark theme."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_component = st.components.v2.component(
    "theme",
    html='<button type="button" class="theme"></button>',
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    isolate_styles=False,  # style.css is the one style sheet
)


def theme_switch() -> None:
    """A button for the other theme: the browser changes at once and remembers it, the run after it draws the charts."""
    _component(key="theme", on_chosen_change=lambda: None)
