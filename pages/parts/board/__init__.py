"""Pieces of 总览 and of the lifts' pages, each drawn from a board."""

from parts.board.agenda import Agenda
from parts.board.cards import Cards, Headlines
from parts.board.foot import Foot
from parts.board.head import Head
from parts.board.ladder import Ladder
from parts.board.lift_rows import LiftRows
from parts.board.links import indicator_link, lift_link
from parts.board.timeline import Timeline
from parts.board.unlisted import Unlisted, unlisted_html
from parts.board.unreported import Unreported, folded_html

__all__ = [
    "Agenda", "Cards", "Foot", "Head", "Headlines", "Ladder", "LiftRows", "Timeline", "Unlisted",
    "Unreported", "folded_html", "indicator_link", "lift_link", "unlisted_html",
]  # fmt: skip
