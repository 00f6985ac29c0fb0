"""A period: its months, its key, its order."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from indicators.period import Period

YEARS = st.integers(1990, 2100)
MONTHS = st.integers(1, 12)


@given(YEARS, MONTHS, YEARS, MONTHS)
def test_order_is_time(year: int, month: int, other_year: int, other_month: int) -> None:
    """Periods of one kind sort as time runs, and their keys with them."""
    period, other = Period(year, month), Period(other_year, other_month)
    assert (period < other) == (period.end < other.end) == (period.key < other.key)


def test_span() -> None:
    """A quarter covers its three months, a ytd all since January."""
    assert Period(2024, 9, "quarter").first == 7
    assert Period(2024, 2, "ytd").first == 1
    assert Period(2024, 2).end == date(2024, 2, 29)


def test_months_are_named() -> None:
    """The last month, whatever the period covers."""
    assert Period(2024, 9).month_label == Period(2024, 9, "quarter").month_label == "2024年9月"


def test_earlier() -> None:
    """So many months before, over the turn of years, of the same kind."""
    assert Period(2024, 9).earlier(0) == Period(2024, 9)
    assert Period(2024, 1, "month").earlier(1) == Period(2023, 12, "month")
    assert Period(2024, 3).earlier(27) == Period(2021, 12)
