"""Frames as plain values, and as CSV in which no cell runs as a formula, wherever the cell comes from."""

from __future__ import annotations

from datetime import date

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


def test_records() -> None:
    """A frame's rows by column name."""
    assert records(pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})) == [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]


def test_plain_records() -> None:
    """A frame's rows as a program gets them."""
    assert plain_records(pd.DataFrame({"a": [1.5, float("nan")], "b": ["x", ""]})) == [
        {"a": 1.5, "b": "x"}, {"a": None, "b": None},
    ]  # fmt: skip
