"""The result of the checks: verdict, problems, questions, notes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from indicators.frames import as_csv
from indicators.labels import join_clauses
from indicators.uploads import nothing_to_write
from parts.elements import banner, escape_markdown, stacked_table
from parts.upload.layout import is_understood
from parts.upload.layout_data import UNIT_QUESTION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.reading import Issue
    from indicators.uploads import Preview

# Nobody ticks more boxes than this one by one: beyond it one box confirms all questions.
_MAX_BOXES = 20
# A longer list can be downloaded.
_LONG_LIST = 10
# What the screen of the layout shows and asks is not listed again.
_ON_SCREEN = {"layout_inferred", "column_undecided", UNIT_QUESTION}
# Errors for which the page has a choice.
_MENDED_HERE = {"column_undecided", "missing_period", "missing_year", "unknown_indicator"}
_CHANGES = {"new": "新增", "changed": "更改", "unchanged": "不变", "would_clear": "空白"}


def check_verdict(preview: Preview, open_questions: int, *, typed: bool) -> None:
    """Whether it may be committed, and what that would change.

    Args:
        preview: what would be written.
        open_questions: how many are not answered.
        typed: whether it was typed into a grid, where it is mended too.
    """
    changes = join_clauses(
        f"{word} {preview.counts[code]} 个" for code, word in _CHANGES.items() if preview.counts[code]
    )
    if preview.table is None and preview.problems:
        banner("bad", f"读不了这个文件：{preview.problems[0].message}", f"请{preview.problems[0].fix}")
    elif preview.problems:
        banner("bad", f"有 {len(preview.problems)} 处错误，没有写入任何数据", _remedy(preview, typed=typed))
    elif preview.checked.rows.empty:
        banner("none", nothing_to_write(preview), changes)
    elif open_questions:
        banner("warn", f"有 {open_questions} 处需要确认，确认后即可提交", changes)
    else:
        banner("good", f"核对通过，可以提交：{changes}")


def _remedy(preview: Preview, *, typed: bool) -> str:
    if typed:
        return "请直接在表中改正，改后自动重新核对。"
    if {problem.code for problem in preview.problems} <= _MENDED_HERE:
        return "都可以在本页选定，不必改文件。"
    return "请改正文件后重新上传；能在本页改正的，见错误下方。"


def problem_list(preview: Preview) -> None:
    """Every problem with its place and remedy."""
    problems = _listed(preview.problems)
    if not problems or preview.table is None:
        return
    st.html(f"<h2>错误（{len(problems)}处，须改正）</h2>{stacked_table(_rows(problems), '错误')}")
    if len(problems) > _LONG_LIST:
        csv = as_csv(pd.DataFrame(_rows(problems)))
        st.download_button("下载错误清单", csv, f"错误清单_{preview.file}.csv", "text/csv", on_click="ignore")


def count_open_questions(preview: Preview, file: str) -> int:
    """How many questions have not been confirmed."""
    questions = _listed(preview.questions)
    keys = (
        [_common_box_key(questions, file)] * len(questions)
        if len(questions) > _MAX_BOXES
        else _box_keys(questions, file)
    )
    return sum(not st.session_state.get(key) for key in keys) + (not is_understood(preview, file))


def question_list(preview: Preview, file: str) -> None:
    """Each question with a box to confirm it."""
    questions = _listed(preview.questions)
    if not questions:
        return
    st.html(f"<h2>需要确认（{len(questions)}处）</h2>")
    if len(questions) > _MAX_BOXES:
        st.html(stacked_table(_rows(questions), "需要确认"))
        st.checkbox(f"以上 {len(questions)} 处均已逐一核对，确认无误", key=_common_box_key(questions, file))
        return
    for question, key in zip(questions, _box_keys(questions, file), strict=True):
        place = f"{question.place}：" if question.place else ""
        st.checkbox(escape_markdown(f"{place}{question.message}。{question.fix}"), key=key)


def note_list(preview: Preview) -> None:
    """Notes, which need no answer."""
    if preview.notes:
        st.html(
            f"<h2>提示（{len(preview.notes)}处，不影响提交）</h2>{stacked_table(_rows(preview.notes), '提示')}"
        )


def _rows(issues: Iterable[Issue]) -> list[dict[str, str]]:
    return [
        {"位置": issue.place or "整个文件", "问题": issue.message, "怎么改": issue.fix} for issue in issues
    ]


def _listed(issues: list[Issue]) -> list[Issue]:
    return [issue for issue in issues if issue.code not in _ON_SCREEN]


def _box_keys(questions: list[Issue], file: str) -> list[str]:
    """Keys of the boxes; each contains its question, so that a tick confirms no other question at the same place."""
    return [f"yes_{file}_{number}_{_digest([question])}" for number, question in enumerate(questions)]


def _common_box_key(questions: list[Issue], file: str) -> str:
    return f"yes_{file}_{_digest(questions)}"


def _digest(issues: list[Issue]) -> str:
    return hashlib.sha256(
        "\n".join(f"{issue.place} {issue.message}" for issue in issues).encode()
    ).hexdigest()[:16]
