"""The screen on which a clerk sees how the file was understood, corrects it and confirms it once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from indicators.period import Period, today
from indicators.reading import ReadOverrides
from parts.frame import available_months, current_snapshot
from parts.upload.layout_data import digest, layout_data
from parts.upload.layout_facts import fact_choices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.uploads import Preview

_HERE: Final = Path(__file__).parent
# Units that files are in, whatever the catalogue has.
_COMMON_UNITS: Final = ("万元", "元")
# Keys of st.session_state, one for each file.
_CORRECTIONS: Final = "layout_corrections_{}"  # id of a table -> its ReadOverrides
_CONFIRMED: Final = "layout_confirmed_{}"  # digest of the layout that was confirmed
_SCREEN: Final = "layout_{}"

_component = st.components.v2.component(
    "layout",
    html='<div class="layout"></div>',
    css=(_HERE / "layout.css").read_text(encoding="utf-8"),
    js=(_HERE / "layout.js").read_text(encoding="utf-8"),
    isolate_styles=False,  # style.css has the colours and the tables
)


def layout_corrections(file: str) -> Mapping[str, ReadOverrides]:
    """What was changed on the screen for this file so far, by id of the table."""
    corrections: Mapping[str, ReadOverrides] = st.session_state.get(_CORRECTIONS.format(file), {})
    return corrections


def is_understood(preview: Preview, file: str) -> bool:
    """Whether nothing of the layout is inferred, or the layout as it is now was confirmed on the screen."""
    confirmed = st.session_state.get(_CONFIRMED.format(file))
    return preview.layout.is_settled or confirmed == digest(preview.layout)


def layout_screen(preview: Preview, file: str) -> None:
    """The first rows of each table with the role over each column; folded where nothing is to be confirmed."""
    if preview.source is None or not preview.layout.tables:
        return
    understood = is_understood(preview, file)
    layout = preview.layout.confirmed() if understood else preview.layout
    units = [*current_snapshot().catalogue["unit"].value_counts().index, *_COMMON_UNITS]
    data = layout_data(preview, layout, fact_choices(units, _months()))
    data["confirmed"] = understood and not preview.layout.is_settled
    # Whoever corrects something keeps the screen open, also when nothing is left to confirm.
    asks = not preview.layout.is_settled or bool(data["open"] or layout_corrections(file))
    with st.expander("文件是这样理解的", expanded=asks, key=f"understood_{file}"):
        _component(
            key=_SCREEN.format(file), data=data, on_change_change=partial(_apply, file),
            on_confirmed_change=partial(_confirm, file),
        )  # fmt: skip


def _months() -> list[Period]:
    """Months that a file may be of, up to the present one, newest first."""
    now = today()
    years = range(now.year, min(month.year for month in available_months()) - 1, -1)
    every = (Period(year, month) for year in years for month in range(12, 0, -1))
    return [month for month in every if (month.year, month.month) <= (now.year, now.month)]


def _apply(file: str) -> None:
    """Take over what was changed on the screen, before the page runs with it."""
    change: dict[str, Any] = st.session_state[_SCREEN.format(file)].change
    table = change.pop("table")
    before = layout_corrections(file).get(table, ReadOverrides())
    roles = {**before.roles, **change.pop("roles", {})}
    st.session_state[_CORRECTIONS.format(file)] = {
        **layout_corrections(file), table: replace(before, roles=roles, **change),
    }  # fmt: skip


def _confirm(file: str) -> None:
    st.session_state[_CONFIRMED.format(file)] = st.session_state[_SCREEN.format(file)].confirmed
