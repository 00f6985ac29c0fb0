"""Indicators and tasks of a board: cards, tiles, lists."""

from parts.board.agenda import agenda_list
from parts.board.cards import headline_cards, indicator_cards, project_ladder, unlisted_indicators
from parts.board.indicator_list import indicator_table
from parts.board.lift_tiles import lift_tile_grid
from parts.board.tasks import task_cards, task_section

__all__ = [
    "agenda_list", "headline_cards", "indicator_cards", "indicator_table", "lift_tile_grid",
    "project_ladder", "task_cards", "task_section", "unlisted_indicators",
]  # fmt: skip
