"""What the last click did: kept over the run that follows, shown until the next click on the same page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import streamlit as st

from indicators.access import AccessError
from indicators.meeting import AnswerError
from indicators.store import StoreError
from parts.elements import banner

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")
_KEY: Final = "flash_{}"


def attempt(
    page: str, act: Callable[[], Result], failed: str, done: Callable[[Result], tuple[str, str]]
) -> None:
    """Do what was clicked, keep what became of it, and run the page again.

    A commit sets off a run of every open page by itself, so what is to be said has to outlive this one.

    Args:
        page: where it is shown, as in ``show``.
        act: what was clicked.
        failed: the line over the reason, where it was refused or could not be written.
        done: headline and detail of what came out.
    """
    try:
        result = act()
    except (AccessError, AnswerError, StoreError) as error:
        st.session_state[_KEY.format(page)] = ("bad", failed, str(error))
    else:
        st.session_state[_KEY.format(page)] = ("done", *done(result))
    st.rerun()


def show(page: str) -> None:
    """What the last click on this page did; nothing before the first."""
    kept = st.session_state.get(_KEY.format(page))
    if kept is not None:
        banner(*kept)
