"""Workbooks as offices send them: xlsx by xlsxwriter, xls by xlwt, ods by hand."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import xlsxwriter
import xlwt

from tests.office_tables import ods as ods_of_rows
from tests.office_tables import zipped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Rows = Sequence[Sequence[Any]]

TABLE = [
    ["指标", "单位", "期间", "累计", "同比"],
    ["规上工业总产值", "亿元", "2024年1—9月", 1820.55, 5.4],
    ["全部工业开票销售", "亿元", "2024年1—9月", 2301.2, 6.1],
]
BOMB_BYTES = 120_000_000


def xlsx(write: Callable[[Any], None]) -> bytes:
    """A workbook that ``write`` fills."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        write(book)
    return content.getvalue()


def add_sheet(book: Any, name: str, rows: Rows) -> Any:
    """A sheet with these rows."""
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    return sheet


def of_rows(rows: Rows = TABLE) -> bytes:
    """A workbook of one sheet with these rows."""
    return xlsx(lambda book: add_sheet(book, "9月", rows))


def formatted() -> bytes:
    """Merged title rows, a heading of two rows, merged names, notes under the table."""

    def write(book: Any) -> None:
        sheet = book.add_worksheet("主要指标")
        sheet.merge_range("A1:F1", "武进国家高新区2024年9月主要经济指标完成情况表")
        sheet.merge_range("A2:F2", "填报单位：经发局　　　　　　单位：亿元、%")
        sheet.merge_range("A3:A4", "指标名称")
        sheet.merge_range("B3:C3", "本月")
        sheet.merge_range("D3:E3", "1-9月累计")
        sheet.merge_range("F3:F4", "年度目标")
        sheet.write_row("B4", ["完成", "同比±%", "完成", "同比±%"])
        sheet.write_row("A5", ["规上工业总产值", 210.35, 5.1, 1820.55, 5.4, 2500])
        sheet.write_row("A6", ["全部工业开票销售", 250.9, 6.6, 2301.2, 6.1, 3000])
        sheet.merge_range("A7:F7", "注：增速按可比价格计算。")
        sheet.merge_range("A8:F8", "制表人：李四　　审核人：王五　　制表日期：2024年10月16日")

    return xlsx(write)


def merged_units() -> bytes:
    """A cell merged over the unit of two rows, above another unit."""

    def write(book: Any) -> None:
        sheet = add_sheet(book, "9月", [["2024年1—9月"], ["指标", "单位", "累计"]])
        rows = [("规上工业总产值", 1820.55), ("全部工业开票销售", 2301.2), ("新签产业项目", 38)]
        for row, (name, value) in enumerate(rows, start=2):
            sheet.write_row(row, 0, [name, None, value])
        sheet.merge_range("B3:B4", "亿元")
        sheet.write("B5", "个")

    return xlsx(write)


def percent_cells() -> bytes:
    """0.072 formatted as a percentage: the sheet shows 7.2%, which is what the office means."""

    def write(book: Any) -> None:
        sheet = add_sheet(book, "9月", [["2024年9月"], ["指标", "单位", "累计", "同比"]])
        per_cent = book.add_format({"num_format": "0.0%"})
        sheet.write_row("A3", ["规上工业总产值", "亿元", 1820.55])
        sheet.write("D3", 0.072, per_cent)
        sheet.write_row("A4", ["一般公共预算收入增速", "%"])
        sheet.write("C4", 0.068, per_cent)

    return xlsx(write)


def dates() -> bytes:
    """Months as real dates, shown as 2024年9月."""

    def write(book: Any) -> None:
        sheet = add_sheet(book, "数据", [["月份", "规上工业总产值累计（亿元）", "新签项目累计（个）"]])
        month = book.add_format({"num_format": 'yyyy"年"m"月"'})
        for row, (day, output, projects) in enumerate(
            [(date(2024, 8, 1), 1610.2, 33), (date(2024, 9, 1), 1820.55, 38)], start=1
        ):
            sheet.write_datetime(row, 0, day, month)
            sheet.write_row(row, 1, [output, projects])

    return xlsx(write)


def formulas() -> bytes:
    """A formula with a result, one that divides by zero, one that found nothing."""

    def write(book: Any) -> None:
        sheet = add_sheet(book, "9月", [TABLE[0][:4]])
        for row, (name, value) in enumerate(
            [("规上工业总产值", 1820.55), ("全部工业开票销售", "#DIV/0!"), ("新增载体面积", "#N/A")], start=1
        ):
            unit = "万平方米" if name == "新增载体面积" else "亿元"
            sheet.write_row(row, 0, [name, unit, "2024-09"])
            sheet.write_formula(row, 3, "=B1/C1", None, value)

    return xlsx(write)


def several_sheets() -> bytes:
    """A cover without a table, the table, and last month's table."""

    def write(book: Any) -> None:
        add_sheet(book, "封面", [["2024年9月统计月报"], ["武进国家高新区经发局"]])
        add_sheet(book, "9月", TABLE)
        add_sheet(book, "8月", [TABLE[0], ["规上工业总产值", "亿元", "2024年1—8月", 1610.2, 5.2]])

    return xlsx(write)


