"""What must be seen first: one large line, coloured and with a shape, and what it means for the reader."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHAPES: Final[Mapping[str, str]] = {"good": "●", "done": "✔", "warn": "▲", "bad": "■", "none": "○"}


def banner(tone: str, headline: str, detail: str = "") -> None:
    """Say something; both texts are plain text.

    Args:
        tone: good, done, warn, bad or none.
        headline: the one line.
        detail: what follows from it.
    """
    more = f'<div class="detail">{escape(detail)}</div>' if detail else ""
    role = "alert" if tone == "bad" else "status"
    st.html(
        f'<div class="banner {tone}" role="{role}"><div><span aria-hidden="true">{_SHAPES[tone]}</span> '
        f"{escape(headline)}</div>{more}</div>"
    )
