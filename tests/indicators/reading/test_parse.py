"""The same table in every layout gives the same entries; what cannot be read is reported with its place."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.reading.issues import ReadingError
from indicators.reading.layout.classify import classify_file
from indicators.reading.parse import parse_file
from indicators.reading.parsed import DecodedFile, ReadOverrides, Sheet
from indicators.reading.propose import propose
from tests.office_tables import NAMES, codes, read, understood, values, workbook

if TYPE_CHECKING:
    from indicators.reading.parsed import Table

SAMPLES = Path(__file__).parent / "samples"
OUTPUT, PROJECTS, INVESTMENT = NAMES
TITLE = "2024年9月主要经济指标完成情况\n单位：亿元\n"


def of_cells(sheet: str, cells: list[list[Any]]) -> Table:
    """The table of a workbook of these cells."""
    sheets = classify_file(DecodedFile("xlsx", "", "", (Sheet(sheet, cells),)), NAMES)
    return parse_file(sheets, propose(sheets, ""))


def test_template() -> None:
    """The template that departments fill in is read without an issue."""
    layout, table = understood(
        "指标,单位,期间,数值（累计）,同比（%）,状态,备注\n"
        '规上工业总产值,亿元,2024-09,"1,842.6",7.5,快报,含修正\n新签产业项目,个,2024-09,——,,,\n\n'
        "说明：数值按1月起累计填写。,,,,,,\n"
    )
    (understanding,) = layout.tables
    assert (table.subject, understanding.form, understanding.header_rows) == ("observations", "long", (1, 1))
    assert (table.issues, layout.is_settled) == ([], True)
    first = table.entries.iloc[0].to_dict()
    assert first == {
        "sheet": "", "row": 2, "column": "D“数值（累计）”", "name": OUTPUT, "period": "2024-09", "span": "ytd", "measure": "ytd",
        "value": 1842.6, "found": "1,842.6", "unit": "亿元", "state": "快报", "note": "含修正",
    }  # fmt: skip
    assert values(table)[OUTPUT, "2024-09", "growth"] == 7.5
    assert pd.isna(values(table)[PROJECTS, "2024-09", "ytd"])
    assert len(table.entries) == 4


@pytest.mark.parametrize("name", ["nbs_jiangsu.csv", "nbs_jiangsu.xls"])
def test_statistics_bureau(name: str) -> None:
    """Exports of the 国家统计局 are read as they are: names carry unit and measure, Januaries are no value."""
    layout, table = understood((SAMPLES / name).read_bytes())
    (understanding,) = layout.tables
    assert (understanding.form, understanding.header_rows, len(table.entries)) == ("wide", (4, 4), 144)
    assert (table.issues, layout.is_settled) == ([], True)
    found = values(table)
    assert found["房地产投资", "2019-12", "ytd"] == 12009.35
    assert found["房地产投资", "2019-12", "growth"] == 9.4
    assert pd.isna(found["房地产投资", "2018-01", "ytd"])
    units = table.entries.astype(str).groupby("measure")["unit"].unique()
    assert {measure: list(unit) for measure, unit in units.items()} == {"growth": ["%"], "ytd": ["亿元"]}


def test_single_month_next_to_a_year_to_date() -> None:
    """9月 next to 1—9月 is the month's own value, alone it is one since January; either is inferred, and asked about."""
    layout, both = understood("2024年\n指标,9月,1-9月\n规上工业总产值,1,2\n")
    assert values(both) == {(OUTPUT, "2024-09", "month"): 1, (OUTPUT, "2024-09", "value"): 2}
    assert layout.tables[0].inferred == ["period", "B"]
    layout, alone = understood("2024年\n指标,8月,9月\n规上工业总产值,1,2\n")
    assert values(alone) == {(OUTPUT, "2024-08", "ytd"): 1, (OUTPUT, "2024-09", "ytd"): 2}
    assert layout.tables[0].inferred == ["period", "B", "C"]


def test_growth_of_the_month_is_ignored() -> None:
    """同比 right of 本月 is the month's own and is not used, which is asked about; only growth since January is kept."""
    layout, table = understood(TITLE + "指标,本月,同比,累计,同比\n规上工业总产值,1,2,3,4\n")
    assert values(table)[OUTPUT, "2024-09", "growth"] == 4
    assert layout.tables[0].columns[2].use == "unused"
    assert "C" in layout.tables[0].inferred


