"""产城融合提质: the land kept for industry and the areas being planned."""

from __future__ import annotations

from parts.board import Cards, Foot, Head, Timeline, Unlisted, Unreported
from parts.frame import current_board
from parts.sheet import Columns, show

LAND = ("reserved_land",)

show(current_board("city"), Head(), Columns((Cards(LAND), Timeline())), Unreported(), Unlisted(), Foot())
