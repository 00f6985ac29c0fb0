"""Flash messages: the result of a click, shown from the next run of the page until the next click on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import streamlit as st

from indicators.access import AccessError
from indicators.follow_up import AnswerError
from indicators.store import StoreError
from parts.elements import banner

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")
_KEY: Final = "flash_{}"


def run_action(
    page: str, action: Callable[[], Result], failed: str, done: Callable[[Result], tuple[str, str]]
) -> None:
    """Run what was clicked, keep a message about its result, and run the page again.

    A commit makes every open page run again, so the message has to survive this run.

    Args:
        page: the page that shows the message with ``show_flash``.
        action: what was clicked.
        failed: headline where it was refused or could not be written; the error is the detail.
        done: headline and detail for the result.
    """
    try:
        result = action()
    except (AccessError, AnswerError, StoreError) as error:
        st.session_state[_KEY.format(page)] = ("bad", failed, str(error))
    else:
        st.session_state[_KEY.format(page)] = ("done", *done(result))
    st.rerun()


def show_flash(page: str) -> None:
    """The result of the last click on this page; nothing before the first click."""
    message = st.session_state.get(_KEY.format(page))
    if message is not None:
        banner(*message)
