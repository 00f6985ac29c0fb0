"""A page drawn at once: its HTML and its charts in one component."""

from parts.sheet.drawing import Columns, Drawing, Piece, chart_place
from parts.sheet.sheet import draw_sheet, show

__all__ = ["Columns", "Drawing", "Piece", "chart_place", "draw_sheet", "show"]
