"""Long lists in pages of twenty."""

from __future__ import annotations

from typing import Final

import streamlit as st

_PER_PAGE: Final = 20


def paginate(count: int, key: str) -> slice:
    """The slice of ``count`` entries on the page chosen; more than twenty get a widget to choose it."""
    pages = (count - 1) // _PER_PAGE + 1
    page = st.pagination(pages, key=key) if pages > 1 else 1
    return slice((page - 1) * _PER_PAGE, page * _PER_PAGE)
