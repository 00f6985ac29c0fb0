"""An open page shows new values by itself, and keeps its place: no reload, nothing asked while nothing changes."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from indicators.access import LISTENING, AccessError, access_rules, create_ticket
from indicators.store import StoreError
from parts.frame.view import current_snapshot

_FILES = [Path(__file__).with_name(name) for name in ("stream.js", "live.js")]

_component = st.components.v2.component(
    "live",
    html='<div class="connection" role="status"></div>',
    js="\n".join(file.read_text(encoding="utf-8") for file in _FILES),
    isolate_styles=False,  # style.css is the one style sheet
)


def listen_for_updates() -> None:
    """Run the page again when the tables change. Call it before the page is drawn.

    The version is taken first: a page may draw newer values than it names and is then drawn once more, never older
    ones and left at that. A page that writes must keep its answer in ``st.session_state``: the run after its own
    commit forgets which button was pressed.
    """
    try:
        version = current_snapshot().version
    except StoreError:
        version = ""  # the page says what is wrong; any version that can be read is news to it
    _component(key="live", data={"version": version, "ticket": _ticket()})


def _ticket() -> str:
    """Where looking is closed: whoever may see the page may hear of news. A key leaves the browser no cookie to show."""
    try:
        return create_ticket(LISTENING) if access_rules().require_login else ""
    except AccessError as error:
        st.toast(str(error))
        return ""
