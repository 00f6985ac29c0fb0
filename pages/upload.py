"""数据上报: a file is read, checked and compared before anything is written; one click commits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from indicators import reporting
from parts import access, commit, corrections, differences, excerpt, findings, intake, view

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from indicators.access import Reporter


def open_with_key() -> None:
    """Who is not known yet reads what reporting is, and gives a key."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        intake.explain()
        access.ask_for_key()
    with right:
        intake.steps()


def look_at(upload: UploadedFile, reporter: Reporter) -> None:
    """A file: the verdict, what is wrong and how to mend it, what would change, the button; then how it was read."""
    file = upload.file_id
    preview = intake.preview(upload, view.snapshot(), reporter, *corrections.chosen(file))
    earlier = reporting.repeats(view.store(), preview)
    still_open = findings.unanswered(preview, file)
    if earlier:
        commit.say_repeated(earlier)
        # Read as another month's it is another upload.
        corrections.reading(preview, file)
        return
    still_open += not commit.say_what_happened(file)
    findings.verdict(preview, still_open)
    findings.problems(preview)
    corrections.offer(preview, file)
    findings.questions(preview, file)
    differences.draw(preview, view.snapshot())
    if preview.accepted and not preview.checked.rows.empty:
        commit.offer(view.store(), preview, file, open_questions=still_open)
    findings.notes(preview)
    excerpt.recognised(preview)
    excerpt.draw(preview)
    corrections.reading(preview, file)


st.html(
    '<div class="page-head"><h1>数据上报</h1><span class="promise">上传 Excel 或 CSV，核对无误后一键提交</span></div>'
)
reporter = access.reporter()
if reporter is None:
    open_with_key()
else:
    above = st.container()
    upload = intake.file(reporter)
    if upload is None:
        with above:
            commit.say_what_was_done()
        intake.due(reporter)
    else:
        commit.forget()
        look_at(upload, reporter)
