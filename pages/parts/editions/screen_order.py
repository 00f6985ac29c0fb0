"""The list in which the screens of a meeting are chosen, and put into order by dragging or with the arrow keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HERE: Final = Path(__file__).parent

_component = st.components.v2.component(
    "screen_order",
    html='<div class="screen-order"><ol></ol><p role="status"></p></div>',
    css=(_HERE / "screen_order.css").read_text(encoding="utf-8"),
    js=(_HERE / "screen_order.js").read_text(encoding="utf-8"),
    isolate_styles=False,  # style.css has the colours
)


def screen_order(
    order: Mapping[str, bool],
    headlines: Mapping[str, str],
    *,
    key: str,
    loaded: int,
    on_change: Callable[[dict[str, bool]], None],
) -> None:
    """Show the screens in an order, with a box and a grip each.

    Args:
        order: id of each screen in its place -> whether it is chosen.
        headlines: the headline of each screen.
        key: of the component.
        loaded: a number that is another one for each order that does not come from the list itself. Until it changes
            the browser's list counts, which may be ahead of the last run of the page.
        on_change: called with each new order, before the page runs with it.
    """

    def changed() -> None:
        on_change(dict(st.session_state[key].order))

    screens = [
        {"id": screen, "headline": headlines[screen], "chosen": chosen} for screen, chosen in order.items()
    ]
    _component(key=key, data={"screens": screens, "loaded": loaded}, on_order_change=changed)
