"""Lets this browser fetch or drop the cookie by which it stays signed in; what the cookie is: ``server/session.py``."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Final

import streamlit as st

from indicators.access import COOKIE, begin_sign_in, cookie_codes, end_sign_in, key_id

_TICKET: Final = "sign_in_ticket"
_ERRAND: Final = "cookie_errand"

_component = st.components.v2.component(
    "signed_in", html="", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def current_ticket() -> str:
    """What this visitor was given for a key, in this session or by cookie before it; empty without."""
    return str(st.session_state.get(_TICKET) or st.context.cookies.get(COOKIE, ""))


def remember_key(key: str) -> None:
    """Keep whoever has shown this key signed in: here at once, in this browser for twelve hours."""
    ticket = begin_sign_in(key_id(key))
    st.session_state[_TICKET] = ticket
    st.session_state[_ERRAND] = {"method": "POST", "code": cookie_codes().offer(ticket)}


def forget_key() -> None:
    """Sign out here and wherever else the same cookie is."""
    end_sign_in(current_ticket())
    st.session_state.pop(_TICKET, None)
    # Any code will do: it tells this errand from the one before.
    st.session_state[_ERRAND] = {"method": "DELETE", "code": secrets.token_urlsafe(8)}


def run_cookie_errand() -> None:
    """Let the browser fetch or drop its cookie, once; the errand stays with the session, for a run may be lost."""
    _component(key="signed_in", data=st.session_state.get(_ERRAND))
