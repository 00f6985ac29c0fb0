"""完成情况表 as a workbook: numbers are numbers, and it is ready to be printed."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from indicators.evaluation import board
from indicators.period import Period
from indicators.reports.progress_table import HEADINGS, Figure, progress_table
from indicators.reports.progress_workbook import progress_workbook

if TYPE_CHECKING:
    from indicators.store.store import Store

SEPTEMBER = Period(2024, 9)


def test_as_the_table(simulated: Store) -> None:
    """Each line stands in the sheet with its numbers, unrounded; what has no number is a text."""
    table = progress_table(board(simulated.snapshot(), None, SEPTEMBER))
    sheet = openpyxl.load_workbook(io.BytesIO(progress_workbook(table))).active
    assert sheet["A1"].value == table.title
    by_name = {row[0].value: row for row in sheet.iter_rows(min_row=5)}
    for _, lines in table.sections:
        for line in lines:
            cells = by_name[line.name]
            for place, figure in enumerate((line.actual, line.yoy, line.completion, line.gap), start=3):
                if isinstance(figure, Figure) and figure.value is not None:
                    assert cells[place].value == pytest.approx(figure.value, rel=1e-14)
                    assert cells[place].number_format == figure.number_format
                else:
                    assert isinstance(cells[place].value, str)
            assert cells[7].value == f"{line.verdict.shape} {line.verdict.word}"


def test_ready_for_the_printer(simulated: Store) -> None:
    """Lying A4, one sheet wide, headings on each sheet and always in sight, verdicts marked by rule."""
    table = progress_table(board(simulated.snapshot(), None, SEPTEMBER))
    sheet = openpyxl.load_workbook(io.BytesIO(progress_workbook(table))).active
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    # What is not said is one sheet.
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, 1)
    assert sheet.print_title_rows == "$1:$4"
    assert sheet.freeze_panes == "B5"
    assert sheet.print_area == f"'完成情况表'!$A$1:$J${sheet.max_row}"
    words = {rule.text for rules in sheet.conditional_formatting for rule in rules.rules}
    assert words == {"已完成", "达到时序", "略慢", "滞后"}
    assert [cell.value for cell in sheet[4]] == list(HEADINGS)


def test_long_words_have_room(simulated: Store) -> None:
    """A row is as high as its longest text needs: two lines of words are higher than one."""
    shown = board(simulated.snapshot(), None, SEPTEMBER)
    rows = shown.indicators.assign(wording="力争突破2500亿元，并在全市各板块中保持前列、力争走在苏南前列")
    heights = [
        openpyxl.load_workbook(io.BytesIO(progress_workbook(progress_table(table))))
        .active.row_dimensions[6]
        .height
        for table in (shown, replace(shown, indicators=rows))
    ]
    assert heights == [21, 51]


def test_names_are_no_formulas(simulated: Store) -> None:
    """A name that begins with = stays a name."""
    snapshot = simulated.snapshot()
    catalogue = snapshot.catalogue.assign(name="=1+1")
    named = type(snapshot)(snapshot.versions, {**snapshot.log, "catalogue": catalogue})
    table = progress_table(board(named, None, SEPTEMBER))
    sheet = openpyxl.load_workbook(io.BytesIO(progress_workbook(table))).active
    assert {sheet.cell(6, 1).value, sheet.cell(6, 1).data_type} == {"=1+1", "s"}
