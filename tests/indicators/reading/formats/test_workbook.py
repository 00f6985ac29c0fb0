"""Workbooks as cells, whoever wrote them."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter
import xlwt

from indicators.reading.formats.detect import decode
from indicators.reading.issues import ReadingError
from tests.office_books import bomb, far_xlsx, lying_bomb, merged_units, xls
from tests.office_tables import ods, workbook, zipped

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).parents[1] / "samples"
MEGABYTE = 1 << 20
STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def cells_of(content: bytes) -> list[list[Any]]:
    """Cells of the first sheet."""
    return decode(content, "文件").sheets[0].cells


def refused(content: bytes) -> str:
    """The code with which a file is refused."""
    with pytest.raises(ReadingError) as caught:
        decode(content, "文件")
    return caught.value.issue.code


def rewritten(content: bytes, rewrite: Callable[[str], str]) -> bytes:
    """A workbook whose XML another program would have written otherwise."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return zipped({part: rewrite(archive.read(part).decode()) for part in archive.namelist()})


def old_workbook(rows: list[list[Any]], *, is_1904: bool = False) -> bytes:
    """An xls; a cell may be (value, number format)."""
    book = xlwt.Workbook()
    book.dates_1904 = is_1904
    sheet = book.add_sheet("九月")
    for row, line in enumerate(rows):
        for column, cell in enumerate(line):
            if isinstance(cell, tuple):
                sheet.write(row, column, cell[0], xlwt.easyxf(num_format_str=cell[1]))
            else:
                sheet.write(row, column, cell)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_workbook_cells() -> None:
    """Cells keep their types; percentages and errors of formulas are text, as the sheet shows them.

    A quoted sign of per cent is written behind the number, which it does not change.
    """
    rows = [
        [None, "累计", 1.5, True],
        [(0.075, "0.0%"), (0.075, '0.0"%"'), ("=1/0", "#DIV/0!"), ("=NA()", "#N/A")],
    ]
    source = decode(workbook(九月=rows, 十月=[["x"]]), "a.xlsx")
    assert source.format == "xlsx"
    assert [sheet.name for sheet in source.sheets] == ["九月", "十月"]
    assert source.sheets[0].cells == [[None, "累计", 1.5, True], ["7.5%", "0.075%", "#DIV/0!", "#N/A"]]


@pytest.mark.parametrize(
    "rewrite",
    [
        pytest.param(lambda xml: xml.replace('"', "'"), id="single quotes"),
        pytest.param(lambda xml: re.sub("|".join(STRICT), lambda found: STRICT[found[0]], xml), id="strict"),
        pytest.param(lambda xml: re.sub(r' r="[A-Z]*\d+"', "", xml), id="cells without places"),
        pytest.param(
            lambda xml: xml.replace('<family val="2"/>', '<family val="134"/>'), id="font of its own"
        ),
        pytest.param(
            lambda xml: xml.replace(
                "</sheetData>",
                '</sheetData><autoFilter ref="A1:B2"><filterColumn colId="0"><customFilters>'
                '<customFilter val="甲"/></customFilters></filterColumn></autoFilter>',
            ),
            id="filter of words",
        ),
        pytest.param(
            lambda xml: (
                re.sub(r"<(/?)(?=[a-z])", r"<\1x:", xml).replace(' xmlns="', ' xmlns:x="')
                if "spreadsheetml/2006/main" in xml
                else xml
            ),
            id="prefixes",
        ),
    ],
)
def test_xlsx_of_other_programs(rewrite: Callable[[str], str]) -> None:
    """Equal content is read equally, however a program writes it."""
    content = workbook(九月=[["指标", "同比"], ["甲", (0.052, "0.0%")]])
    assert rewritten(content, rewrite) != content
    assert cells_of(rewritten(content, rewrite)) == [["指标", "同比"], ["甲", "5.2%"]]


def test_rich_text() -> None:
    """Text in several fonts is one text, without the pronunciation above it."""
    runs = '<r><rPr><family val="134"/></rPr><t>规上</t></r><r><t>产值</t></r><rPh sb="0" eb="1"><t>guī</t></rPh>'
    content = rewritten(workbook(九月=[["名称"]]), lambda xml: xml.replace("<t>名称</t>", runs))
    assert cells_of(content) == [["规上产值"]]


