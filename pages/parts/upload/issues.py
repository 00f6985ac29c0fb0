"""What reading and checking found: the verdict, problems, questions, notes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from indicators.frames import as_csv
from indicators.labels import join_clauses
from parts.elements import banner, escape_markdown, stacked_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.reading import Issue
    from indicators.uploads import Preview

# More boxes than this nobody ticks one by one; then one stands for all.
_MOST_BOXES = 20
# A list that is longer is worked through beside the file.
_LONG_LIST = 10
_CHANGES = {"new": "新增", "changed": "更改", "unchanged": "不变", "would_clear": "空白"}


def check_verdict(preview: Preview, open_questions: int) -> None:
    """The first thing seen: may it be committed, and what would change."""
    would = join_clauses(
        f"{word} {preview.counts[code]} 个" for code, word in _CHANGES.items() if preview.counts[code]
    )
    if preview.table is None and preview.problems:
        banner("bad", f"读不了这个文件：{preview.problems[0].message}", f"请{preview.problems[0].fix}")
    elif preview.problems:
        more = "请改正文件后重新上传；能在本页改正的，见错误下方。"
        banner("bad", f"有 {len(preview.problems)} 处错误，没有写入任何数据", more)
    elif preview.checked.rows.empty:
        banner("none", "与现有数据完全相同，无需提交", would)
    elif open_questions:
        banner("warn", f"有 {open_questions} 处需要确认，确认后即可提交", would)
    else:
        banner("good", f"核对通过，可以提交：{would}")


def problem_list(preview: Preview) -> None:
    """Every problem with its place and what would be right."""
    found = preview.problems
    if not found or preview.table is None:
        return
    st.html(f"<h2>错误（{len(found)}处，须改正）</h2>{stacked_table(_rows(found), '错误')}")
    if len(found) > _LONG_LIST:
        listed = as_csv(pd.DataFrame(_rows(found)))
        st.download_button(
            "下载错误清单", listed, f"错误清单_{preview.file}.csv", "text/csv", on_click="ignore"
        )


def count_open_questions(preview: Preview, file: str) -> int:
    """How many questions wait for a tick."""
    if len(preview.questions) > _MOST_BOXES:
        return 0 if st.session_state.get(_box_of_all(preview, file)) else len(preview.questions)
    return sum(not st.session_state.get(key) for key in _boxes(preview, file))


def question_list(preview: Preview, file: str) -> None:
    """Each question with a box to tick."""
    found = preview.questions
    if not found:
        return
    st.html(f"<h2>需要确认（{len(found)}处）</h2>")
    if len(found) > _MOST_BOXES:
        st.html(stacked_table(_rows(found), "需要确认"))
        st.checkbox(f"以上 {len(found)} 处均已逐一核对，确认无误", key=_box_of_all(preview, file))
        return
    for question, key in zip(found, _boxes(preview, file), strict=True):
        place = f"{question.place}：" if question.place else ""
        st.checkbox(escape_markdown(f"{place}{question.message}。{question.fix}"), key=key)


def note_list(preview: Preview) -> None:
    """What is only said."""
    if preview.notes:
        st.html(
            f"<h2>提示（{len(preview.notes)}处，不影响提交）</h2>{stacked_table(_rows(preview.notes), '提示')}"
        )


def _rows(found: Iterable[Issue]) -> list[dict[str, str]]:
    return [{"位置": f.place or "整个文件", "问题": f.message, "怎么改": f.fix} for f in found]


def _boxes(preview: Preview, file: str) -> list[str]:
    """A box's key holds what it asks: another question at the same place is not answered by it."""
    return [f"yes_{file}_{number}_{_digest([q])}" for number, q in enumerate(preview.questions)]


def _box_of_all(preview: Preview, file: str) -> str:
    return f"yes_{file}_{_digest(preview.questions)}"


def _digest(found: list[Issue]) -> str:
    return hashlib.sha256("\n".join(f"{f.place} {f.message}" for f in found).encode()).hexdigest()[:16]
