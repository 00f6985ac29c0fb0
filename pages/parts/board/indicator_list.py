"""全部指标: every indicator of the zone, lift by lift, with the projected year end."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from indicators.catalogue import lifts
from indicators.frames import records
from indicators.labels import NO_VALUE
from indicators.wording import chance_word, needed_text, percent, target_text, value_text, year_end_text
from parts.elements import indicator_pill, origin_chip, unit_text
from parts.frame import indicator_query

if TYPE_CHECKING:
    from indicators.evaluation import Board

_HEADINGS: Final = ("评价", "累计", "年度计划", "完成率", "全年预计（80%区间）", "预计达成概率", "后几个月需", "责任单位")  # fmt: skip


def indicator_table(board: Board) -> None:
    """A card for each lift with a line for each indicator, whose name links to its page."""
    for lift in lifts().values():
        rows = board.indicators[board.indicators["lift"] == lift.lift]
        if rows.empty:
            continue
        with st.container(border=True, key=f"card_list_{lift.lift}", gap=None):
            with st.container(horizontal=True, key=f"line_heads_{lift.lift}", gap=None):
                st.html(f"<h2>{escape(lift.name)}</h2>")
                st.html(_cells_html({heading: f"<b>{heading}</b>" for heading in _HEADINGS}))
            for row in records(rows.reset_index()):
                _line(board, row)


def _line(board: Board, row: dict[str, Any]) -> None:
    query = indicator_query(board, str(row["indicator"]))
    with st.container(horizontal=True, key=f"line_{row['indicator']}", gap=None):
        st.page_link("indicator.py", label=row["name"], query_params=query)
        st.html(_cells_html(dict(zip(_HEADINGS, _cells(row), strict=True))))


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    """The text under each heading, as HTML."""
    value = f"{value_text(row)} <small>{escape(row['unit'])}</small>{origin_chip(row['origin'])}"
    return (
        indicator_pill(row),
        value,
        escape(target_text(row)),
        percent(row["completion"]),
        escape(re.sub("^预计(?:全年|年末)：?", "", year_end_text(row))) or NO_VALUE,
        escape(chance_word(row)) or NO_VALUE,
        escape(needed_text(row)) or NO_VALUE,
        unit_text(row),
    )


def _cells_html(cells: dict[str, str]) -> str:
    return (
        '<div class="cells">'
        + "".join(f'<span data-head="{heading}">{cell}</span>' for heading, cell in cells.items())
        + "</div>"
    )
