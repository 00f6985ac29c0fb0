"""A button that copies a text, also where the browser lets no script write to the clipboard (http)."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_component = st.components.v2.component(
    "copying",
    html='<button type="button" class="copying"></button><span class="copied" role="status"></span>',
    css=Path(__file__).with_suffix(".css").read_text(encoding="utf-8"),
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def copy_button(text: str, label: str, *, key: str) -> None:
    """A button that puts the text on the clipboard and says so."""
    _component(key=key, data={"text": text, "label": label})
