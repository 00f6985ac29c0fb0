"""A board as plain values, for programs."""

from indicators.export.board_json import board_json, board_text

__all__ = ["board_json", "board_text"]
