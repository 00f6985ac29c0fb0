"""Files as offices send them: bytes -> cells -> Layout -> entries. Knows no store."""

from indicators.reading.cells import (
    EFFORT,
    HOPE,
    Number,
    NumberError,
    area_within,
    comparator,
    conversion_factor,
    convert,
    half_width,
    in_digits,
    is_growth,
    is_scaled,
    numbers_in_words,
    numerals_in,
    parse_number,
    parse_target,
    plain_name,
    split_period,
    wording_of_target,
    words_of_target,
)
from indicators.reading.collector import IssueCollector
from indicators.reading.formats import SIZE_LIMIT
from indicators.reading.isolation import decode_apart, start_reader
from indicators.reading.issues import MOST_ERRORS, Issue, ReadingError, issue
from indicators.reading.layout import (
    Column,
    Fact,
    Layout,
    RememberedLayout,
    TableLayout,
    classify_file,
)
from indicators.reading.parse import parse_file
from indicators.reading.parsed import DecodedFile, ReadOverrides, Sheet, Table
from indicators.reading.propose import propose
from indicators.reading.settle import remember, settle

__all__ = [
    "EFFORT", "HOPE", "MOST_ERRORS", "SIZE_LIMIT", "Column", "DecodedFile", "Fact", "Issue", "IssueCollector", "Layout", "Number",
    "NumberError", "ReadOverrides", "ReadingError", "RememberedLayout", "Sheet", "Table", "TableLayout",
    "area_within", "classify_file", "comparator", "conversion_factor", "convert", "decode_apart", "half_width",
    "in_digits", "is_growth", "is_scaled", "issue", "numbers_in_words", "numerals_in", "parse_file", "parse_number",
    "parse_target", "plain_name", "propose", "remember", "settle", "split_period", "start_reader", "wording_of_target",
    "words_of_target",
]  # fmt: skip
