"""What came of a year: the message, and every indicator with its final number, verdict and what was missed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from indicators.frames import records
from indicators.labels import join_statements
from indicators.period import time_label, today
from indicators.plan_year import plan_years
from indicators.wording import (
    STATUS,
    final_number,
    has_result,
    missed_text,
    percent,
    revised_text,
    target_text,
    year_message,
)
from indicators.years import closing_of, why_not_closable
from parts.elements import banner, simulated_note, stacked_table
from parts.frame import current_snapshot

if TYPE_CHECKING:
    from indicators.store import Snapshot
    from indicators.years import YearReview

# What asks for attention stands first.
_PLACE: Final = {"missed": 0, "open": 1, "reached": 2}
_WITHOUT_RESULT: Final = "○ 尚无年终数"
_SINCE: Final = "关账以后"


def default_year(snapshot: Snapshot) -> int:
    """The oldest year that is over and not closed; without one the newest that has a plan."""
    years = plan_years(snapshot)
    waiting = (year for year in years if year < today().year and closing_of(snapshot, year) is None)
    return next(waiting, years[-1])


def results_section(review: YearReview) -> None:
    """The message of the year, and the table of its indicators."""
    message = year_message(review.year, review.counts, review.undone)
    closing = review.closing
    if closing is None:
        reason = why_not_closable(current_snapshot(), review.year, today())
        banner("none", message, reason or "尚未关账")
    else:
        note = f"备注：{closing.note}" if closing.note else ""
        when = f"{closing.by}于{time_label(closing.at)}关账，12月的判定就此固定"
        banner("done", message, join_statements([when, note]))
    if review.indicators["origin"].eq("演示").any():
        st.html(simulated_note())
    rows = review.indicators.assign(place=review.indicators["result"].map(_PLACE))
    cells = [_cells(row) for row in records(rows.sort_values("place", kind="stable"))]
    if not any(row[_SINCE] for row in cells):
        cells = [{heading: text for heading, text in row.items() if heading != _SINCE} for row in cells]
    if cells:
        st.html("<h2>指标</h2>" + stacked_table(cells, "全年结果", figures=("完成率",), full_height=True))


def _cells(row: dict[str, Any]) -> dict[str, str]:
    verdict, over = STATUS[row["status"]], has_result(row)
    return {
        "指标": row["name"],
        # An earlier month's verdict is none of the year.
        "判定": f"{verdict.shape} {verdict.word}" if over else _WITHOUT_RESULT,
        "年度计划": target_text(row),
        "年终数": final_number(row),
        "完成率": percent(row["completion"] if over else None),
        "差多少": missed_text(row) if over else "",
        _SINCE: revised_text(row),
    }
