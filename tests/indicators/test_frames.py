"""Frames as plain values, and as CSV in which no cell runs as a formula, wherever the cell comes from."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest

from indicators.frames import as_csv, escape_formula, plain_records, records, to_plain, unescape_formula


def test_csv_runs_no_formula() -> None:
    """A CSV opens as Chinese, and text that begins like a formula has an apostrophe; numbers stay."""
    table = pd.DataFrame({"名称": ["=1+1", "经发局"], "数": [-3, 7]})
    assert as_csv(table).decode("utf-8-sig").split() == ["名称,数", "'=1+1,-3", "经发局,7"]
    assert as_csv(table).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "-3", "＠名", "\t=1"])
def test_formulas_come_back_as_they_were(text: str) -> None:
    """Text that a spreadsheet would run gets an apostrophe and loses it again."""
    assert escape_formula(text) == f"'{text}"
    assert unescape_formula(f"'{text}") == text


def test_what_is_no_formula_stays() -> None:
    """Words, numbers and an apostrophe of one's own are handed out as they are."""
    assert [escape_formula(cell) for cell in ("经发局", -3, None, "'24年")] == ["经发局", -3, None, "'24年"]
    assert unescape_formula("'24年") == "'24年"


def test_plain_values() -> None:
    """What a program gets: absent is None, never NaN or blank; a 0 is a 0, dates are ISO text."""
    cells = [None, "", float("nan"), pd.NaT, np.float64(0), np.bool_(False), date(2024, 9, 30), "a"]  # noqa: FBT003
    assert [to_plain(cell) for cell in cells] == [None, None, None, None, 0.0, False, "2024-09-30", "a"]


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2024, 9, 30, 16, 30, tzinfo=UTC), "2024-10-01T00:30:00+08:00"),
        (pd.Timestamp("2024-12-31 15:59:59", tz="UTC"), "2024-12-31T23:59:59+08:00"),
        (pd.Timestamp("2025-01-01 09:00", tz="Asia/Tokyo"), "2025-01-01T08:00:00+08:00"),
    ],
)
def test_moments_are_chinas(moment: datetime, text: str) -> None:
    """A moment comes out on China's clock, whatever clock it was stored by."""
    assert to_plain(moment) == text


def test_records() -> None:
    """A frame's rows by column name."""
    assert records(pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})) == [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]


def test_plain_records() -> None:
    """A frame's rows as a program gets them."""
    assert plain_records(pd.DataFrame({"a": [1.5, float("nan")], "b": ["x", ""]})) == [
        {"a": 1.5, "b": "x"}, {"a": None, "b": None},
    ]  # fmt: skip
