"""Pieces of 总览 and of the lifts' pages, each drawn from a board."""

from parts.board.agenda import Agenda
from parts.board.cards import Cards, Headlines
from parts.board.foot import Foot
from parts.board.head import Head
from parts.board.indicator_list import indicator_table
from parts.board.ladder import Ladder
from parts.board.lift_rows import LiftRows
from parts.board.timeline import Timeline
from parts.board.unreported import Unreported

__all__ = [
    "Agenda", "Cards", "Foot", "Head", "Headlines", "Ladder", "LiftRows", "Timeline", "Unreported",
    "indicator_table",
]  # fmt: skip
