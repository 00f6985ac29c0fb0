"""Files as offices send them: bytes -> cells -> layout -> entries. Knows no store."""

from indicators.reading.cells import (
    comparator,
    conversion_factor,
    is_growth,
    is_scaled,
    plain_name,
    wording_of_target,
)
from indicators.reading.collector import IssueCollector
from indicators.reading.formats import SIZE_LIMIT, decode
from indicators.reading.issues import Issue, ReadingError, issue
from indicators.reading.parse import parse_file
from indicators.reading.parsed import DecodedFile, ReadOverrides, Table

__all__ = [
    "SIZE_LIMIT", "DecodedFile", "Issue", "IssueCollector", "ReadOverrides", "ReadingError", "Table", "comparator",
    "conversion_factor", "decode", "is_growth", "is_scaled", "issue", "parse_file", "plain_name", "wording_of_target",
]  # fmt: skip
