"""假如: a slider for the months left, and the year end and verdict that follow from it; nothing is stored."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.evaluation import slider_range, year_end_if
from indicators.labels import UNSCHEDULED, is_missing
from indicators.wording import STATUS, amount, gap_text, months_left_text, number, percent
from parts.elements import escape_markdown, pill

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.settings import Settings

_SLIDER_LABELS = {"flow": "月均", "count": "月均", "stock": "月均净增", "rate": "平均", "mean": "平均"}


@st.fragment
def what_if_section(indicator: str, row: Mapping[str, Any], rules: Settings) -> None:
    """A slider for an indicator whose year is not over."""
    limits = slider_range(row)
    if limits is None:
        return
    lowest, highest, first, step = limits
    with st.container(border=True, key="card_what_if"):
        st.html("<h2>假如 <small>试算，不保存，不计入实际和预计</small></h2>")
        supposed = st.slider(
            f"{months_left_text(row)}{_SLIDER_LABELS[row['kind']]}（{escape_markdown(str(row['unit']))}）",
            lowest, highest, first, step, key=f"what_if_{indicator}_{first}",
        )  # fmt: skip
        st.html(_year_end(year_end_if(row, supposed, rules)))


def _year_end(end: dict[str, Any]) -> str:
    completion = (
        "" if is_missing(end["completion"]) else f"，完成年度计划 <b>{percent(end['completion'])}</b>"
    )
    rest = (
        ""
        if end["status"] == "achieved"
        else f"，距目标{number(abs(end['remaining']), int(end['decimals']))}"
    )
    unit = "个百分点" if end["kind"] == "rate" and end["unit"] == "%" else escape(str(end["unit"]))
    unit = unit if rest else ""
    about = "约" if end["kind"] in UNSCHEDULED else ""
    return (
        f'<p class="message">年末将为{about} <b>{escape(amount(end, "actual"))}</b>{completion}{rest}{unit}　'
        f"{pill(STATUS[end['status']], gap_text(end))}</p>"
    )
