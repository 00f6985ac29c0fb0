"""What a single cell says: a number, a unit, a target, a heading."""

from indicators.reading.cells.headings import (
    HeadingMeaning,
    find_period,
    interpret_heading,
    named_measure,
    normalise_heading,
    plain_name,
)
from indicators.reading.cells.numbers import (
    EXPECTED_NUMBER,
    NO_VALUE,
    Number,
    NumberError,
    is_plain,
    parse_growth,
    parse_number,
)
from indicators.reading.cells.targets import (
    EXPECTED_TARGET,
    comparator,
    is_growth,
    parse_target,
    wording_of_target,
)
from indicators.reading.cells.unit_text import as_unit, half_width, is_multiplier, multiplied
from indicators.reading.cells.units import conversion_factor, is_scaled

__all__ = [
    "EXPECTED_NUMBER",
    "EXPECTED_TARGET",
    "NO_VALUE",
    "HeadingMeaning",
    "Number",
    "NumberError",
    "as_unit",
    "comparator",
    "conversion_factor",
    "find_period",
    "half_width",
    "interpret_heading",
    "is_growth",
    "is_multiplier",
    "is_plain",
    "is_scaled",
    "multiplied",
    "named_measure",
    "normalise_heading",
    "parse_growth",
    "parse_number",
    "parse_target",
    "plain_name",
    "wording_of_target",
]
