"""Months within a year: each one's own value, how many a value covers, which are due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

# How many months a reporting frequency covers.
CYCLE_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}


def to_single_months(ytd: pd.DataFrame) -> pd.DataFrame:
    """Each reported month's own value: a stored ytd less the one reported before it in the year.

    Args:
        ytd: rows are indicators, columns months 1..12, values since January, NaN where none is reported.

    Returns:
        The single values, each in the month it was reported for; ``months_covered`` says how many months it covers. A
        negative value is a revision and stays. 1-3月 5.0, 1-4月 7.5 gives 2.5 for April.
    """
    return ytd - ytd.ffill(axis=1).shift(axis=1).fillna(0.0)


def months_covered(ytd: pd.Series) -> pd.Series:
    """How many months each known value of a year (index 1..12) adds to the one known before it: 1—2月 adds 2."""
    months = ytd.dropna().index.to_series().astype(float)
    return months.diff().fillna(months).reindex(ytd.index)


def is_due(frequencies: pd.Series, month: int) -> pd.Series:
    """Which reporting frequencies ask for a value at the end of ``month``: quarters in 3, 6, 9 and 12."""
    due: pd.Series = month % frequencies.map(CYCLE_MONTHS).fillna(1).astype(int) == 0
    return due
