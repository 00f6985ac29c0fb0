"""A chosen file, looked at before anything is written: the verdict, what is wrong, what would change, the button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.store import shared_store
from indicators.uploads import find_duplicate
from parts.frame import current_snapshot
from parts.upload.commit import offer_commit, show_duplicate, show_outcome
from parts.upload.corrections import chosen_overrides, correction_widgets, reading_widgets
from parts.upload.differences import draw_differences
from parts.upload.excerpt import draw_excerpt, recognised_layout
from parts.upload.intake import preview_of_file
from parts.upload.issues import ask_questions, issue_verdict, list_notes, list_problems, list_unanswered

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from indicators.access import Reporter


def review_file(upload: UploadedFile, reporter: Reporter) -> None:
    """A file: the verdict, what is wrong and how to mend it, what would change, the button; then how it was read."""
    file = upload.file_id
    preview = preview_of_file(upload, current_snapshot(), reporter, *chosen_overrides(file))
    earlier = find_duplicate(shared_store(), preview)
    still_open = list_unanswered(preview, file)
    if earlier:
        show_duplicate(earlier)
        # Read as another month's it is another upload.
        reading_widgets(preview, file)
        return
    still_open += not show_outcome(file)
    issue_verdict(preview, still_open)
    list_problems(preview)
    correction_widgets(preview, file)
    ask_questions(preview, file)
    draw_differences(preview, current_snapshot())
    if preview.accepted and not preview.checked.rows.empty:
        offer_commit(shared_store(), preview, file, open_questions=still_open)
    list_notes(preview)
    recognised_layout(preview)
    draw_excerpt(preview)
    reading_widgets(preview, file)
