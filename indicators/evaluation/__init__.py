"""What the numbers mean: plan to date, verdict, projection; all of it in one board."""

from indicators.evaluation.board import Board, board
from indicators.evaluation.months import default_month, months
from indicators.evaluation.progress import MONTHS
from indicators.evaluation.scenario import slider_range, year_end_if

__all__ = ["MONTHS", "Board", "board", "default_month", "months", "slider_range", "year_end_if"]
