"""What the visitor looks at: the tables as they are now, and the month in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from indicators.evaluation import Board, board, default_month, months
from indicators.period import Period, PeriodError
from indicators.store import shared_store
from parts.frame.address import THROUGH
from parts.frame.session import MONTH, WRONG_MONTH

if TYPE_CHECKING:
    from indicators.store import Snapshot

_PICKER: Final = "picker"


def current_snapshot() -> Snapshot:
    """All tables as they are now; read again only when their version has changed."""
    return shared_store().snapshot()


def available_months() -> tuple[Period, ...]:
    """Months that can be looked at, newest first."""
    return months(current_snapshot())


def choose_month() -> Period:
    """The month picker. The address wins, then what was chosen before, then the newest month well reported.

    The month is always written back to the address, so that a link shows what its sender saw.
    """
    tables = current_snapshot()
    keys = [period.key for period in available_months()]
    default = default_month(tables).key
    asked = st.query_params.get(THROUGH)
    month = asked or st.session_state.get(MONTH) or default
    if month not in keys:
        st.session_state[WRONG_MONTH] = month
        month = default
    st.session_state[MONTH] = st.session_state[_PICKER] = month
    st.query_params[THROUGH] = month
    st.selectbox(
        "截至月份",
        keys,
        key=_PICKER,
        format_func=lambda key: f"截至{Period.from_key(key).year}年{Period.from_key(key).month}月",
        label_visibility="collapsed",
        filter_mode=None,
        on_change=_to_address,
    )
    return Period.from_key(month)


def _to_address() -> None:
    st.query_params[THROUGH] = st.session_state[_PICKER]


def current_month() -> Period:
    """The month every page of this run looks at."""
    try:
        return Period.from_key(st.session_state[MONTH])
    except (KeyError, PeriodError):
        return default_month(current_snapshot())


def current_board(lift: str | None) -> Board:
    """The board of a lift, or of the whole zone, for the month in the address."""
    return board(current_snapshot(), lift, current_month())
