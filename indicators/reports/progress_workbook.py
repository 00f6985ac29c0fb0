"""完成情况表 as a workbook: native, printable as it is on lying sheets of A4, its numbers numbers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from indicators.reports.progress_table import HEADINGS, Figure

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from indicators.reports.progress_table import Line, ProgressTable

# Characters wide, a Chinese one counting as two.
_WIDTHS: Final = (33, 11, 23, 13, 14, 11, 13, 15, 18, 24)
_FONT: Final = {"font_name": "Microsoft YaHei", "font_size": 11, "valign": "vcenter", "text_wrap": True}
_BOX: Final = _FONT | {"border": 1, "border_color": "#b6c0cd"}
# Colour only supports the word and the shape.
_TONES: Final = {"good": "#0b6b3a", "warn": "#8a5200", "bad": "#a3161f", "none": "#44546a"}
_A4: Final = 9
_CHARACTERS_A_LINE: Final = 170
_LINE_HEIGHT, _ROW_HEIGHT = 17, 21
_INDENT: Final = 3
_VERDICT: Final = HEADINGS.index("评价")
_CENTRED: Final = {HEADINGS.index(heading) for heading in ("单位", "本期累计", "同比", "完成率", "时序差")}


def progress_workbook(table: ProgressTable) -> bytes:
    """The table as xlsx: heading rows repeated on each sheet of paper, as wide as the paper, as long as it needs."""
    buffer = io.BytesIO()
    as_text = dict.fromkeys(("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False)
    with xlsxwriter.Workbook(buffer, {"in_memory": True} | as_text) as book:
        book.set_properties({"title": table.title, "subject": table.as_of})
        sheet = book.add_worksheet("完成情况表")
        formats = _Formats(book)
        last = len(HEADINGS) - 1
        for row, (text, height, style) in enumerate((
            (table.title, 34, {"bold": True, "font_size": 18, "align": "center", "border": 0}),
            (table.message, 24, {"bold": True, "font_size": 13, "align": "center", "border": 0}),
            (table.as_of, 18, {"align": "right", "border": 0}),
        )):  # fmt: skip
            sheet.set_row(row, height)
            sheet.merge_range(row, 0, row, last, text, formats.of(style))
        heads = formats.of({"bold": True, "bg_color": "#14407a", "font_color": "#ffffff", "align": "center"})
        sheet.set_row(3, 24)
        for column, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write(3, column, heading, heads)
        row = 4
        for name, lines in table.sections:
            sheet.merge_range(
                row, 0, row, last, name, formats.of({"bold": True, "bg_color": "#eaeef3", "align": "left"})
            )
            row += 1
            for line in lines:
                sheet.set_row(row, _height(line))
                _write_line(sheet, row, line, formats)
                row += 1
        _mark_verdicts(sheet, book, last_row=row - 1)
        body = row
        for note in table.footnotes:
            lines_needed = -(-_width(note) // _CHARACTERS_A_LINE)
            sheet.set_row(row, _LINE_HEIGHT * lines_needed)
            sheet.merge_range(row, 0, row, last, note, formats.of({"border": 0, "font_size": 10}))
            row += 1
        _set_up_paper(sheet, table, row, body)
    return buffer.getvalue()


def _height(line: Line) -> int:
    """Room for the longest of its texts, each in lines as wide as its column."""
    texts = {0: line.name, 1: line.unit, 2: line.plan, 8: line.responsible_unit, 9: line.source}
    lines = max(-(-_width(text) // (_WIDTHS[column] - _INDENT)) for column, text in texts.items())
    return max(_ROW_HEIGHT, lines * _LINE_HEIGHT)


def _width(text: str) -> int:
    """How many columns of a letter's width it takes; a Chinese character takes two."""
    return sum(1 if letter.isascii() else 2 for letter in text)


class _Formats:
    """Formats of a workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, style: dict[str, Any]) -> Format:
        key = tuple(sorted(style.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(_BOX | style)
        return self._made[key]


def _write_line(sheet: Worksheet, row: int, line: Line, formats: _Formats) -> None:
    cells: tuple[Figure | str, ...] = (
        line.name, line.unit, line.plan, line.actual, line.yoy, line.completion, line.gap,
        f"{line.verdict.shape} {line.verdict.word}", line.responsible_unit, line.source,
    )  # fmt: skip
    for column, cell in enumerate(cells):
        if isinstance(cell, Figure) and cell.value is not None:
            # No indent: LibreOffice leaves it out of some, which then stand out of line.
            style: dict[str, Any] = {"align": "right", "num_format": cell.number_format}
            sheet.write_number(row, column, cell.value, formats.of(style))
        else:
            text = cell.text if isinstance(cell, Figure) else cell
            style = {"align": "center"} if column in _CENTRED else {"align": "left", "indent": 1}
            sheet.write_string(row, column, text, formats.of(style))


def _mark_verdicts(sheet: Worksheet, book: xlsxwriter.Workbook, *, last_row: int) -> None:
    """The colour follows the word, also where somebody changes it."""
    for words, tone in ((("已完成", "达到时序"), "good"), (("略慢",), "warn"), (("滞后",), "bad")):
        for word in words:
            rule = {
                "type": "text", "criteria": "containing", "value": word,
                "format": book.add_format({"bold": True, "font_color": _TONES[tone]}),
            }  # fmt: skip
            sheet.conditional_format(4, _VERDICT, max(last_row, 4), _VERDICT, rule)


def _set_up_paper(sheet: Worksheet, table: ProgressTable, rows: int, body: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.45, bottom=0.55)
    sheet.center_horizontally()
    sheet.repeat_rows(0, 3)
    sheet.print_area(0, 0, rows - 1, len(HEADINGS) - 1)
    # A table of usual length on one sheet; a long one stays readable on several.
    sheet.fit_to_pages(1, 1 if body <= 32 else 0)  # noqa: PLR2004 - rows that are readable on one sheet
    sheet.freeze_panes(4, 1)
    sheet.set_footer(f"&L{table.as_of}&R第 &P 页 共 &N 页")
