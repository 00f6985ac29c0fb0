"""The meaning of a single cell: a number, a unit, a target, a day, a heading."""

from indicators.reading.cells.areas import area_within
from indicators.reading.cells.days import is_unreadable_day, parse_day
from indicators.reading.cells.headings import HeadingMeaning, interpret_heading, normalise_heading
from indicators.reading.cells.names import named_measure, plain_name, without_numbering
from indicators.reading.cells.numbers import (
    Number,
    NumberError,
    is_plain,
    parse_growth,
    parse_number,
)
from indicators.reading.cells.numerals import in_digits, numerals_in
from indicators.reading.cells.periods import split_period
from indicators.reading.cells.targets import (
    EFFORT,
    HOPE,
    comparator,
    is_growth,
    numbers_in_words,
    parse_target,
    wording_of_target,
    words_of_target,
)
from indicators.reading.cells.units import (
    as_unit,
    conversion_factor,
    convert,
    half_width,
    is_scaled,
    value_unit,
)

__all__ = [
    "EFFORT", "HOPE", "HeadingMeaning", "Number", "NumberError", "area_within", "as_unit", "comparator",
    "conversion_factor", "convert", "half_width", "in_digits", "interpret_heading", "is_growth", "is_plain", "is_scaled",
    "is_unreadable_day", "named_measure", "normalise_heading", "numbers_in_words", "numerals_in", "parse_day", "parse_growth",
    "parse_number", "parse_target", "plain_name", "split_period", "value_unit", "without_numbering",
    "wording_of_target", "words_of_target",
]  # fmt: skip
