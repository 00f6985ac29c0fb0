"""The form that closes a year, and what stands in its place when it is closed."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.frames import records
from indicators.labels import CANCELLED, DONE, day_label, join_clauses
from indicators.period import today
from indicators.years import (
    close_year,
    edition_name,
    edition_of,
    reopen_year,
    why_not_closable,
    wrong_decisions,
)
from parts.elements import stacked_table
from parts.frame import meeting_address, run_action
from parts.years.undone_tasks import LABELS, decision_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.access import Reporter
    from indicators.store import Store
    from indicators.years import Decision, YearReview


@st.fragment
def closing_form(store: Store, reporter: Reporter, review: YearReview) -> None:
    """A decision for each undone task, and the button with what it will do; nothing while the year cannot be closed."""
    year = review.year
    if why_not_closable(store.snapshot(), year, today()):
        return
    decisions = decision_rows(review)
    reason = wrong_decisions(review.tasks, decisions, year, today())
    with st.container(border=True, key="card_closing"):
        st.html(f"<h2>关账之后</h2>{_consequences(review, decisions)}")
        note = st.text_input(
            "备注", max_chars=200, placeholder="如 党工委会议审定，可不填", key=f"closing_note_{year}"
        )
        if reason:
            st.html(f"<p><b>{escape(reason)}</b></p>")
        if st.button(f"{year}年关账", type="primary", disabled=bool(reason)):
            run_action(
                "year_end",
                lambda: close_year(store, reporter, year, decisions, note, today()),
                f"{year}年没有关账",
                lambda _: (f"{year}年已关账", f"已定版“{edition_name(year)}”，上报记录已记下。"),
            )


def _consequences(review: YearReview, decisions: Mapping[str, Decision]) -> str:
    counts = Counter(decision.what for decision in decisions.values())
    tasks = join_clauses(f"{counts[what]}项{label}" for what, label in LABELS.items() if counts[what])
    pending = review.counts.get("open", 0)
    lines = [
        f"{len(review.indicators)}项指标{review.year}年12月的数和判定就此固定，其后修订的数在旁注明",
        f"其中{pending}项尚无正式数，按现有情况固定" if pending else "",
        f"未完成的任务：{tasks}；结转的从{review.year + 1}年起按新的时限算" if tasks else "",
        f"{len(review.taken_over)}项未完成的任务已列入以后年度的计划，不必再决定"
        if len(review.taken_over)
        else "",
        f"会议版本“{edition_name(review.year)}”同时定版；本次关账记入上报记录，可重新打开",
    ]
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines if line) + "</ul>"


def closed_section(store: Store, reporter: Reporter, review: YearReview) -> None:
    """What was decided on the tasks, the edition, and the button that opens the year again."""
    closing = review.closing
    assert closing is not None  # noqa: S101 - what the page asked
    snapshot = store.snapshot()
    with st.container(horizontal=True, key="actions_closing"):
        edition = edition_of(snapshot, closing)
        if edition is not None:
            st.link_button(f"放映“{edition.name}”", meeting_address(edition.id), type="primary")
        with st.popover("重新打开", key=f"reopen_{closing.upload}"):
            st.text(
                "重新打开后，12月的数和判定重新随最新的数变化，任务回到关账之前，年终会议版本撤销。可以再次关账。"
            )
            if st.button("确认重新打开", type="primary"):
                run_action(
                    "year_end",
                    lambda: reopen_year(store, reporter, review.year),
                    f"{review.year}年没有重新打开",
                    lambda _: (f"{review.year}年已重新打开", "12月的判定和任务恢复到关账之前。"),
                )
    rows = [_cells(row) for row in records(review.decided)]
    if rows:
        st.html("<h2>关账时的任务</h2>" + stacked_table(rows, "关账时对任务的决定", full_height=True))


def _cells(row: dict[str, Any]) -> dict[str, Any]:
    return {"任务": row["title"], "处理": _decision_text(row), "说明": row["note"]}


def _decision_text(row: dict[str, Any]) -> str:
    if row["state"] == CANCELLED:
        return "取消"
    return (
        f"完成（{day_label(row['done_on'])}）" if row["state"] == DONE else f"结转至{day_label(row['due'])}"
    )
