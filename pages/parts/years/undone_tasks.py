"""The tasks that a year leaves undone: 完成, 结转 or 取消, chosen for all at once and then one by one."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final, Literal

import streamlit as st

from indicators.frames import records
from indicators.labels import day_label
from indicators.years import Decision
from parts.elements import task_pill

if TYPE_CHECKING:
    from datetime import date

    from indicators.years import YearReview

What = Literal["done", "carried", "cancelled"]
LABELS: Final[dict[What, str]] = {"done": "完成", "carried": "结转", "cancelled": "取消"}
_DAYS: Final = {"done": "完成日期", "carried": "新的时限"}
_TEXTS: Final = {"done": "佐证材料", "carried": "说明（可不填）", "cancelled": "取消的原因"}
_ALL: Final = "all"
# From so many tasks on it is worth choosing for all.
_MANY: Final = 3


def decision_rows(review: YearReview) -> dict[str, Decision]:
    """A row a task with what is chosen for it; returns the decisions made so far."""
    tasks = records(review.tasks.reset_index())
    if not tasks:
        return {}
    st.html(f"<h2>未完成的任务 <small>{len(tasks)} 项，每项选完成、结转或取消</small></h2>")
    if len(tasks) >= _MANY:
        with st.container(border=True, key="card_for_all"):
            _for_all(review)
    decisions = {}
    for task in tasks:
        with st.container(key=f"undone_{task['task']}"):
            decision = _row(
                review, task["task"], f"<b>{escape(task['title'])}</b><br>{task_pill(task)} {_due(task)}"
            )
        if decision is not None:
            decisions[str(task["task"])] = decision
    return decisions


def _due(task: dict[str, Any]) -> str:
    unit = f"　{escape(task['responsible_unit'])}" if task["responsible_unit"] else ""
    return f'<span class="quiet">时限 {day_label(task["due"], "未定")}{unit}</span>'


def _for_all(review: YearReview) -> None:
    """One row whose choice goes to every task that nothing is chosen for."""
    decision = _row(review, _ALL, "<b>统一处理</b>　<span class='quiet'>再逐项改</span>")
    waiting = [task for task in review.tasks.index if not st.session_state.get(_key(review, task, "what"))]
    st.button(
        f"用于尚未选择的{len(waiting)}项",
        disabled=decision is None or not waiting,
        on_click=_choose,
        args=(review, waiting),
    )


def _choose(review: YearReview, tasks: list[str]) -> None:
    what = st.session_state[_key(review, _ALL, "what")]
    for part in ("what", f"{what}_day", f"{what}_text"):
        # As it is now: a date that was typed last comes with the click.
        chosen = st.session_state.get(_key(review, _ALL, part))
        for task in tasks:
            st.session_state[_key(review, task, part)] = chosen


def _row(review: YearReview, task: str, title: str) -> Decision | None:
    """What a row says; None while nothing is chosen."""
    head, choice, when, why = st.columns([5, 2.6, 2.4, 5], vertical_alignment="center")
    with head:
        st.html(title)
    with choice:
        what: What | None = st.segmented_control(
            "处理", LABELS, format_func=lambda what: LABELS[what], key=_key(review, task, "what"), label_visibility="collapsed",
        )  # fmt: skip
    if what is None:
        return None
    # A day of completion is no due date: each choice has boxes of its own.
    day: date | None = None
    if what in _DAYS:
        with when:
            day = st.date_input(
                _DAYS[what], None, key=_key(review, task, f"{what}_day"), format="YYYY-MM-DD", label_visibility="collapsed",
            )  # fmt: skip
    with why:
        text = st.text_input(
            _TEXTS[what], key=_key(review, task, f"{what}_text"), max_chars=200, placeholder=_TEXTS[what],
            label_visibility="collapsed",
        )  # fmt: skip
    return Decision(what, day, text or "")


def _key(review: YearReview, task: str, part: str) -> str:
    return f"undone_{review.year}_{task}_{part}"
