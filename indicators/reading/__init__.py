"""Files as offices send them: bytes -> cells -> Layout -> entries. Knows no store."""

from indicators.reading.cells import (
    comparator,
    conversion_factor,
    is_growth,
    is_scaled,
    plain_name,
    wording_of_target,
    words_of_target,
)
from indicators.reading.collector import IssueCollector
from indicators.reading.formats import SIZE_LIMIT, decode
from indicators.reading.issues import Issue, ReadingError, issue
from indicators.reading.layout import (
    Column,
    Fact,
    Layout,
    RememberedLayout,
    TableLayout,
    classify_file,
    heading_key,
)
from indicators.reading.parse import parse_file
from indicators.reading.parsed import DecodedFile, ReadOverrides, Sheet, Table
from indicators.reading.propose import propose
from indicators.reading.settle import remember, settle

__all__ = [
    "SIZE_LIMIT", "Column", "DecodedFile", "Fact", "Issue", "IssueCollector", "Layout", "ReadOverrides",
    "ReadingError", "RememberedLayout", "Sheet", "Table", "TableLayout", "classify_file", "comparator", "conversion_factor",
    "decode", "heading_key", "is_growth", "is_scaled", "issue", "parse_file", "plain_name", "propose", "remember",
    "settle", "wording_of_target", "words_of_target",
]  # fmt: skip
