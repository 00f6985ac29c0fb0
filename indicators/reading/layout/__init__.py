"""What the cells of a sheet mean together: title, heading, columns, rows, periods; all of it is a ``Layout``."""

from indicators.reading.layout.classify import ClassifiedSheet, classify, classify_file, is_note, is_total
from indicators.reading.layout.columns import Certainty, Column, merge_meanings
from indicators.reading.layout.header import Heading
from indicators.reading.layout.layout import FACTS, Fact, Layout, RememberedLayout, TableLayout, heading_key
from indicators.reading.layout.periods import (
    MISSING_PERIOD,
    UNREADABLE,
    PeriodResolver,
    UnresolvedPeriodError,
)
from indicators.reading.layout.precedence import nearest
from indicators.reading.layout.rows import Row, read_rows, refuse_longer_rows
from indicators.reading.layout.tables import find_headings
from indicators.reading.layout.title import Title, read_title, texts_above
from indicators.reading.layout.uses import propose_uses

__all__ = [
    "FACTS", "MISSING_PERIOD", "UNREADABLE", "Certainty", "ClassifiedSheet", "Column", "Fact", "Heading",
    "Layout", "PeriodResolver", "RememberedLayout", "Row", "TableLayout", "Title", "UnresolvedPeriodError", "classify",
    "classify_file", "find_headings", "heading_key", "is_note", "is_total", "merge_meanings", "nearest", "propose_uses",
    "read_rows", "read_title", "refuse_longer_rows", "texts_above",
]  # fmt: skip
