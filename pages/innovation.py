"""创新引领提效: the enterprises recognised so far, and the platforms being built."""

from __future__ import annotations

from parts.board import Cards, Foot, Head, Timeline, Unlisted, Unreported
from parts.frame import current_board
from parts.sheet import Columns, show

ENTERPRISES = ("unicorns", "gazelles")

show(
    current_board("innovation"),
    Head(),
    Columns((Cards(ENTERPRISES), Timeline())),
    Unreported(),
    Unlisted(),
    Foot(),
)