def hidden_sheet() -> bytes:
    """A hidden sheet with old data before the current one."""

    def write(book: Any) -> None:
        add_sheet(book, "旧数据", [TABLE[0], ["规上工业总产值", "亿元", "2024年1—8月", 1.0, 1.0]]).hide()
        add_sheet(book, "9月", TABLE).activate()

    return xlsx(write)


def xls(rows: Rows = TABLE) -> bytes:
    """The table as Excel 97 and many older systems write it."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("9月")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write(number, place, cell)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def ods(rows: Rows = TABLE) -> bytes:
    """The table as LibreOffice and WPS save it."""

    def cell(value: Any) -> str:
        kind = 'office:value-type="string"'
        if not isinstance(value, str):
            kind = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"

    lines = (f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    return ods_of_rows("".join(lines), "9月")


def with_password() -> bytes:
    """As Excel wraps an encrypted xlsx: an OLE container whose stream is called EncryptedPackage."""
    name, hidden = "Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")
    content = bytearray(xls())
    place = content.rindex(name)
    content[place : place + len(hidden)] = hidden
    content[place + 64 : place + 66] = (len(hidden) + 2).to_bytes(2, "little")
    return bytes(content)


def bomb() -> bytes:
    """120 MB of blanks in 120 kB."""
    return zipped({"xl/workbook.xml": b" " * BOMB_BYTES})


def lying_bomb() -> bytes:
    """The same, whose directory declares a kilobyte."""
    return bomb().replace(BOMB_BYTES.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def far_xlsx() -> bytes:
    """One cell in the last corner of a sheet."""
    return xlsx(lambda book: book.add_worksheet("9月").write("XFD1048576", 1))


def with_rows(rows: bytes, strings: bytes = b"") -> bytes:
    """A workbook whose sheet, and whose list of texts, are written by hand."""
    with zipfile.ZipFile(io.BytesIO(of_rows())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet, texts = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
    before, _, rest = parts[sheet].partition(b"<sheetData>")
    parts[sheet] = b"".join(
        [before, b"<sheetData>", rows, b"</sheetData>", rest.partition(b"</sheetData>")[2]]
    )
    before, _, rest = parts[texts].partition(b"<si>")
    parts[texts] = b"".join([before, strings or b"<si>" + rest.rpartition(b"</si>")[0] + b"</si>", b"</sst>"])
    return zipped(parts)


def far_by_hand() -> bytes:
    """One cell in the last corner, its place in single quotes."""
    return with_rows(b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>")


def unclosed_cells() -> bytes:
    """100,000 cells that never close, in 8 kB."""
    return with_rows(b"<row r='1'>" + b"<c r='A1'><v>1" * 100_000)


def long_text() -> bytes:
    """One text of a megabyte in 400 cells."""
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 401))
    return with_rows(cells, b"<si><t>" + b"x" * (1 << 20) + b"</t></si>")


def same_text() -> bytes:
    """A text that a cell may have, in so many of them that they have 30 million letters."""
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 1001)
    )
    return with_rows(cells, b"<si><t>" + b"x" * 30_000 + b"</t></si>")


def wide_rows() -> bytes:
    """100 rows with one cell each, in the last column."""
    return with_rows(
        b"".join(b"<row r='%d'><c r='XFD%d'><v>1</v></c></row>" % (row, row) for row in range(1, 101))
    )


def merged_again() -> bytes:
    """The same 10,000 cells merged 1,000 times, under a unit."""
    rows = (
        "<row><c t='inlineStr'><is><t>亿元</t></is></c></row><row r='10000'><c r='B10000'><v>1</v></c></row>"
    )
    merged = (
        b"</sheetData><mergeCells>" + b"<mergeCell ref='A1:A10000'/>" * 1000 + b"</mergeCells><sheetData>"
    )
    return with_rows(rows.encode() + merged)


def swelling() -> bytes:
    """Elements that take 40 times the memory of their letters: 150 kB become gigabytes."""
    return with_rows(b"", b"<si>" + b'<r a=""/>' * 9_000_000 + b"</si>")


def looping_xls() -> bytes:
    """An old workbook each of whose sectors is followed by the first."""
    content = bytearray(xls())
    (table,) = struct.unpack_from("<i", content, 76)
    start = 512 + table * 512
    content[start : start + 512] = struct.pack("<i", 0) * 128
    return bytes(content)


BOOKS: dict[str, Callable[[], bytes]] = {
    "formatted": formatted,
    "merged_units": merged_units,
    "percent_cells": percent_cells,
    "dates": dates,
    "formulas": formulas,
    "several_sheets": several_sheets,
    "hidden_sheet": hidden_sheet,
    "xls": xls,
    "ods": ods,
    "with_password": with_password,
    "bomb": bomb,
    "lying_bomb": lying_bomb,
    "plain": of_rows,
    "text_numbers": lambda: of_rows([TABLE[0], [*TABLE[1][:3], "'1,820.55 ", "5.4%"]]),
    "cut_off": lambda: of_rows()[:-400],
    "word_document": lambda: zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
    "no_sheet_filled": lambda: of_rows([]),
}
