"""会议版本: freeze, list, compare, and orders of screens."""

from parts.editions.changes import draw_comparison
from parts.editions.freeze import explain_editions, freeze_form
from parts.editions.listing import draw_editions
from parts.editions.sequences import saved_sequences, sequence_editor

__all__ = [
    "draw_comparison",
    "draw_editions",
    "explain_editions",
    "freeze_form",
    "saved_sequences",
    "sequence_editor",
]
