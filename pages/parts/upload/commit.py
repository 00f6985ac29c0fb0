"""The click that commits a file, its result, and what others changed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from indicators.access import AccessError
from indicators.catalogue import OVERALL, lifts
from indicators.frames import records
from indicators.labels import join_names
from indicators.period import Period, time_label
from indicators.store import StoreError
from indicators.uploads import ConflictError, UploadRefusedError, commit_upload
from parts.elements import banner, stacked_table
from parts.frame import COMMITTED, FILES_DONE, INDICATOR, PREVIEW, THROUGH, available_months

if TYPE_CHECKING:
    import pandas as pd

    from indicators.store import Store
    from indicators.uploads import Preview

# Keys of st.session_state, each with what it keeps.
_CONFLICT: Final = "overtaken"  # file id, values that others changed while the file was checked
_REFUSED: Final = "refused"  # file id, why the last commit was refused
_DONE: Final = (
    "done"  # of the last commit: name of the file, receipt, number of values, link to them, typed or not
)


def record_conflict(file: str, changes: pd.DataFrame) -> None:
    """Keep what others changed while this file was checked, until it is committed or replaced."""
    if len(changes):
        _, known = st.session_state.get(_CONFLICT, (file, []))
        # Both the refused commit and the next run of the page may report the same change.
        new = [change for change in records(changes) if change not in known]
        st.session_state[_CONFLICT] = (file, [*known, *new])


def show_refusal(file: str) -> None:
    """Why the last commit of this file was refused, if it was."""
    refused_file, reason = st.session_state.get(_REFUSED, (None, ""))
    if refused_file == file:
        banner("bad", "没有写入任何数据", reason)


def confirm_conflict(file: str) -> bool:
    """Show what others changed while this file was checked; whether nothing is left to confirm."""
    changed_file, changes = st.session_state.get(_CONFLICT, (None, []))
    if changed_file != file:
        return True
    who = join_names(dict.fromkeys(str(change["by"]) for change in changes))
    banner(
        "bad", f"核对期间，{who}更新了其中{len(changes)}个数，本文件没有写入",
        "下面已按最新数据重新核对。请看清差别，确认后再提交。",
    )  # fmt: skip
    rows = [
        {
            "名称": change["name"], "期间": change["period"], "核对时": change["before"], "现在": change["now"],
            "更新人": change["by"], "更新时间": time_label(change["at"]),
        }
        for change in changes
    ]  # fmt: skip
    st.html(stacked_table(rows, "他人的更改", figures=("核对时", "现在")))
    return st.checkbox("已看到他人的更改，仍以本文件为准", key=f"overtake_{file}_{len(changes)}")


def commit_button(store: Store, preview: Preview, file: str, *, open_questions: int, typed: bool) -> None:
    """The button, disabled until every question is answered; the style sheet keeps it in sight.

    Args:
        store: where to.
        preview: what would be written.
        file: under which is kept what was chosen and confirmed for it.
        open_questions: how many are not answered.
        typed: whether it was typed into a grid.
    """
    revises = any(question.code == "plan_revision" for question in preview.questions)
    hint = "调整原因（必填）" if revises else "备注（可不填）"
    label = (
        f"还有 {open_questions} 处待确认" if open_questions else f"提交 {len(preview.checked.rows)} 个数据"
    )
    with st.container(border=True, key="card_commit", gap="small"):
        message = st.container()
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            note = st.text_input(
                "备注", key=f"note_{file}", max_chars=200, placeholder=hint, label_visibility="collapsed"
            )  # fmt: skip
            # A click on the button of an older preview is none on this one: it would commit what nobody has seen.
            key = f"commit_{preview.sha256[:8]}"
            clicked = st.button(label, type="primary", disabled=bool(open_questions), key=key)
        # The click may have been made on an older preview without questions.
        if clicked and not open_questions:
            if not revises or note.strip():
                _commit(store, preview, file, note, typed=typed)
            with message:
                banner("bad", "没有写入任何数据", "计划调整要写明原因，请填在提交按钮左边，再提交。")


def _commit(store: Store, preview: Preview, file: str, note: str, *, typed: bool) -> None:
    with st.spinner("正在写入…"):
        # Keep the result before anything is drawn: the commit itself makes the page run again.
        st.session_state.pop(_REFUSED, None)
        try:
            receipt = commit_upload(store, preview, confirmed=True, note=note)
        except ConflictError as error:
            record_conflict(file, error.changes)
        except (UploadRefusedError, StoreError, AccessError) as error:
            st.session_state[_REFUSED] = (file, str(error))
        else:
            rows = len(preview.checked.rows)
            st.session_state[_DONE] = (preview.file, receipt, rows, _link(preview), typed)
            st.session_state[COMMITTED] = file
            st.session_state[FILES_DONE] = st.session_state.get(FILES_DONE, 0) + 1
            for key in (PREVIEW, _CONFLICT):
                st.session_state.pop(key, None)
    st.rerun()


def duplicate_notice(upload: str) -> None:
    """The same file has been committed before, as this upload."""
    banner("none", "这个文件已经上报过，不会重复写入", f"编号 {upload[:8]}")
    st.page_link("history.py", label="查看上报记录，或撤回")


def clear_outcome() -> None:
    """Forget the last commit: a new file has been chosen."""
    st.session_state.pop(_DONE, None)


def commit_outcome(*, typed: bool) -> None:
    """The last commit of this session, of a file or of what was typed, until the next one is begun."""
    file, receipt, rows, link, was_typed = st.session_state.get(_DONE, (None,) * 5)
    if receipt is None or was_typed != typed:
        return
    if receipt.repeated:
        duplicate_notice(receipt.upload)
        return
    banner("done", f"已提交“{file}”：{rows} 个数据", f"编号 {receipt.upload[:8]}，各页面已更新。")
    page, label, query = link
    st.page_link(page, label=label, query_params=query)
    st.page_link("history.py", label="查看上报记录，或撤回")


def _link(preview: Preview) -> tuple[str, str, dict[str, str]]:
    """Page, label and query where most of the committed values stand, in the newest of their months."""
    rows = preview.checked.rows
    is_actual = preview.subject == "observations"
    month = str(rows["period"].max()) if is_actual else ""
    # The months of years without a plan cannot be looked at.
    shown = month in {period.key for period in available_months()}
    query, when = ({THROUGH: month}, f" {Period.from_key(month).month_label}") if shown else ({}, "")
    if is_actual and len(set(rows["indicator"])) == 1:
        return "indicator.py", f"看这一指标{when}", {INDICATOR: str(rows["indicator"].iloc[0]), **query}
    lift = str(rows["lift"].mode()[0])
    if lift == OVERALL:
        return "overview.py", f"看总览{when}", query
    return f"{lift}.py", f"看{lifts()[lift].short}{when}", query
