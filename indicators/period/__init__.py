"""Month, quarter, year to date: what they are, how they are written; China's time."""

from indicators.period.clock import LOCAL_ZONE, iso_time, time_label, today
from indicators.period.months import CYCLE_MONTHS, is_due, months_covered, to_single_months
from indicators.period.period import (
    EARLIEST_YEAR,
    EXPECTED_PERIOD,
    LATEST_YEAR,
    Kind,
    Period,
    PeriodError,
    YearOutOfRangeError,
)
from indicators.period.spelling import excel_day, maybe_october, maybe_ytd, parse

__all__ = [
    "CYCLE_MONTHS", "EARLIEST_YEAR", "EXPECTED_PERIOD", "LATEST_YEAR", "LOCAL_ZONE", "Kind", "Period", "PeriodError",
    "YearOutOfRangeError", "excel_day", "is_due", "iso_time", "maybe_october", "maybe_ytd", "months_covered", "parse", "time_label",
    "to_single_months", "today",
]  # fmt: skip
