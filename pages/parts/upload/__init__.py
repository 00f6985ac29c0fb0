"""数据上报 and 上报记录: a file on its way in, and what came of it."""

from parts.upload.commit import forget_outcome, say_what_was_done
from parts.upload.intake import due_section, explain_upload, upload_steps, uploaded_file
from parts.upload.record import upload_card
from parts.upload.review import review_file

__all__ = [
    "due_section",
    "explain_upload",
    "forget_outcome",
    "review_file",
    "say_what_was_done",
    "upload_card",
    "upload_steps",
    "uploaded_file",
]
