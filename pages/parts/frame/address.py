"""Query parameters of the pages, and links to other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.evaluation import Board

THROUGH: Final = "through"  # the month shown, on every page
INDICATOR: Final = "id"
COMPARE: Final = "compare"  # the edition to compare with the current tables
SECTION: Final = "section"  # of 管理 and 督办
YEAR: Final = "year"  # of 新年计划 and 年终
EDITION: Final = "edition"  # of 会议放映 and 通报
LIFT: Final = "lift"  # of 通报, and what is listed on 督办
# On 督办, what is listed:
UNIT: Final = "unit"
STATE: Final = "state"
# On 会议放映:
SEQUENCE: Final = "sequence"
ONLY: Final = "only"
LIFTS: Final = "lifts"
THEME: Final = "theme"
FOLLOW: Final = "follow"
LEAD: Final = "lead"
EVERY: Final = "every"  # seconds until the next screen comes automatically
SLIDE: Final = "slide"


def month_query(board: Board) -> dict[str, str]:
    """The query of a link that keeps the month shown."""
    return {THROUGH: board.through.key}


def indicator_query(board: Board, indicator: str) -> dict[str, str]:
    """The query of a link to an indicator's page."""
    return {INDICATOR: indicator} | month_query(board)


def follow_up_query(board: Board, lift: str) -> dict[str, str]:
    """The query of a link to the items of a lift."""
    return {LIFT: lift} | month_query(board)


def meeting_address(edition: str, more: Mapping[str, str] | None = None) -> str:
    """The address of an edition's screens, relative to the pages."""
    return f"meeting?{urlencode({EDITION: edition, **(more or {})})}"
