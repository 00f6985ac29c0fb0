"""Text that a spreadsheet would run as a formula is handed out with an apostrophe before it, and taken back without."""

from __future__ import annotations

from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(cell: object) -> object:
    """A cell as it may leave the house.

    >>> inert("=1+1"), inert("经发局"), inert(-3)
    ("'=1+1", '经发局', -3)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def as_meant(text: str) -> str:
    """Text as it was before ``inert``.

    >>> as_meant("'=1+1"), as_meant("'24年")
    ('=1+1', "'24年")
    """
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
