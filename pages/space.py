"""载体建设提标: the area added this year and the two construction projects."""

from __future__ import annotations

from parts.board import Cards, Foot, Head, Timeline, Unlisted, Unreported
from parts.frame import current_board
from parts.sheet import Columns, show

AREA = ("new_premises_area",)

show(current_board("space"), Head(), Columns((Cards(AREA), Timeline())), Unreported(), Unlisted(), Foot())
