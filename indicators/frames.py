"""Frames as plain values and as CSV that is safe to open."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from indicators.labels import is_missing
from indicators.period import iso_time

if TYPE_CHECKING:
    import pandas as pd

# What a spreadsheet takes for the beginning of a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A frame's rows by column name."""
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]


def plain_records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A frame's rows by column name, each cell as a plain value."""
    return [{name: to_plain(cell) for name, cell in row.items()} for row in records(frame)]


def to_plain(value: object) -> object:
    """One cell as a plain value: NaN, NaT, blank text and NA are None, dates and moments (China's) ISO text."""
    if value is None or value == "" or is_missing(value):
        return None
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, datetime) and value.tzinfo is not None:
        return iso_time(value)
    return value.isoformat() if isinstance(value, date) else value


def as_csv(table: pd.DataFrame) -> bytes:
    """UTF-8 with BOM, which Excel and WPS on Windows open as Chinese; no cell runs as a formula."""
    text = table.select_dtypes(exclude="number").columns
    safe = table.copy()
    safe[text] = safe[text].map(escape_formula)
    return safe.to_csv(index=False).encode("utf-8-sig")


def escape_formula(cell: object) -> object:
    """A cell as it may be handed out: text that would run as a formula gets an apostrophe before it.

    >>> escape_formula("=1+1"), escape_formula("经发局"), escape_formula(-3)
    ("'=1+1", '经发局', -3)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def unescape_formula(text: str) -> str:
    """Text as it was before ``escape_formula``.

    >>> unescape_formula("'=1+1"), unescape_formula("'24年")
    ('=1+1', "'24年")
    """
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
