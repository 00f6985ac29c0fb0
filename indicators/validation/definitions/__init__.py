"""A file of definitions against the catalogue: what changes field by field, what is renamed, what is converted."""

from indicators.validation.definitions.changes import FieldChange, definition_changes, definition_text
from indicators.validation.definitions.check import check_definitions
from indicators.validation.definitions.words import EMPTIED

__all__ = ["EMPTIED", "FieldChange", "check_definitions", "definition_changes", "definition_text"]
