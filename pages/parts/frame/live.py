"""Open pages show new values automatically, without a reload and without polling."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from indicators.access import LISTENING, AccessError, access_rules, create_ticket
from indicators.store import StoreError
from parts.elements import escape_markdown
from parts.frame.view import current_snapshot

_FILES = [Path(__file__).with_name(name) for name in ("stream.js", "live.js")]

_component = st.components.v2.component(
    "live",
    html='<div class="connection" role="status"></div>',
    js="\n".join(file.read_text(encoding="utf-8") for file in _FILES),
    isolate_styles=False,  # style.css is the one style sheet
)


def listen_for_updates() -> None:
    """Run the page again when the tables change; call it before the page is drawn.

    The version is read first, so a page may draw newer values than its version and is then drawn once more, but it
    never keeps older ones. A page that writes must keep its message in ``st.session_state``: its own commit causes a
    run that no longer knows which button was clicked.
    """
    try:
        version = current_snapshot().version
    except StoreError:
        version = ""  # the page shows the error and runs again at the next version that can be read
    _component(key="live", data={"version": version, "ticket": _ticket()})


def _ticket() -> str:
    """A ticket for the event stream where a login is required: a visitor with a key has no cookie to show."""
    try:
        return create_ticket(LISTENING) if access_rules().require_login else ""
    except AccessError as error:
        st.toast(escape_markdown(str(error)))
        return ""
