"""数据上报 and 上报记录: choose, check and commit a file; the list of uploads."""

from parts.upload.commit import clear_outcome, commit_outcome
from parts.upload.history import upload_card
from parts.upload.intake import choose_file, due_of_all, key_hint, upload_steps, without_a_key
from parts.upload.remembered import remembered_layouts
from parts.upload.review import Delivery, review

__all__ = [
    "Delivery", "choose_file", "clear_outcome", "commit_outcome", "due_of_all", "key_hint",
    "remembered_layouts", "review", "upload_card", "upload_steps", "without_a_key",
]  # fmt: skip
