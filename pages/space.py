"""载体建设提标: the area added this year and the two construction projects."""

from __future__ import annotations

from parts.board import Cards, Foot, Head, Unreported
from parts.frame import current_board
from parts.sheet import show

AREA = ("new_premises_area",)

show(current_board("space"), Head(), Cards(AREA), Unreported(), Foot())
