"""A banner: one large line, coloured and with a shape, and a detail below it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHAPES: Final[Mapping[str, str]] = {"good": "●", "done": "✔", "warn": "▲", "bad": "■", "none": "○"}


def banner(tone: str, headline: str, detail: str = "") -> None:
    """Show a message; both texts are plain text.

    Args:
        tone: good, done, warn, bad or none.
        headline: the large line.
        detail: what it means for the reader.
    """
    st.html(banner_html(tone, headline, detail))


def banner_html(tone: str, headline: str, detail: str = "") -> str:
    """The same, for what is no element of Streamlit's."""
    detail_html = f'<div class="detail">{escape(detail)}</div>' if detail else ""
    role = "alert" if tone == "bad" else "status"
    return (
        f'<div class="banner {tone}" role="{role}"><div><span aria-hidden="true">{_SHAPES[tone]}</span> '
        f"{escape(headline)}</div>{detail_html}</div>"
    )