def test_workbooks() -> None:
    """In a workbook dates, serial numbers of dates and percentages are read as shown; other sheets are named."""
    day = workbook(
        说明=[["填写说明"]],
        九月=[
            ["指标", "期间", "累计", "同比"],
            [OUTPUT, (45536, "yyyy-mm"), 5, (0.075, "0.0%")],
            [OUTPUT, 45566, 6, None],
        ],
    )
    table = read(day)
    assert (table.sheet, codes(table)) == ("九月", ["other_sheets"])
    assert table.issues[0].severity == "info"
    found = values(table)
    assert found[OUTPUT, "2024-09", "ytd"] == 5
    assert found[OUTPUT, "2024-10", "ytd"] == 6
    assert found[OUTPUT, "2024-09", "growth"] == 7.5
    across = workbook(表=[[None, OUTPUT], [date(2024, 9, 1), 1]])
    assert codes(read(across)) == ["no_header"]


def test_overrides() -> None:
    """What the person chose counts where the file names no year or month, and decides sheet and heading."""
    months = "指标,9月累计\n规上工业总产值,1\n"
    assert codes(read(months)) == ["missing_year"]
    assert values(read(months, ReadOverrides(year=2023))) == {(OUTPUT, "2023-09", "ytd"): 1}
    bare = "指标,累计\n规上工业总产值,1\n"
    assert codes(read(bare)) == ["missing_period"]
    assert values(read(bare, ReadOverrides(period="2024-09"))) == {(OUTPUT, "2024-09", "ytd"): 1}
    twice = "指标,2022年9月累计\n规上工业总产值,1\n指标,2024年9月累计\n规上工业总产值,2\n"
    assert values(read(twice, ReadOverrides(header_row=3))) == {(OUTPUT, "2024-09", "ytd"): 2}
    book = workbook(甲=[["指标", "2024年1-8月"], [OUTPUT, 1]], 乙=[["指标", "2024年1-9月"], [OUTPUT, 2]])
    assert values(read(book, ReadOverrides(sheet="乙"))) == {(OUTPUT, "2024-09", "value"): 2}
    with pytest.raises(ReadingError):
        read(book, ReadOverrides(sheet="丙"))


PROBLEMS = {
    "指标,期间,数值\nA,2024-09,约5\n": ("unreadable_number", 2, "C“数值”", "约5"),
    '指标,期间,数值\nA,2024-09,1\nB,2024-09,"1,23,4"\n': ("unreadable_number", 3, "C“数值”", "1,23,4"),
    "指标,期间,数值\nA,2024-09,#DIV/0!\n": ("formula_error", 2, "C“数值”", "#DIV/0!"),
    "指标,期间,数值,同比\nA,下半年,1,2\nB,2024-09,1,2\n": ("unreadable_period", 2, "B“期间”", "下半年"),
    "指标,期间,数值\nA,2024-09,1\nB,9月,1\n": ("missing_year", 3, "B“期间”", "9月"),
    "指标,期间,数值\nA,2024-09,1\nB,,1\nC,2024-09,1\n": ("missing_period", 3, "B“期间”", ""),
    "指标,年份,1-9月\nA,2024,1\nB,去年,1\n": ("unreadable_period", 3, "B“年份”", "去年"),
    "指标,2024年9月\nA,1\n,2\n": ("missing_name", 3, "A“指标”", ""),
    "指标,2024年9月,备注\nA,1,\n指标,东,西\nB,甲,乙\n": ("second_heading", 3, "", ""),
}


@pytest.mark.parametrize(("file", "expected"), PROBLEMS.items())
def test_problems(file: str, expected: tuple[str, int, str, str]) -> None:
    """What cannot be read is one problem with row, column, the value found and what would be right."""
    table = read(file)
    found = [(f.code, f.row, f.column, f.found) for f in table.issues]
    assert found == [expected]
    assert table.issues[0].severity == "error"
    assert table.issues[0].fix
    assert expected[3] in table.issues[0].message
    assert not (table.entries["row"] == expected[1]).any()


