"""The player of 会议放映: keys, touch, a timer or the operator turn the screens.

All screens are in the page; turning one changes a class in the browser and never runs the script.
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
    isolate_styles=False,  # the screens are outside the component
)


def mount_player(  # noqa: PLR0913 - the options of a meeting
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
    downloads: Mapping[str, str] | None = None,
) -> None:
    """Turn the screens, the containers ``screen_1``, ``screen_2`` … in ``player_stage()``. Call it before they are drawn.

    Args:
        screens: each screen in order as ``{"n": 1, "id": "title", "headline": "…", "notes": ["…"]}``. After another
            run of the script the screen with the same id stays current.
        edition: id of the edition shown, if any; only an edition can be followed.
        follow: whether to go where the operator of ``edition`` goes, and nowhere else.
        token: the leader's token of ``edition``: followers go where this browser goes. The tab keeps it for reloads.
        ticket: lets the browser follow ``edition`` without a login.
        problem: why this browser cannot lead; shown until somebody turns a screen.
        every: seconds until the next screen comes automatically, in a loop; None for never.
        start: number of the first screen shown; outside the sequence the nearest.
        version: version of the tables shown.
        only: filter of the screens, as in the address. A follower draws the operator's choice, which
            ``operator_selection`` returns in the run after the browser received it.
        lifts: the lifts chosen, as in the address.
        editions: ``{"id": …, "name": …, "href": …}`` for the links at the foot of the grid.
        downloads: names and addresses of the files that can be saved there.
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
        "downloads": [{"name": name, "href": address} for name, address in (downloads or {}).items()],
    }
    _component(key=_KEY, data=data)


def operator_selection() -> Mapping[str, str]:
    """``only`` and ``lifts`` of the operator that this browser follows; empty until it has received them."""
    state = st.session_state.get(_KEY) or {}
    return state.get("selection") or {}


def player_stage() -> DeltaGenerator:
    """The container of the screens.

    Streamlit loads style sheets after the first containers are in the page. The height of one pixel hides those until
    the style sheet sets it to 1080 px.
    """
    return st.container(key="stage", height=1, border=False)