@pytest.mark.parametrize("is_1904", [False, True])
def test_dates(is_1904: bool) -> None:  # noqa: FBT001
    """A day is the same in xlsx and xls, whichever year its workbook counts from."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "date_1904": is_1904}) as book:
        sheet = book.add_worksheet("九月")
        sheet.write_datetime(0, 0, date(2024, 9, 1), book.add_format({"num_format": 'yyyy"年"m"月"'}))
    assert cells_of(buffer.getvalue()) == [[date(2024, 9, 1)]]
    serial = 45536 - (1462 if is_1904 else 0)
    assert cells_of(old_workbook([[(serial, "yyyy-mm-dd")]], is_1904=is_1904)) == [[date(2024, 9, 1)]]


def test_old_workbook_cells() -> None:
    """Cells of an xls as those of an xlsx."""
    source = decode((SAMPLES / "percent.xls").read_bytes(), "a.xls")
    assert source.format == "xls"
    assert source.sheets[0].cells[2:6] == [
        ["规上工业总产值", 1842.6, "7.5%"], ["固定资产投资", 12.0, "50%"], ["新签产业项目", 3.0, "7.5%"], ["坏公式", "#DIV/0!"],
    ]  # fmt: skip
    assert cells_of(old_workbook([["甲", True, (0.052, "0.0%"), (5.2, "0.0_%")]])) == [
        ["甲", True, "5.2%", 5.2]
    ]


def test_labels_of_old_workbooks() -> None:
    """Labels of an xls are UTF-16, whatever code page the file names."""
    rows = [["2024年1-9月"], ["指标", "单位", "累计"], ["甲产值", "亿元", 900]]
    assert cells_of((SAMPLES / "label_records.xls").read_bytes()) == rows


def test_merged_units() -> None:
    """A unit merged down a column is that of all its rows, in xlsx and in xls."""
    assert [row[1] for row in cells_of(merged_units())[2:]] == ["亿元", "亿元", "个"]
    book = xlwt.Workbook()
    sheet = book.add_sheet("九月")
    sheet.write_merge(0, 1, 1, 1, "亿元")
    sheet.write(1, 0, "甲")
    content = io.BytesIO()
    book.save(content)
    assert cells_of(content.getvalue()) == [[None, "亿元"], ["甲", "亿元"]]


SHOWN = [
    ["指标", (45300, 'm"月"d"日"'), "同比"],
    ["甲", (128_550_000, '0.00,,"百万元"'), (0.052, "0.0%")],
    ["乙", (90_000_000_000, "0!.00,,"), (-5.2, "0.00;[Red]-0.00")],
    ["丙", (68, '0"家"'), (-5.2, "0.0;0.0")],
]
MEANT = [
    ["指标", date(2024, 1, 9), "同比"],
    ["甲", "128.55百万元", "5.2%"],
    ["乙", 900.0, -5.2],
    ["丙", "68家", "-5.2（格式“0.0;0.0”）"],
]
ON_SHEET = {(0, 1): "1月9日", (2, 1): "900.00"}


@pytest.mark.parametrize("made", [lambda rows: workbook(九月=rows), old_workbook], ids=["xlsx", "xls"])
def test_cells_as_shown(made: Callable[[list[list[Any]]], bytes]) -> None:
    """Cells mean what the sheet shows; its text is kept where it is not the cell itself."""
    sheet = decode(made(SHOWN), "文件").sheets[0]
    assert (sheet.cells, sheet.shown) == (MEANT, ON_SHEET)


@pytest.mark.parametrize(
    ("name", "row", "column", "cell", "shown"),
    [("date_cell_of_typed_1-9", 1, 2, date(2024, 1, 9), "1月9日"), ("scaling_format", 2, 1, 900.0, "900.00"),
     ("underscore_percent", 2, 3, 5.2, None), ("strict_percent", 2, 3, "5.2%", None), ("strict_percent", 3, 2, "38%", None),
     ("single_quoted_percent", 3, 2, "38%", None), ("formula_without_result", 2, 2, "=800+100", None)],
)  # fmt: skip
def test_samples(name: str, row: int, column: int, cell: Any, shown: str | None) -> None:
    """Cells that other readers have taken for other numbers."""
    sheet = decode((SAMPLES / f"{name}.xlsx").read_bytes(), name).sheets[0]
    assert (sheet.cells[row][column], sheet.shown.get((row, column))) == (cell, shown)


def test_merged_cells() -> None:
    """Merged cells are named by their first and last row and column, in xlsx, xls and ods."""
    assert decode((SAMPLES / "merged_months.xlsx").read_bytes(), "a.xlsx").sheets[0].merged == ((2, 2, 2, 3),)
    assert decode(merged_units(), "a.xlsx").sheets[0].merged == ((2, 1, 3, 1),)
    book = xlwt.Workbook()
    book.add_sheet("九月").write_merge(0, 1, 1, 3, "1—2月")
    content = io.BytesIO()
    book.save(content)
    assert decode(content.getvalue(), "a.xls").sheets[0].merged == ((0, 1, 1, 3),)
    spans = 'table:number-columns-spanned="2" table:number-rows-spanned="1"'
    row = ods_cell("float", "210", f'office:value="210" {spans}') + "<table:covered-table-cell/>"
    assert decode(ods(f"<table:table-row>{row}</table:table-row>"), "a.ods").sheets[0].merged == (
        (0, 0, 0, 1),
    )


def with_cell(xml: str) -> list[list[Any]]:
    """Cells of an xlsx whose cell A1 is written so."""
    return cells_of(
        rewritten(workbook(九月=[[1.5, "甲"]]), lambda part: re.sub('<c r="A1">.*?</c>', xml, part))
    )


@pytest.mark.parametrize(
    ("xml", "cell"),
    [('<c r="A1"><f>SUM(B2:B9)</f></c>', "=SUM(B2:B9)"), ('<c r="A1"><f>B2/C2</f><v/></c>', "=B2/C2"),
     ('<c r="A1"><f t="shared" si="0"/></c>', "=…"), ('<c r="A1" t="n"><f>1+1</f><v></v></c>', "=1+1"),
     ('<c r="A1" t="str"><f>B2&amp;""</f><v></v></c>', None), ('<c r="A1"><f>1+1</f><v>2</v></c>', 2.0), ('<c r="A1"/>', None)],
)  # fmt: skip
def test_formulas(xml: str, cell: Any) -> None:
    """A formula without a saved result is no blank: the cell is the formula; a result of no text is a blank."""
    assert with_cell(xml) == [[cell, "甲"]]


def test_days_that_are_stored_as_days() -> None:
    """A day may stand in an xlsx as its ISO date; text of formulas and text in place are text."""
    assert with_cell('<c r="A1" t="d"><v>2024-01-09</v></c>') == [[date(2024, 1, 9), "甲"]]
    assert with_cell('<c r="A1" t="str"><f>B1</f><v>亿元</v></c>') == [["亿元", "甲"]]
    runs = "<is><r><t>规上</t></r><r><t>产值</t></r></is>"
    assert with_cell(f'<c r="A1" t="inlineStr">{runs}</c>') == [["规上产值", "甲"]]


def test_formulas_of_programs() -> None:
    """A program that computes nothing saves 0 for each formula, and asks Excel to compute when it opens the file."""
    rows = [[("=800+100", 0), ("=800+100", 900), 0]]
    assert cells_of(workbook(九月=rows)) == [["=800+100", 900.0, 0.0]]
    computed = rewritten(workbook(九月=rows), lambda xml: xml.replace(' fullCalcOnLoad="1"', ""))
    assert cells_of(computed) == [[0.0, 900.0, 0.0]]


def test_escaped_text() -> None:
    """A line's end that a program wrote as _x000D_ is one."""
    content = rewritten(
        workbook(九月=[["累计亿元"]]), lambda xml: xml.replace("累计亿元", "累计_x000D_\n亿元")
    )
    assert cells_of(content) == [["累计\r\n亿元"]]


