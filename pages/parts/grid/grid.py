"""A template as a grid to type and paste into; what was typed is reviewed and committed like a file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from indicators.period import LOCAL_ZONE
from indicators.uploads import as_typed, typed_rows
from parts.elements import banner
from parts.frame import COMMITTED
from parts.upload import Delivery, clear_outcome, commit_outcome, review

if TYPE_CHECKING:
    from collections.abc import Hashable

    from pandas.io.formats.style import Styler
    from streamlit.elements.lib.column_types import ColumnConfig

    from indicators.access import Reporter
    from indicators.uploads import Template, TypedRows

# Keys of st.session_state.
_DRAFT: Final = "draft_{}"  # by id of the grid
_OPENED: Final = "grids_opened"  # their number: each has widgets of its own
_CHECKED: Final = "checked_{}"  # by id of the delivery: whether it is to be reviewed
_ROW_PIXELS: Final = 44
_MOST_ROWS: Final = 16  # shown at once; the others are scrolled to
# A grid takes no Chinese before its cell is open: what an input method sends to a closed one is no letter yet.
_HOW: Final = "填数直接输入，填汉字先双击格子，也可从 Excel 复制后粘贴。"
_LETTER_PIXELS: Final = 8  # of half a Chinese character
_WIDEST: Final = 480  # pixels
_GREY: Final = "rgba(128, 140, 160, 0.16)"  # on white and on dark paper


@dataclass(frozen=True)
class Grid:
    """What is typed into.

    Attributes:
        id: what is typed is kept under it until it is committed, also while other pages are looked at.
        file: name of the file that it becomes.
        template: as it is now.
        beside: columns to look at while typing, by heading; they are not sent.
        hidden: headings of the template that say the same in each row.
    """

    id: str
    file: str
    template: Template
    beside: pd.DataFrame = field(default_factory=pd.DataFrame)
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Draft:
    """What is being typed.

    Attributes:
        number: of the grid among all that this visitor opened.
        at: when it was opened.
        opened: the template's table by then.
        shown: what the widget began with: the same, or with what was typed before another page was looked at.
        typed: what it holds now.
        restored: whether the widget began with what was typed before.
    """

    number: int
    at: str
    opened: pd.DataFrame
    shown: pd.DataFrame
    typed: pd.DataFrame
    restored: bool = False

    @property
    def id(self) -> str:
        """The id of its widget and its delivery."""
        return f"grid_{self.number}"


def grid_section(grid: Grid, reporter: Reporter) -> None:
    """The grid, the button that checks, and below it what a chosen file would show."""
    draft = _current_draft(grid)
    typed = st.data_editor(
        _shaded(grid, draft.shown),
        key=draft.id,
        column_config=_columns(grid),
        column_order=_order(grid),
        num_rows="add" if grid.template.blank_rows else "fixed",
        hide_index=True,
        row_height=_ROW_PIXELS,
        height=(min(len(draft.shown), _MOST_ROWS) + 1 + bool(grid.template.blank_rows)) * _ROW_PIXELS + 2,
        placeholder="",
        alt=grid.template.title,
    )
    st.session_state[_DRAFT.format(grid.id)] = replace(draft, typed=typed)
    rows = typed_rows(draft.opened, typed, grid.template, f"{reporter.name} {draft.at} 在线填报")
    with st.container(horizontal=True, vertical_alignment="center", key=f"check_{draft.id}"):
        if st.button("核对", type="primary", key=f"ask_{draft.id}"):
            clear_outcome()
            st.session_state[_CHECKED.format(draft.id)] = True
        if rows.names:
            st.button("放弃所填", key=f"drop_{draft.id}", on_click=_drop, args=(grid.id,))
        elif not draft.shown.equals(_cells(grid)):
            st.button("有更新，重新显示", key=f"drop_{draft.id}", on_click=_drop, args=(grid.id,))
        hint = (
            f'<span class="quiet unsaved">已填{len(rows.names)}行</span>'  # head.js
            if rows.names
            else f'<span class="quiet">{_HOW}{grid.template.note}</span>'
        )
        st.html(hint)
    if st.session_state.get(_CHECKED.format(draft.id)):
        _review(grid, draft, rows, reporter)
    else:
        commit_outcome(typed=True)


def _review(grid: Grid, draft: _Draft, rows: TypedRows, reporter: Reporter) -> None:
    if rows.names:
        review(Delivery(draft.id, f"在线填报 {grid.file}.csv", rows.content, rows.names), reporter)
    else:
        banner("none", "还没有填写", "在表中填数，或从 Excel 复制后粘贴，再点“核对”。")


def _current_draft(grid: Grid) -> _Draft:
    """The draft as it goes on, a new one where there is none or it was committed.

    An empty one shows what others commit meanwhile, but never as another widget: somebody may have a cell open.
    """
    draft: _Draft | None = st.session_state.get(_DRAFT.format(grid.id))
    if draft is None or st.session_state.get(COMMITTED) == draft.id:
        return _open(grid)
    edits: Any = st.session_state.get(draft.id)
    if edits is None:
        # Another page was looked at, and the widget has forgotten what it held.
        is_empty = not draft.restored and draft.typed.equals(draft.shown)
        return (
            _open(grid)
            if is_empty
            else replace(draft, number=_next_number(), shown=draft.typed, restored=True)
        )
    if draft.restored or any(edits.values()) or grid.template.blank_rows:
        return draft
    cells = _cells(grid)
    if cells.iloc[:, 0].equals(draft.shown.iloc[:, 0]):
        return replace(draft, opened=grid.template.table, shown=cells)
    return _open(grid)


def _open(grid: Grid) -> _Draft:
    shown = _cells(grid)
    at = f"{datetime.now(LOCAL_ZONE):%Y年%m月%d日 %H:%M:%S}"
    return _Draft(_next_number(), at, grid.template.table, shown, shown)


def _cells(grid: Grid) -> pd.DataFrame:
    cells = pd.concat([as_typed(grid.template.table), grid.beside], axis=1).astype("str")
    for heading in grid.template.lists:
        # A blank is none of the words to choose from.
        cells[heading] = cells[heading].where(cells[heading] != "", None)
    return cells


def _shaded(grid: Grid, cells: pd.DataFrame) -> Styler:
    """Grey where nothing can be typed."""
    locked: list[Hashable] = [*grid.template.locked, *grid.beside]
    return cells.style.set_properties(subset=locked, **{"background-color": _GREY})


def _next_number() -> int:
    st.session_state[_OPENED] = number = int(st.session_state.get(_OPENED, 0)) + 1
    return number


def _drop(grid: str) -> None:
    del st.session_state[_DRAFT.format(grid)]


def _order(grid: Grid) -> list[str]:
    """In the template's order, but what is typed first stands next to the name, in sight on a phone too."""
    name, *others = [str(heading) for heading in grid.template.table if heading not in grid.hidden]
    first = next(place for place, heading in enumerate(others) if heading not in grid.template.locked)
    return [name, others[first], *others[:first], *map(str, grid.beside), *others[first + 1 :]]


def _columns(grid: Grid) -> dict[str, ColumnConfig]:
    template = grid.template
    columns: dict[str, ColumnConfig] = {}
    for position, heading in enumerate(map(str, template.table)):
        locked, is_name = heading in template.locked, position == 0
        if heading in template.lists:
            columns[heading] = st.column_config.SelectboxColumn(
                options=template.lists[heading], disabled=locked
            )
        else:
            columns[heading] = st.column_config.TextColumn(
                disabled=locked,
                pinned=is_name,
                width=_width(heading, template.table[heading]) if is_name or locked else None,
                alignment="right" if heading in template.numbers else "left",
            )
    beside = st.column_config.TextColumn(disabled=True, alignment="right")
    return columns | dict.fromkeys(map(str, grid.beside), beside)


def _width(heading: str, cells: pd.Series) -> int:
    """Pixels in which the longest cell is whole; Streamlit looks at the first rows only."""
    # Two bytes a Chinese character, one a letter: as wide as they are.
    longest = max(len(text.encode("gb18030")) for text in [heading, *cells.astype(str)])
    return min(longest * _LETTER_PIXELS + 24, _WIDEST)
