"""A board and its tables as plain values, for programs and spreadsheets."""

from indicators.export.board_json import board_json, board_text
from indicators.export.tables import observations_table, plans_table, values_by_year

__all__ = ["board_json", "board_text", "observations_table", "plans_table", "values_by_year"]
