"""The player of 会议放映: keys, touch, time and the operator turn the screens that the page has drawn.

Everything is in the page already: turning is a change of class in the browser and never runs the script.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.delta_generator import DeltaGenerator

_HERE = Path(__file__).parent
_FILES = [_HERE.parent / "frame" / "stream.js", *sorted(_HERE.glob("*.js"))]

_KEY = "player"

_component = st.components.v2.component(
    "player",
    html=(_HERE / "player.html").read_text(encoding="utf-8"),
    css=(_HERE / "player.css").read_text(encoding="utf-8"),
    js="\n".join(file.read_text(encoding="utf-8") for file in _FILES),
    isolate_styles=False,  # what it turns are the screens of the page
)


def mount_player(  # noqa: PLR0913 - what a meeting can be asked for
    screens: Sequence[Mapping[str, Any]],
    *,
    edition: str | None = None,
    follow: bool = False,
    token: str | None = None,
    ticket: str | None = None,
    problem: str = "",
    every: float | None = None,
    start: int = 1,
    version: str = "",
    only: str = "",
    lifts: str = "",
    editions: Sequence[Mapping[str, str]] = (),
) -> None:
    """Turn the containers ``screen_1``, ``screen_2`` … in ``player_stage()``. Call it before they are drawn.

    Args:
        screens: each screen in order as ``{"n": 1, "id": "title", "headline": "…", "notes": ["…"]}``. After another
            run of the script the screen with the same id stands, wherever it is in the sequence by then.
        edition: the edition that is shown, if any; followers need one.
        follow: go where the operator of ``edition`` goes, and nowhere else.
        token: the leader's ticket of ``edition``: followers go where this browser goes. The tab keeps it, so that a
            reload leads on without one.
        ticket: what lets a browser listen to ``edition`` where looking is closed.
        problem: why nobody is led from here; it is read until somebody turns a screen.
        every: seconds after which the next screen comes by itself, the first after the last.
        start: the screen that stands first; outside the sequence the nearest.
        version: version of the tables that are shown.
        only: which screens were chosen, as in the address. A follower draws what the operator has chosen:
            ``operator_selection`` tells it in the run after it was heard.
        lifts: of which lifts, as in the address.
        editions: ``{"id": …, "name": …, "href": …}`` for the links at the foot of the grid.
    """
    data = {
        "screens": [dict(screen) for screen in screens],
        "edition": edition,
        "follow": follow,
        "token": token,
        "ticket": ticket,
        "problem": problem,
        "every": every,
        "start": start,
        "version": version,
        "selection": {"only": only, "lifts": lifts},
        "editions": [dict(edition) for edition in editions],
    }
    _component(key=_KEY, data=data)


def operator_selection() -> Mapping[str, str]:
    """``only`` and ``lifts`` of the operator whom this browser follows; empty while it has heard of none."""
    state = st.session_state.get(_KEY) or {}
    return state.get("selection") or {}


def player_stage() -> DeltaGenerator:
    """The container of the screens.

    Streamlit loads the part that brings style sheets in only when the page asks for it, after the first containers
    stand. With this height there is nothing to be seen of them until the sheets are there, which make it 1080 px.
    """
    return st.container(key="stage", height=1, border=False)
