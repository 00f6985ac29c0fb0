"""滞后清单: the items that the filters leave, those that nobody answered as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from indicators.catalogue import lifts
from indicators.follow_up import CLOSED, ITEM_STATES
from indicators.labels import TO_BE_NAMED, join_clauses
from parts.elements import banner
from parts.follow_up.card import item_card
from parts.frame import LIFT, STATE, UNIT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indicators.access import Reporter
    from indicators.evaluation import Board
    from indicators.follow_up import Item
    from indicators.store import Store

_ALL: Final = ""
# In the address instead of a unit's name.
_NO_UNIT: Final = "none"


def items_section(store: Store, board: Board, found: Sequence[Item], reporter: Reporter | None) -> None:
    """How many there are, the filters, and what they leave."""
    if not found:
        banner("done", "没有需要督办的事项", "各项均达到时序。")
        return
    counts = {state: sum(item.state == state for item in found) for state in ITEM_STATES}
    st.html(
        f'<p class="message">{join_clauses(f"{ITEM_STATES[state]}{count}项" for state, count in counts.items() if count)}</p>'
    )
    shown = _filtered(found)
    if not shown:
        banner("none", "没有符合条件的事项", "请改选六提、责任单位或状态。")
    for item in shown:
        item_card(store, board, item, reporter)


def _filtered(found: Sequence[Item]) -> list[Item]:
    """The items that the filters in the address leave; without a state all that are not closed."""
    units = list(dict.fromkeys(item.responsible_unit or _NO_UNIT for item in found))
    with st.container(horizontal=True, key="follow_up_filters"):
        lift = _filter("六提", LIFT, {_ALL: "全部六提"} | {name: one.short for name, one in lifts().items()})
        unit = _filter(
            "责任单位", UNIT, {_ALL: "全部单位"} | {name: f"责任单位{TO_BE_NAMED}" if name == _NO_UNIT else name for name in units}
        )  # fmt: skip
        state = _filter("状态", STATE, {_ALL: "未销号"} | dict(ITEM_STATES))
    return [
        item
        for item in found
        if lift in {_ALL, item.lift}
        and unit in {_ALL, item.responsible_unit or _NO_UNIT}
        and (state == item.state or (state == _ALL and item.state != CLOSED))
    ]


def _filter(label: str, name: str, choices: dict[str, str]) -> str:
    """A choice that stands in the address, so that a link shows the same list."""
    key = f"follow_up_{name}"
    asked = st.query_params.get(name, _ALL)
    st.session_state[key] = asked if asked in choices else _ALL
    chosen: str = st.selectbox(
        label,
        list(choices),
        key=key,
        format_func=lambda choice: choices[choice],
        label_visibility="collapsed",
        on_change=_write_to_address(name, key),
        width=220,
    )
    return chosen


def _write_to_address(name: str, key: str) -> Callable[[], None]:
    def write() -> None:
        if chosen := st.session_state[key]:
            st.query_params[name] = chosen
        else:
            st.query_params.pop(name, None)

    return write