def ods_cell(kind: str, text: str, more: str = "") -> str:
    """A cell of an ods."""
    return f'<table:table-cell office:value-type="{kind}" {more}><text:p>{text}</text:p></table:table-cell>'


def test_open_document_cells() -> None:
    """Cells of an ods as those of an xlsx, repeated ones included; notes to a cell are not its text."""
    percent, twice = 'office:value="0.075"', 'office:value="0.075" table:number-columns-repeated="2"'
    note = "<office:annotation><text:p>旁注</text:p></office:annotation>"
    rows = [
        '<table:table-cell table:number-columns-repeated="2"/>' + ods_cell("float", "2", 'office:value="2"'),
        ods_cell("percentage", "7.5%", percent) + ods_cell("percentage", "8%", twice),
        ods_cell("string", "#DIV/0!", 'table:formula="of:=1/0" calcext:value-type="error"')
        + ods_cell("boolean", "是", 'office:boolean-value="true"')
        + ods_cell("date", "9月", 'office:date-value="2024-09-01T00:00:00"'),
        (
            f'<table:table-cell office:value-type="string">{note}<text:p>规上<text:s/>产值</text:p><text:p>亿元</text:p>'
            "</table:table-cell>"
        ),
        '<table:table-cell table:number-columns-repeated="16384"/>',
    ]
    times = [1, 2, 1, 1, 1048570]
    content = ods(
        "".join(
            f'<table:table-row table:number-rows-repeated="{n}">{row}</table:table-row>'
            for n, row in zip(times, rows, strict=True)
        )
    )
    assert decode(content, "a.ods").format == "ods"
    assert cells_of(content) == [
        [None, None, 2.0], ["7.5%"] * 3, ["7.5%"] * 3, ["#DIV/0!", True, date(2024, 9, 1)], ["规上 产值\n亿元"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "value", "cell"),
    [("float", "12.50万元", 12.5034, "12.5034万元"), ("float", "900.00", 90_000_000_000, 900.0), ("float", "1,234.6", 1234.56, 1234.56),
     ("float", "5.2%", 5.2, "5.2%"), ("percentage", "5.2%", 0.0519, "5.19%"), ("currency", "¥900.50", 900.5, 900.5),
     ("float", "9月", 9, "9月"), ("float", "约900", 900, "约900"), ("float", "-", 0, 0.0), ("float", "1.23E+06", 1234567, 1234567.0),
     ("float", "5.2", -5.2, "-5.2（显示为“5.2”）"), ("float", "0.00", 9960, "9960（显示为“0.00”）"), ("float", "", 7, 7.0), ("float", "5", 1e30, "1000000000000000000000000000000（显示为“5”）")],
)  # fmt: skip
def test_open_document_numbers(kind: str, text: str, value: float, cell: Any) -> None:
    """A number of an ods has all its digits, in the size and with the unit of its text on the sheet."""
    row = ods_cell(kind, text, f'office:value="{value}"')
    assert cells_of(ods(f"<table:table-row>{row}</table:table-row>")) == [[cell]]


