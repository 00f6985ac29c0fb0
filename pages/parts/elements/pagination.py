"""Long lists in pages of twenty."""

from __future__ import annotations

from typing import Final

import streamlit as st

_A_PAGE: Final = 20


def paginate(count: int, key: str) -> slice:
    """Which of ``count`` entries stand on the page that was chosen; with more than twenty, the way to the others."""
    pages = (count - 1) // _A_PAGE + 1
    page = st.pagination(pages, key=key) if pages > 1 else 1
    return slice((page - 1) * _A_PAGE, page * _A_PAGE)
