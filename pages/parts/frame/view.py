"""What the visitor looks at: the current tables, and the month in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from indicators.evaluation import Board, board, default_month, months
from indicators.period import Period, PeriodError, today
from indicators.plan_year import plan_years
from indicators.store import shared_store
from parts.frame.address import THROUGH
from parts.frame.session import MONTH, WRONG_MONTH

if TYPE_CHECKING:
    from indicators.store import Snapshot

_PICKER: Final = "picker"


def current_snapshot() -> Snapshot:
    """The current tables; read again only when their version has changed."""
    return shared_store().snapshot()


def available_months() -> tuple[Period, ...]:
    """Months that can be shown, newest first."""
    return months(current_snapshot(), today())


def month_picker() -> None:
    """The month picker; it starts at the month of the address, else the last one chosen, else the default.

    The month is always written to the address, so that a link shows what its sender saw.
    """
    keys = [period.key for period in available_months()]
    default = default_month(current_snapshot()).key
    month = st.query_params.get(THROUGH) or st.session_state.get(MONTH) or default
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
        on_change=_write_month_to_address,
    )


def _write_month_to_address() -> None:
    st.query_params[THROUGH] = st.session_state[_PICKER]


def queries_of_view() -> list[dict[str, str]]:
    """Queries that lead to what this run shows: the address, and for the default month the address without it."""
    query = st.query_params.to_dict()
    others = {name: value for name, value in query.items() if name != THROUGH}
    return [query, others] if current_month() == default_month(current_snapshot()) else [query]


def current_month() -> Period:
    """The month that this run shows."""
    try:
        return Period.from_key(st.session_state[MONTH])
    except (KeyError, PeriodError):
        return default_month(current_snapshot())


def current_board(lift: str | None) -> Board:
    """The board of a lift, or of the whole zone for None, in the current month."""
    return board(current_snapshot(), lift, current_month())


def board_of_last_year(shown: Board, month: int | None = None) -> Board | None:
    """The board of the same month, or of another one, of last year; None where that year had no plan."""
    year, snapshot = shown.through.year - 1, current_snapshot()
    if year not in plan_years(snapshot):
        return None
    return board(snapshot, shown.lift, Period(year, month or shown.through.month))
