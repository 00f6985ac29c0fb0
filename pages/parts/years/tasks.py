"""新年计划, third step: what becomes of last year's tasks, and new ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from indicators.catalogue import lifts
from indicators.labels import day_label
from indicators.years import ADDED, CARRIED, LEFT, OPEN, DraftTask
from parts.frame import current_snapshot
from parts.years.working import LOCKED_GREY, Working, change, keep, working_draft

if TYPE_CHECKING:
    from indicators.years import Draft

_ROW_PIXELS: Final = 44
_LOCKED: Final = ("任务", "六提", "原时限")
_TYPED: Final = {"处理": "what", "新时限": "due", "时限依据": "due_basis", "责任单位": "responsible_unit"}


def tasks_grid(working: Working) -> None:
    """Last year's tasks that are not done, to be carried over or left; new tasks of the year."""
    draft = working.draft
    year, tasks = draft.year, draft.tasks
    undecided = sum(task.what == OPEN for task in tasks)
    carried, added = (sum(task.what == what for task in tasks) for what in (CARRIED, ADDED))
    st.html(
        f"<h2>三、任务（结转{carried}项，新增{added}项，{undecided}项待定）</h2>"
        f'<p class="quiet">{year - 1}年没有完成的任务：结转的写明新时限；不结转的不带入{year}年，仍留在{year - 1}年各页。</p>'
    )
    if tasks:
        _for_all(working)
        key = working.key("tasks")
        days = current_snapshot().tasks.set_index("task")["due"]
        cells = pd.DataFrame([_row(task, days.get(task.task)) for task in tasks])
        st.data_editor(
            cells.style.set_properties(subset=list(_LOCKED), **{"background-color": LOCKED_GREY}),
            key=key,
            hide_index=True,
            row_height=_ROW_PIXELS,
            height=(min(len(tasks), 12) + 1) * _ROW_PIXELS + 2,
            disabled=_LOCKED,
            column_config={
                "任务": st.column_config.TextColumn(width=480),
                "六提": st.column_config.TextColumn(width=110),
                "原时限": st.column_config.TextColumn(width=140),
                "处理": st.column_config.SelectboxColumn(width=110, options=[CARRIED, LEFT, ADDED]),
                "新时限": st.column_config.DateColumn(width=140, format="YYYY-MM-DD", min_value=date(year, 1, 1)),
                "时限依据": st.column_config.TextColumn(width=200),
                "责任单位": st.column_config.TextColumn(width=140),
            },
            on_change=_typed, args=(year, key), placeholder="", alt=f"{year - 1}年没有完成的任务",
        )  # fmt: skip
    with st.expander("加一项新任务"), st.form(working.key("new_task"), border=False, enter_to_submit=False):
        _new_task(draft)


def _for_all(working: Working) -> None:
    """One decision for all that are still undecided."""
    year = working.draft.year
    with st.container(horizontal=True, vertical_alignment="bottom", key="for_all"):
        due = st.date_input(
            "待定的全部结转至", date(year, 12, 31), format="YYYY-MM-DD", min_value=date(year, 1, 1), key=working.key("due_all"),
            width=220,
        )  # fmt: skip
        st.button(
            "全部结转", key="carry_all", on_click=change, args=(year, _decide_all, CARRIED, f"{due:%Y-%m-%d}")
        )
        st.button("待定的都不结转", key="leave_all", on_click=change, args=(year, _decide_all, LEFT, ""))


def _decide_all(draft: Draft, what: str, due: str) -> Draft:
    basis = f"结转自{draft.year - 1}年" if what == CARRIED else ""
    tasks = (
        replace(task, what=what, due=due, due_basis=basis) if task.what == OPEN else task
        for task in draft.tasks
    )
    return replace(draft, tasks=tuple(tasks))


def _typed(year: int, key: str) -> None:
    """Take over what was typed."""
    draft = working_draft(year).draft
    for position, cells in st.session_state[key]["edited_rows"].items():
        task = draft.tasks[int(position)]
        fields = {_TYPED[heading]: str(cell or "").strip() for heading, cell in cells.items()}
        if fields.get("due") and task.what == OPEN:
            fields.setdefault("what", CARRIED)
        draft = draft.with_task(replace(task, **fields))
    keep(draft)


def _row(task: DraftTask, due: Any) -> dict[str, Any]:  # noqa: ANN401 - a date, whichever library's
    return {
        "任务": task.title, "六提": lifts()[task.lift].short if task.lift in lifts() else "",
        "原时限": day_label(due), "处理": task.what or None, "新时限": date.fromisoformat(task.due) if task.due else None,
        "时限依据": task.due_basis, "责任单位": task.responsible_unit,
    }  # fmt: skip


def _new_task(draft: Draft) -> None:
    left, middle, right = st.columns([3, 1, 1])
    title = left.text_input("新任务", max_chars=120)
    lift = middle.selectbox(
        "六提", list(lifts()), format_func=lambda code: lifts()[code].short, index=None, placeholder="选一提"
    )
    due = right.date_input("时限", None, format="YYYY-MM-DD", min_value=date(draft.year, 1, 1))
    basis = left.text_input("时限依据", max_chars=120, placeholder="公告中的话，如 年内建成")
    responsible = middle.text_input("责任单位", max_chars=40)
    if st.form_submit_button("加入新任务"):
        if not (title.strip() and lift and due):
            st.error("请填写任务、六提和时限。")
            return
        task = DraftTask("", title, lift, ADDED, f"{due:%Y-%m-%d}", basis, responsible)
        change(draft.year, _with, task)
        st.rerun()


def _with(draft: Draft, task: DraftTask) -> Draft:
    return draft.with_task(task)
