"""What a file would change: each of its values beside the one that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from indicators.reading.context import among, recoded, where
from indicators.tables import DEMO, REPORTED

if TYPE_CHECKING:
    from indicators.reading.context import Context

NEW, CHANGED, UNCHANGED, WOULD_CLEAR = "new", "changed", "unchanged", "would_clear"
_CHANGES = [NEW, CHANGED, UNCHANGED, WOULD_CLEAR]
_SAME = 1e-9


def compare(rows: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Rows with what stands beside them.

    Returns:
        ``rows`` with ``old`` (NaN where no reported or public value stands), ``old_growth``, ``old_state``,
        ``old_origin``, ``replaces_demo`` and ``change``; blanks where nothing stands are left out.
    """
    current = context.snapshot.coded_observations
    at = _positions(rows, current)
    found = at >= 0
    real = found.copy()
    real[found] = (current["origin"] != DEMO).to_numpy()[at[found]]
    rows = rows.assign(
        old=_numbers_at(current["value"], at, real),
        old_growth=_numbers_at(current["growth"], at, real),
        old_state=_words_at(current["state"], at, real),
        old_origin=_words_at(current["origin"], at, real),
        replaces_demo=found & ~real,
    )
    # A growth that was published stays with a value that stays.
    same_value = equal(rows["value"], rows["old"])
    rows["growth"] = rows["growth"].where(~same_value | rows["growth"].notna(), rows["old_growth"])
    silent = rows["state"].isna() | (rows["state"] == "")
    same = same_value & equal(rows["growth"], rows["old_growth"])
    same &= silent | (recoded(rows["state"], rows["old_state"].cat.categories) == rows["old_state"].cat.codes)
    blank, stood = rows["value"].isna(), rows["old"].notna()
    codes = np.select([blank & stood, ~stood, same], [3, 0, 2], 1)
    rows["change"] = pd.Categorical.from_codes(codes, pd.Index(_CHANGES))
    return where(rows, ~blank | stood).reset_index(drop=True)


def _positions(rows: pd.DataFrame, current: pd.DataFrame) -> np.ndarray:
    """Where the same (indicator, period) stands in ``current``; -1 where it does not."""
    indicators, periods = rows["indicator"].cat.categories, rows["period"].cat.categories
    # The last row and column take what the file has no words for.
    place = np.full((len(indicators) + 1, len(periods) + 1), -1, dtype=np.int32)
    its = recoded(current["indicator"], indicators), recoded(current["period"], periods)
    place[its] = np.arange(len(current), dtype=np.int32)
    place[-1], place[:, -1] = -1, -1
    found: np.ndarray = place[rows["indicator"].cat.codes, rows["period"].cat.codes]
    return found


def _numbers_at(column: pd.Series, at: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """A column's numbers at those places; NaN where none is wanted."""
    numbers = np.full(len(at), np.nan)
    numbers[wanted] = column.to_numpy(float)[at[wanted]]
    return numbers


def _words_at(column: pd.Series, at: np.ndarray, wanted: np.ndarray) -> pd.Categorical:
    """A categorical column's words at those places; empty where none is wanted."""
    words = column.cat.categories.union([""])
    (empty,) = words.get_indexer(pd.Index([""]))
    codes = np.full(len(at), empty, dtype=np.int32)
    theirs = recoded(column, words)[at[wanted]]
    codes[wanted] = np.where(theirs < 0, empty, theirs)
    return pd.Categorical.from_codes(codes, words)


def equal(one: pd.Series, other: pd.Series) -> pd.Series:
    """Whether numbers are the same but for the noise of their last digits; two blanks are."""
    close: pd.Series = ((one - other).abs() <= _SAME * other.abs().clip(lower=1.0)) | (
        one.isna() & other.isna()
    )
    return close


def to_store(differences: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Rows to append: new and changed ones, and cleared ones only when that was asked for."""
    wanted = [NEW, CHANGED, *([WOULD_CLEAR] if context.answers.clear_blanks else [])]
    rows = where(differences, among(differences["change"], wanted))
    columns = ["indicator", "lift", "period", "value", "growth", "state", "note", "row"]
    origin = pd.Categorical.from_codes(np.zeros(len(rows), np.int8), pd.Index([REPORTED]))
    return rows[columns].assign(origin=origin)
