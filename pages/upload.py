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
        intake.explain_upload()
        access.ask_for_key()
    with right:
        intake.upload_steps()


def look_at(upload: UploadedFile, reporter: Reporter) -> None:
    """A file: the verdict, what is wrong and how to mend it, what would change, the button; then how it was read."""
    file = upload.file_id
    preview = intake.preview_of_file(
        upload, view.current_snapshot(), reporter, *corrections.chosen_overrides(file)
    )
    earlier = reporting.find_duplicate(view.current_store(), preview)
    still_open = findings.list_unanswered(preview, file)
    if earlier:
        commit.show_duplicate(earlier)
        # Read as another month's it is another upload.
        corrections.reading_widgets(preview, file)
        return
    still_open += not commit.show_outcome(file)
    findings.issue_verdict(preview, still_open)
    findings.list_problems(preview)
    corrections.correction_widgets(preview, file)
    findings.ask_questions(preview, file)
    differences.draw_differences(preview, view.current_snapshot())
    if preview.accepted and not preview.checked.rows.empty:
        commit.offer_commit(view.current_store(), preview, file, open_questions=still_open)
    findings.list_notes(preview)
    excerpt.recognised_layout(preview)
    excerpt.draw_excerpt(preview)
    corrections.reading_widgets(preview, file)


st.html(
    '<div class="page-head"><h1>数据上报</h1><span class="promise">上传 Excel 或 CSV，核对无误后一键提交</span></div>'
)
reporter = access.current_reporter()
if reporter is None:
    open_with_key()
else:
    above = st.container()
    upload = intake.uploaded_file(reporter)
    if upload is None:
        with above:
            commit.say_what_was_done()
        intake.due_section(reporter)
    else:
        commit.forget_outcome()
        look_at(upload, reporter)