def test_too_many_rows() -> None:
    """20,000 rows under the heading are read, blank ones not counted; one more is refused with the number."""
    row = [OUTPUT, "2024-09", 1]
    most = [["2024年"], ["指标", "期间", "数值"], *([row, []] * 10), *([row] * 19_990)]
    assert len(of_cells("", most).entries) == 20_000
    with pytest.raises(ReadingError, match="有 20,001 行，超过 20,000 行") as caught:
        of_cells("九月", [*most, row])
    found = caught.value.issue
    assert found.code == "too_many_rows"
    assert found.fix == "按月份或指标拆成几个文件，分别上报；用接口可连续上传多个文件"


def test_rows_are_counted_as_records() -> None:
    """Rows count as a spreadsheet counts them: blank lines too, a line break in quotes not."""
    table = read('指标,期间,备注,数值\n产值,2024-09,"换\n行",1\n\n投资,2024-09,,2\n')
    assert list(table.entries["row"]) == [2, 4]


MONTHS = 12
AMOUNTS = st.one_of(st.none(), st.integers(-99999, 10**7).map(lambda n: n / 100))
TABLES = st.integers(1, MONTHS).flatmap(
    lambda months: st.fixed_dictionaries(
        {}, optional={name: st.lists(AMOUNTS, min_size=months, max_size=months) for name in NAMES}
    ).filter(bool)
)


def as_text(rows: list[list[Any]]) -> str:
    """Rows as CSV."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()


def write(number: float | None, style: int) -> str:
    """A number in one of the usual ways, a missing one with one of the usual marks."""
    if number is None:
        return ["", "—", "…", "暂无"][style]
    negative = f"({-number})" if number < 0 else f"{number:,}"
    return [f"{number}", f"{number:,}", f" {number} ", negative][style]


@settings(max_examples=60)
@given(
    table=TABLES,
    newest_first=st.booleans(),
    styles=st.lists(st.integers(0, 3), min_size=40, max_size=40),
    titles=st.lists(st.sampled_from(["主要经济指标", "单位：亿元", "填报单位：经发局", ""]), max_size=3),
    blanks=st.lists(st.integers(1, 4), max_size=2),
)
def test_every_layout_gives_the_same_values(
    table: dict[str, list[float | None]],
    newest_first: bool,  # noqa: FBT001
    styles: list[int],
    titles: list[str],
    blanks: list[int],
) -> None:
    """Long, wide and across, under any titles and with blank columns and rows, give the same values."""
    months = len(next(iter(table.values())))
    order = list(range(1, months + 1))[:: -1 if newest_first else 1]
    style = {name: styles[i * MONTHS : (i + 1) * MONTHS] for i, name in enumerate(NAMES)}

    def cell(name: str, month: int) -> str:
        return write(table[name][month - 1], style[name][month - 1])

    heads = [f"2024年1-{m}月累计" if m > 1 else "2024年1月累计" for m in order]
    layouts = {
        "long": [["指标", "期间", "累计"], *([n, f"2024-{m:02d}", cell(n, m)] for n in table for m in order)],
        "wide": [["指标", *heads], *([n, *(cell(n, m) for m in order)] for n in table)],
        "across": [
            ["月份", *table],
            *([h, *(cell(n, m) for n in table)] for h, m in zip(heads, order, strict=True)),
        ],
    }
    expected = {(n, f"2024-{m:02d}"): table[n][m - 1] for n in table for m in order}
    for form, rows in layouts.items():
        spread = [list(row) for row in rows]
        for at in blanks:
            spread = [[*row[:at], "", *row[at:]] for row in spread]
        spread.insert(2, [])
        layout, found = understood(as_text([*([title] for title in titles), *spread]))
        assert layout.tables[0].form == form
        assert layout.tables[0].inferred == (["unit"] if "单位：亿元" in titles else [])
        got = {(n, p): None if pd.isna(v) else v for (n, p, _), v in values(found).items()}
        assert got == expected
        assert set(found.entries["measure"]) == {"ytd"}


@given(
    st.lists(
        st.lists(
            st.one_of(st.none(), st.floats(), st.text("指标年月累计同比1234-.#（）亿元：", max_size=6)),
            max_size=5,
        ),
        max_size=8,
    )
)
def test_any_cells(rows: list[list[Any]]) -> None:
    """Whatever cells a sheet holds, they are read or reported, and never end in an exception."""
    table = of_cells("表", rows)
    assert all(finding.message for finding in table.issues)
