"""A chosen file, looked at before anything is written: the verdict, what is wrong, what would change, the button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.store import shared_store
from indicators.uploads import find_duplicate
from parts.frame import current_snapshot
from parts.upload.commit import commit_button, duplicate_notice, show_outcome
from parts.upload.corrections import chosen_overrides, correction_widgets, reading_widgets
from parts.upload.differences import difference_table
from parts.upload.excerpt import file_excerpt, layout_line
from parts.upload.intake import cached_preview
from parts.upload.issues import check_verdict, count_open_questions, note_list, problem_list, question_list

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from indicators.access import Reporter


def review_file(upload: UploadedFile, reporter: Reporter) -> None:
    """A file: the verdict, what is wrong and how to mend it, what would change, the button; then how it was read."""
    file = upload.file_id
    preview = cached_preview(upload, current_snapshot(), reporter, *chosen_overrides(file))
    earlier = find_duplicate(shared_store(), preview)
    still_open = count_open_questions(preview, file)
    if earlier:
        duplicate_notice(earlier)
        # Read as another month's it is another upload.
        reading_widgets(preview, file)
        return
    still_open += not show_outcome(file)
    check_verdict(preview, still_open)
    problem_list(preview)
    correction_widgets(preview, file)
    question_list(preview, file)
    difference_table(preview, current_snapshot())
    if preview.accepted and not preview.checked.rows.empty:
        commit_button(shared_store(), preview, file, open_questions=still_open)
    note_list(preview)
    layout_line(preview)
    file_excerpt(preview)
    reading_widgets(preview, file)
