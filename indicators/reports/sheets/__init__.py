"""One lift or one indicator on standing A4: what it says first, its figures, charts and history."""

from indicators.reports.sheets.indicator import indicator_sheet
from indicators.reports.sheets.lift import lift_sheet

__all__ = ["indicator_sheet", "lift_sheet"]
