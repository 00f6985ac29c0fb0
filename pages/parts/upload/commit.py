"""The one click that writes, what came of it, and what somebody else wrote meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from indicators.access import AccessError
from indicators.frames import records
from indicators.labels import join_names
from indicators.period import time_label
from indicators.store import StoreError
from indicators.uploads import ConflictError, UploadRefusedError, commit_upload
from parts.elements import banner, stacked_table
from parts.frame import FILES_DONE, PREVIEW

if TYPE_CHECKING:
    import pandas as pd

    from indicators.store import Store
    from indicators.uploads import Preview

_OVERTAKEN: Final = "overtaken"


def record_conflict(file: str, changes: pd.DataFrame) -> None:
    """Keep what others changed while this file was looked at, until the file is done with."""
    if len(changes):
        _, before = st.session_state.get(_OVERTAKEN, (file, []))
        # The commit that was stopped and the page that is drawn anew may both notice.
        st.session_state[_OVERTAKEN] = (
            file,
            [*before, *(new for new in records(changes) if new not in before)],
        )


def show_outcome(file: str) -> bool:
    """What became of the last click, and what others changed; whether that was seen and the file still holds."""
    refused_file, refused = st.session_state.get("refused", (None, ""))
    if refused_file == file:
        banner("bad", "没有写入任何数据", refused)
    changed_file, changes = st.session_state.get(_OVERTAKEN, (None, []))
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


def commit_button(store: Store, preview: Preview, file: str, *, open_questions: int) -> None:
    """The button, always in sight; closed until every question is answered."""
    with st.container(
        border=True, key="card_commit", horizontal=True, vertical_alignment="center", gap="small"
    ):
        note = st.text_input(
            "备注", key=f"note_{file}", max_chars=200, placeholder="备注（可不填）", label_visibility="collapsed"
        )  # fmt: skip
        label = (
            f"还有 {open_questions} 处待确认"
            if open_questions
            else f"提交 {len(preview.checked.rows)} 个数据"
        )
        clicked = st.button(label, type="primary", disabled=bool(open_questions), key="commit")
        # A click that was made on an older preview comes here too.
        if clicked and not open_questions:
            _commit(store, preview, file, note)


def _commit(store: Store, preview: Preview, file: str, note: str) -> None:
    with st.spinner("正在写入…"):
        # Nothing is drawn before the answer is kept: the tables change now, and the page runs again by itself.
        st.session_state.pop("refused", None)
        try:
            receipt = commit_upload(store, preview, confirmed=True, note=note)
        except ConflictError as error:
            record_conflict(file, error.changes)
        except (UploadRefusedError, StoreError, AccessError) as error:
            st.session_state.refused = (file, str(error))
        else:
            st.session_state.done = (preview.file, receipt, len(preview.checked.rows))
            st.session_state[FILES_DONE] = st.session_state.get(FILES_DONE, 0) + 1
            for key in (PREVIEW, _OVERTAKEN):
                st.session_state.pop(key, None)
    st.rerun()


def duplicate_notice(earlier: str) -> None:
    """The very same file stands already."""
    banner("none", "这个文件已经上报过，不会重复写入", f"编号 {earlier[:8]}")
    st.page_link("history.py", label="查看上报记录，或撤回")


def clear_outcome() -> None:
    """A new file: what was said of the last one has been read."""
    st.session_state.pop("done", None)


def commit_outcome() -> None:
    """The last commit of this session, until the next file."""
    if "done" not in st.session_state:
        return
    file, receipt, rows = st.session_state.done
    if receipt.repeated:
        duplicate_notice(receipt.upload)
        return
    banner("done", f"已提交“{file}”：{rows} 个数据", f"编号 {receipt.upload[:8]}，各页面已更新。")
    st.page_link("history.py", label="查看上报记录，或撤回")
