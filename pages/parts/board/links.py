"""Links of a board: to an indicator, to a lift, always with the month shown."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from parts.frame import indicator_query, month_query

if TYPE_CHECKING:
    from indicators.evaluation import Board


def indicator_link(board: Board, indicator: str, text: object) -> str:
    """A link to an indicator's page."""
    return _link("indicator", indicator_query(board, indicator), text)


def lift_link(board: Board, lift: str, text: object) -> str:
    """A link to a lift's page."""
    return _link(lift, month_query(board), text)


def all_indicators_link(board: Board, text: object) -> str:
    """A link to the list of all indicators."""
    return _link("indicator", month_query(board), text)


def _link(page: str, query: dict[str, str], text: object) -> str:
    # From the site's root, where the server is.
    return f'<a href="{escape(f"./{page}?{urlencode(query)}")}">{escape(str(text))}</a>'
