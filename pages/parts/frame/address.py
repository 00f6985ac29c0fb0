"""Parameters of an address, and the queries of links to other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.evaluation import Board

THROUGH: Final = "through"  # the month looked at, of every page
MISSING: Final = "missing"  # the page that there is not; server/middleware.py writes it
INDICATOR: Final = "id"
COMPARE: Final = "compare"  # the edition compared with the tables as they are
# Of a meeting.
EDITION: Final = "edition"
SEQUENCE: Final = "sequence"
ONLY: Final = "only"
LIFTS: Final = "lifts"
THEME: Final = "theme"
FOLLOW: Final = "follow"
LEAD: Final = "lead"
EVERY: Final = "every"
SLIDE: Final = "slide"


def month_query(board: Board) -> dict[str, str]:
    """A link that keeps the month looked at."""
    return {THROUGH: board.through.key}


def indicator_query(board: Board, indicator: str) -> dict[str, str]:
    """A link to the page of an indicator."""
    return {INDICATOR: indicator} | month_query(board)


def meeting_address(edition: str, more: Mapping[str, str] | None = None) -> str:
    """The address of an edition's screens, as a link on a page has it."""
    return f"meeting?{urlencode({EDITION: edition, **(more or {})})}"
