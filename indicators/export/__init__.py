"""What programs and people take away: a view of the tables as plain values, as tables and as files."""

from indicators.export.board_json import board_json, board_text
from indicators.export.records_json import indicators_json, observations_json
from indicators.export.report_files import REPORTS, ReportError, ReportFile, report_file
from indicators.export.table_files import TABLES, table_file
from indicators.export.view import View, ViewError, open_view

__all__ = [
    "REPORTS", "TABLES", "ReportError", "ReportFile", "View", "ViewError", "board_json", "board_text",
    "indicators_json", "observations_json", "open_view", "report_file", "table_file",
]  # fmt: skip
