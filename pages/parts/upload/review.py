"""The preview of a chosen file: verdict, issues, corrections, differences, the button, how it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.store import shared_store
from indicators.uploads import find_duplicate
from parts.frame import current_snapshot
from parts.upload.commit import commit_button, confirm_conflict, duplicate_notice, show_refusal
from parts.upload.corrections import chosen_overrides, correction_widgets, reading_widgets
from parts.upload.differences import difference_table
from parts.upload.excerpt import file_excerpt, layout_line
from parts.upload.intake import cached_preview
from parts.upload.issues import check_verdict, count_open_questions, note_list, problem_list, question_list

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from indicators.access import Reporter


def review_file(upload: UploadedFile, reporter: Reporter) -> None:
    """Everything there is to see and decide before the file is committed."""
    file = upload.file_id
    snapshot = current_snapshot()
    preview = cached_preview(upload, snapshot, reporter, *chosen_overrides(file))
    duplicate = find_duplicate(shared_store(), preview)
    if duplicate:
        duplicate_notice(duplicate)
        # Read as another month's, the file would be another upload.
        reading_widgets(preview, file)
        return
    open_questions = count_open_questions(preview, file)
    show_refusal(file)
    open_questions += not confirm_conflict(file)
    check_verdict(preview, open_questions)
    problem_list(preview)
    correction_widgets(preview, file)
    question_list(preview, file)
    difference_table(preview, snapshot)
    if preview.accepted and not preview.checked.rows.empty:
        commit_button(shared_store(), preview, file, open_questions=open_questions)
    note_list(preview)
    layout_line(preview)
    file_excerpt(preview)
    reading_widgets(preview, file)
