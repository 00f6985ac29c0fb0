"""What leaders take away: tables, slides, texts and sheets of paper, all made from a board."""

from indicators.reports.circular import Circular, circular
from indicators.reports.circular_document import TemplateError, circular_document
from indicators.reports.circular_template import circular_template
from indicators.reports.pdf import NoChineseFontError
from indicators.reports.progress_pdf import progress_pdf
from indicators.reports.progress_table import ProgressTable, progress_table
from indicators.reports.progress_workbook import progress_workbook
from indicators.reports.sheets import indicator_sheet, lift_sheet
from indicators.reports.slides import meeting_slides

__all__ = [
    "Circular",
    "NoChineseFontError",
    "ProgressTable",
    "TemplateError",
    "circular",
    "circular_document",
    "circular_template",
    "indicator_sheet",
    "lift_sheet",
    "meeting_slides",
    "progress_pdf",
    "progress_table",
    "progress_workbook",
]
