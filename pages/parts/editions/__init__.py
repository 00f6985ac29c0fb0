"""会议版本: freeze, list and compare editions; orders of screens."""

from parts.editions.changes import edition_comparison
from parts.editions.freeze import freeze_form, freeze_hint
from parts.editions.listing import edition_list
from parts.editions.sequences import sequence_editor, sequence_list

__all__ = [
    "edition_comparison", "edition_list", "freeze_form", "freeze_hint", "sequence_editor",
    "sequence_list",
]  # fmt: skip
