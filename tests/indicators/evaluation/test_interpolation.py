"""Straight lines between known months."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from indicators.evaluation.interpolation import fill_between

_ = np.nan
amounts = st.one_of(st.just(_), st.floats(-1e9, 1e9, width=32))


@pytest.mark.parametrize(
    ("known", "filled"),
    [
        ([10, _, _, 40, _], [10, 20, 30, 40, _]),
        ([_, 6, _, 5, _, 9], [_, 6, 5.5, 5, 7, 9]),
        ([_, _, 3, _], [_, _, 3, _]),
        ([-2, _, 2], [-2, 0, 2]),
        ([_, _, _], [_, _, _]),
    ],
)
def test_a_gap_is_filled_and_nothing_is_supposed_outside(known: list[float], filled: list[float]) -> None:
    """Between two known months a line; before the first and after the last nothing."""
    np.testing.assert_array_equal(fill_between(np.array([known], float)), [filled])


def test_what_was_handed_in_stays_as_it_is() -> None:
    """The months of a board are shared by all who look."""
    known = np.array([[1.0, _, 3.0]])
    fill_between(known)
    np.testing.assert_array_equal(known, [[1.0, _, 3.0]])


@given(arrays(float, (3, 13), elements=amounts))
def test_it_is_what_pandas_says_row_by_row(values: np.ndarray) -> None:
    """To the last digit: a verdict may hang on it."""
    rows = pd.DataFrame(values).interpolate(axis=1, limit_area="inside").to_numpy()
    np.testing.assert_array_equal(fill_between(values), rows)
