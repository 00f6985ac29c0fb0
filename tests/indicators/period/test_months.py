"""The way between ytd and single months, and which months are due."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.period import is_due, months_covered, to_single_months


def frame(rows: list[list[float]]) -> pd.DataFrame:
    """Rows of twelve months."""
    return pd.DataFrame(rows, columns=range(1, 13), dtype=float)


AMOUNTS = st.lists(
    st.one_of(st.just(float("nan")), st.floats(0, 1e6, allow_nan=False)), min_size=12, max_size=12
)


@given(st.lists(AMOUNTS, min_size=1, max_size=5))
def test_single_months_and_back(rows: list[list[float]]) -> None:
    """Single values add up to the ytd they came from, whatever was not reported."""
    ytd = frame(rows).cumsum(axis=1)
    single = to_single_months(ytd)
    again = single.cumsum(axis=1).where(single.notna())
    pd.testing.assert_frame_equal(again, ytd, check_exact=False, atol=1e-6)


def test_january_and_february_together() -> None:
    """A February ytd without January is the value of both months."""
    nan = np.nan
    single = to_single_months(frame([[nan, 5.0, 9.0, 12.5] + [nan] * 8]))
    assert single.iloc[0, :4].tolist()[1:] == [5.0, 4.0, 3.5]
    assert np.isnan(single.iloc[0, 0])


def test_quarterly_series() -> None:
    """Differences of a quarterly series are quarters."""
    nan = np.nan
    single = to_single_months(frame([[nan, nan, 3.0, nan, nan, 7.0] + [nan] * 6]))
    assert single.loc[0, [3, 6]].tolist() == [3.0, 4.0]


def test_revision_stays_negative() -> None:
    """A month made negative by a revision is shown, not hidden."""
    single = to_single_months(frame([[3.0, 2.5] + [np.nan] * 10]))
    assert single.loc[0, 2] == pytest.approx(-0.5)


def test_months_covered() -> None:
    """1—2月 together are two, a first report in September nine, and what is not known none."""
    months = pd.Series(np.nan, range(1, 13))
    assert months_covered(months).isna().all()
    months[[2, 3, 9]] = [1.0, 2.0, 3.0]
    assert months_covered(months).dropna().to_dict() == {2: 2, 3: 1, 9: 6}
    months[[2, 3]] = np.nan
    assert months_covered(months).dropna().to_dict() == {9: 9}


@pytest.mark.parametrize(
    ("month", "due"), [(8, ["month"]), (9, ["month", "quarter"]), (12, ["month", "quarter", "year"])]
)
def test_what_is_due(month: int, due: list[str]) -> None:
    """Quarters are asked for in their last month, years in December; a frequency nobody knows is monthly."""
    frequencies = pd.Series(["month", "quarter", "year"])
    assert frequencies[is_due(frequencies, month)].tolist() == due
    assert is_due(pd.Series(["", None]), month).all()
