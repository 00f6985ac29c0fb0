"""新年计划, last step: everything that will be written, what speaks against it, and the button that publishes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from indicators.frames import records
from indicators.labels import NO_VALUE, join_clauses
from indicators.period import today
from indicators.wording import growth_text, number
from indicators.years import ADDED, CARRIED, draft_text, prospect, publish_draft, review_draft
from parts.elements import banner, escape_markdown, stacked_table
from parts.frame import current_snapshot, run_action
from parts.years.working import Working, forget

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.store import Store, Upload
    from indicators.years import Review


def review_and_publish(store: Store, working: Working, reporter: Reporter) -> None:
    """The plan as it would be, its problems and questions, and the button."""
    draft = working.draft
    st.html("<h2>四、核对和发布</h2>")
    review = _review(working, reporter)
    counts = {
        table: review.counts.get(table, 0) for table in ("catalogue", "plans", "tasks", "announcements")
    }
    will = join_clauses([
        f"{counts['plans']}项目标" if counts["plans"] else "", f"{counts['tasks']}项任务" if counts["tasks"] else "",
        f"{counts['catalogue']}项指标定义" if counts["catalogue"] else "", "公告" if counts["announcements"] else "",
    ])  # fmt: skip
    if review.problems:
        banner("bad", f"有{len(review.problems)}处问题，还不能发布", "改好后再发布；草稿随时可以保存。")
        st.html("<ul>" + "".join(f"<li>{escape(problem)}</li>" for problem in review.problems) + "</ul>")
    elif not will:
        banner("none", "与现有计划完全相同，没有要发布的改动")
        return
    else:
        banner("good", f"可以发布：{will}", "一次写入，全部同时生效；可在上报记录中一键撤回。")
    _plan_table(working)
    ticked = [
        st.checkbox(escape_markdown(question), key=f"question_{draft.year}_{hash(question)}")
        for question in review.questions
    ]
    if review.notes:
        st.html("<ul>" + "".join(f'<li class="quiet">{escape(text)}</li>' for text in review.notes) + "</ul>")
    if review.problems:
        return
    note = st.text_input(
        "备注", max_chars=200, placeholder="备注（可不填）", label_visibility="collapsed", key="publish_note"
    )
    open_questions = len(ticked) - sum(ticked)
    label = f"还有{open_questions}处待确认" if open_questions else f"发布{draft.year}年计划：{will}"
    if st.button(label, type="primary", disabled=bool(open_questions), key="publish"):
        _publish(store, working, reporter, note)


def _publish(store: Store, working: Working, reporter: Reporter, note: str) -> None:
    year = working.draft.year

    def action() -> Upload:
        upload = publish_draft(
            store, draft=working.draft, reporter=reporter, today=today(), confirmed=True, note=note
        )
        forget(year)
        return upload

    run_action(
        "new_year", action, f"没有发布{year}年计划",
        lambda upload: (f"已发布{year}年计划", f"编号 {upload.id[:8]}，各页面已更新；在上报记录中可以一键撤回。"),
    )  # fmt: skip


def _review(working: Working, reporter: Reporter) -> Review:
    """The review of the draft as it is; made again only when draft or tables have changed."""
    snapshot = current_snapshot()
    inputs = (draft_text(working.draft), snapshot.version, reporter, today())
    cached_inputs, cached = st.session_state.get("new_year_review", (None, None))
    if cached_inputs != inputs:
        with st.spinner("正在核对…"):
            cached = review_draft(snapshot, working.draft, reporter, today())
        st.session_state["new_year_review"] = (inputs, cached)
    return cached  # type: ignore[no-any-return]


def _plan_table(working: Working) -> None:
    """The targets and tasks that the plan will have, as the pages will show them."""
    draft = working.draft
    table = prospect(current_snapshot(), draft)
    table = table[table["listed"].astype(bool) & table["target"].notna()]
    rows = [
        {
            "指标": str(row["name"]), f"{draft.year}年目标": row["wording"] or f"{number(row['target'], row['decimals'])}{row['unit']}",
            "上年目标": _with_unit(row["last_target"], row), "较上年目标": growth_text(row["on_target"], points=row["kind"] == "rate") or NO_VALUE,
        }
        for row in records(table)
    ]  # fmt: skip
    tasks = [
        {"任务": task.title, "处理": task.what, "时限": task.due or NO_VALUE, "时限依据": task.due_basis or NO_VALUE}
        for task in draft.tasks if task.what in {CARRIED, ADDED}
    ]  # fmt: skip
    with st.expander(f"将发布的计划：{len(rows)}项目标，{len(tasks)}项任务"):
        if rows:
            st.html(stacked_table(rows, "目标", figures=("上年目标", "较上年目标"), full_height=True))
        if tasks:
            st.html(stacked_table(tasks, "任务", full_height=True))


def _with_unit(value: float | None, row: dict[str, object]) -> str:
    text = number(value, int(str(row["decimals"])))
    return text if text == NO_VALUE else f"{text}{row['unit']}"
