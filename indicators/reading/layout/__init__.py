"""What the cells of a sheet mean together: title, heading, columns, rows, periods; all of it is a ``Layout``."""

from indicators.reading.layout.classify import ClassifiedSheet, classify_file, is_note, is_total
from indicators.reading.layout.columns import Certainty, Column
from indicators.reading.layout.header import Heading, find_headings
from indicators.reading.layout.layout import FACTS, Fact, Layout, RememberedLayout, TableLayout, heading_key
from indicators.reading.layout.periods import PeriodResolver
from indicators.reading.layout.precedence import nearest
from indicators.reading.layout.resolve import ResolvedValue, ValueResolver
from indicators.reading.layout.rows import Row, read_rows, refuse_longer_rows
from indicators.reading.layout.single_indicator import add_names, name_from_title
from indicators.reading.layout.title import Title, read_title
from indicators.reading.layout.uses import propose_uses

__all__ = [
    "FACTS", "Certainty", "ClassifiedSheet", "Column", "Fact", "Heading", "Layout", "PeriodResolver",
    "RememberedLayout", "ResolvedValue", "Row", "TableLayout", "Title", "ValueResolver", "add_names", "classify_file",
    "find_headings", "heading_key", "is_note", "is_total", "name_from_title", "nearest", "propose_uses", "read_rows",
    "read_title", "refuse_longer_rows",
]  # fmt: skip