def test_open_document_texts() -> None:
    """Text of a date or of another size is kept; a formula whose result was never saved is the cell."""
    row = ods_cell("date", "1月9日", 'office:date-value="2024-01-09"')
    row += '<table:table-cell table:formula="of:=SUM([.B2:.B9])"/>'
    row += (
        '<table:table-cell table:formula="of:=[.B2]" office:value-type="string"><text:p/></table:table-cell>'
    )
    row += ods_cell("float", "1,234.6", 'office:value="1234.56"') + ods_cell(
        "float", "9.00", 'office:value="9e8"'
    )
    sheet = decode(ods(f"<table:table-row>{row}</table:table-row>"), "a.ods").sheets[0]
    assert sheet.cells == [[date(2024, 1, 9), "=SUM([.B2:.B9])", None, 1234.56, 9.0]]
    assert sheet.shown == {(0, 0): "1月9日", (0, 4): "9.00"}


def test_hidden_sheet_of_an_open_document() -> None:
    """A hidden sheet of an ods is not read."""
    row = f"<table:table-row>{ods_cell('string', '甲')}</table:table-row>"
    styles = (
        '<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><style:style '
        'style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    second = f'</table:table><table:table table:name="旧" table:style-name="ta2">{row}'
    content = rewritten(ods(row + second), lambda xml: xml.replace("<office:body>", f"{styles}<office:body>"))
    assert [sheet.name for sheet in decode(content, "a.ods").sheets] == ["九月"]


def far_ods() -> bytes:
    """The same of an ods, repeated until there."""
    cell = ods_cell("float", "1", 'office:value="1" table:number-columns-repeated="16384"')
    return ods(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


def entity_bomb() -> bytes:
    """Ten entities, each ten times the one before."""
    lines = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)]
    document = f'<!DOCTYPE b [<!ENTITY e0 "0123456789">{"".join(lines)}]>'
    text = "<t>&e9;</t>"
    return rewritten(
        workbook(九月=[["名称"]]), lambda xml: f"{document}{text.join(xml.partition('?>')[2].split('<t>名称</t>'))}"
        if "名称" in xml else xml,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("made", "code"),
    [(bomb, "too_large"), (lying_bomb, "damaged"), (far_xlsx, "too_large"), (far_ods, "too_large"),
     (entity_bomb, "damaged")],
)  # fmt: skip
def test_swollen_files(made: Callable[[], bytes], code: str) -> None:
    """What would swell is refused before it does, also when its directory lies."""
    content = made()
    assert len(content) < MEGABYTE
    tracemalloc.start()
    try:
        assert refused(content) == code
        assert tracemalloc.get_traced_memory()[1] < 50 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_far_cell_of_an_old_workbook() -> None:
    """The last corner of an xls is near enough; the blanks before it cost nothing."""
    book = xlwt.Workbook()
    book.add_sheet("九月").write(65535, 255, "甲")
    content = io.BytesIO()
    book.save(content)
    cells = cells_of(content.getvalue())
    assert (len(cells), cells[0], len(cells[-1])) == (65536, [], 256)


def test_old_workbook_with_password() -> None:
    """An xls with a password is refused as encrypted."""
    code_page, file_pass = b"\x42\x00\x02\x00\xb0\x04", b"\x2f\x00\x02\x00\x01\x00"
    assert code_page in xls()
    assert refused(xls().replace(code_page, file_pass)) == "encrypted"


def test_rows_that_are_only_coloured() -> None:
    """Blank cells with a format, however far away, are no cells."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "甲")
        sheet.write_blank("XFD1048576", None, book.add_format({"bg_color": "red"}))
    assert cells_of(buffer.getvalue()) == [["甲"]]
