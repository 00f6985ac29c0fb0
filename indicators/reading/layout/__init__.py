"""What the cells of a sheet mean together: title, heading, columns, rows, periods."""

from indicators.reading.layout.columns import Column, cells_under, holds_periods, is_number
from indicators.reading.layout.entries import parse_entries
from indicators.reading.layout.header import Heading, find_heading
from indicators.reading.layout.periods import PeriodResolver
from indicators.reading.layout.records import read_definitions, read_tasks
from indicators.reading.layout.resolve import ValueResolver
from indicators.reading.layout.rows import read_rows, refuse_longer_rows
from indicators.reading.layout.single_indicator import name_from_title
from indicators.reading.layout.title import Title, read_title

__all__ = [
    "Column", "Heading", "PeriodResolver", "Title", "ValueResolver", "cells_under", "find_heading", "holds_periods",
    "is_number", "name_from_title", "parse_entries", "read_definitions", "read_rows", "read_tasks", "read_title",
    "refuse_longer_rows",
]  # fmt: skip
