"""The same table in every layout says the same; what cannot be read is told with its place."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.reading.issues import ReadingError
from indicators.reading.parse import parse_file
from indicators.reading.parsed import ENTRY_COLUMNS, DecodedFile, ReadOverrides, Sheet
from tests.office_tables import NAMES, codes, read, values, workbook

SAMPLES = Path(__file__).resolve().parents[3] / "tests" / "indicators" / "reading" / "samples"
OUTPUT, PROJECTS, INVESTMENT = NAMES
TITLE = "2024年9月主要经济指标完成情况\n单位：亿元\n"


def entries(file: str | bytes, choices: ReadOverrides | None = None) -> list[dict[str, Any]]:
    """Entries as records."""
    table = read(file, choices)
    assert not [f for f in table.issues if f.severity == "error"], table.issues
    return [{str(k): v for k, v in row.items()} for row in table.entries.to_dict("records")]


def test_the_template() -> None:
    """The template that departments fill in is read without a finding but for its totals."""
    table = read(
        "指标,单位,期间,数值（累计）,同比（%）,状态,备注\n"
        '规上工业总产值,亿元,2024-09,"1,842.6",7.5,快报,含修正\n新签产业项目,个,2024-09,——,,,\n\n'
        "说明：数值按1月起累计填写。,,,,,,\n"
    )
    assert (table.subject, table.form, table.header_rows, table.issues) == (
        "observations",
        "long",
        (1, 1),
        [],
    )
    first = table.entries.iloc[0].to_dict()
    assert first == {
        "row": 2, "column": "D“数值（累计）”", "name": OUTPUT, "period": "2024-09", "span": "ytd", "measure": "ytd",
        "value": 1842.6, "found": "1,842.6", "unit": "亿元", "state": "快报", "note": "含修正",
    }  # fmt: skip
    assert values(table)[OUTPUT, "2024-09", "growth"] == 7.5
    assert pd.isna(values(table)[PROJECTS, "2024-09", "ytd"])
    assert len(table.entries) == 4


def test_types_of_columns() -> None:
    """Rows are int32, values float64 and texts categories, in the order that was agreed."""
    frame = read("指标,期间,数值\n规上工业总产值,2024-09,1\n").entries
    assert tuple(frame.columns) == ENTRY_COLUMNS
    assert frame["row"].dtype == "int32"
    assert frame["value"].dtype == "float64"
    assert all(frame[name].dtype == object for name in ENTRY_COLUMNS if name not in {"row", "value"})


def test_title_gives_period_and_unit() -> None:
    """Month and unit of title rows count where rows and headings say nothing nearer."""
    rows = entries(
        TITLE
        + "填报单位：经发局,,制表日期：2024-10-15\n指标,年度目标,本月,累计,同比(%),完成率\n一、工业,,,,,\n"
        " 1.规上工业总产值,2500,200,1842.6,7.5,73.7\n其中：新签产业项目（个）,100,3,90,-3,90\n"
    )
    shown = [(r["name"], r["period"], r["span"], r["measure"], r["value"], r["unit"]) for r in rows]
    assert shown == [
        (OUTPUT, "2024", "year", "target", 2500.0, "亿元"),
        (OUTPUT, "2024-09", "month", "month", 200.0, "亿元"),
        (OUTPUT, "2024-09", "ytd", "ytd", 1842.6, "亿元"),
        (OUTPUT, "2024-09", "ytd", "growth", 7.5, "%"),
        (PROJECTS, "2024", "year", "target", 100.0, "个"),
        (PROJECTS, "2024-09", "month", "month", 3.0, "个"),
        (PROJECTS, "2024-09", "ytd", "ytd", 90.0, "个"),
        (PROJECTS, "2024-09", "ytd", "growth", -3.0, "%"),
    ]


def test_two_rows_of_headings() -> None:
    """An upper heading spans the columns under it: periods over measures, and names over measures."""
    periods = read("指标,单位,2024年9月,,2024年8月,\n,,当月,累计,当月,累计\n规上工业总产值,亿元,1,2,3,4\n")
    assert periods.header_rows == (1, 2)
    assert values(periods) == {
        (OUTPUT, "2024-09", "month"): 1, (OUTPUT, "2024-09", "ytd"): 2,
        (OUTPUT, "2024-08", "month"): 3, (OUTPUT, "2024-08", "ytd"): 4,
    }  # fmt: skip
    above = read("主要指标表\n,2024年9月,\n指标,当月,累计\n规上工业总产值,1,2\n")
    assert values(above) == {(OUTPUT, "2024-09", "month"): 1, (OUTPUT, "2024-09", "ytd"): 2}
    names = read(
        "2024年\n月份,规上工业总产值（亿元）,,固定资产投资\n,累计,同比(%),累计\n1月,1,2,3\n1—2月,4,5,6\n"
    )
    assert names.form == "across"
    assert values(names) == {
        (OUTPUT, "2024-01", "ytd"): 1, (OUTPUT, "2024-01", "growth"): 2, (INVESTMENT, "2024-01", "ytd"): 3,
        (OUTPUT, "2024-02", "ytd"): 4, (OUTPUT, "2024-02", "growth"): 5, (INVESTMENT, "2024-02", "ytd"): 6,
    }  # fmt: skip


def test_merged_names_are_filled_down() -> None:
    """A merged name stands in its first row only and counts for all of them."""
    table = read("指标,,2024年8月,2024年9月\n规上工业总产值,累计,1,2\n,同比,3,4\n")
    assert values(table) == {
        (OUTPUT, "2024-08", "ytd"): 1, (OUTPUT, "2024-09", "ytd"): 2,
        (OUTPUT, "2024-08", "growth"): 3, (OUTPUT, "2024-09", "growth"): 4,
    }  # fmt: skip
    long = read("指标,期间,数值\n规上工业总产值,2024-08,1\n,2024-09,2\n固定资产投资,2024-09,3\n")
    assert list(long.entries["name"]) == [OUTPUT, OUTPUT, INVESTMENT]


@pytest.mark.parametrize("heading", ["", "项", "指标性质"])
def test_a_row_says_what_its_numbers_are(heading: str) -> None:
    """Where the row says 同比 or 目标, not the column, the cell is read as a growth or a target all the same."""
    table = read(
        f"指标,{heading},2024年9月\n{OUTPUT},累计,1820.55\n,同比,下降1.2%\n{INVESTMENT},同比,持平\n,年度目标,突破50亿元\n"
    )
    assert table.issues == []
    assert values(table) == {
        (OUTPUT, "2024-09", "ytd"): 1820.55, (OUTPUT, "2024-09", "growth"): -1.2,
        (INVESTMENT, "2024-09", "growth"): 0, (INVESTMENT, "2024", "target"): 50,
    }  # fmt: skip


@pytest.mark.parametrize("text", ["下降1.2%", "突破50亿元"])
def test_only_growths_and_targets_stand_in_words(text: str) -> None:
    """Where the row says 累计, 下降1.2% is no number."""
    assert codes(read(f"指标,,2024年9月\n{OUTPUT},累计,{text}\n{INVESTMENT},同比,5\n")) == [
        "unreadable_number"
    ]


def test_a_name_says_growth() -> None:
    """A name that carries its growth, as the 国家统计局 writes it, has its cells read as growths."""
    table = read("指标,2024年9月\n房地产投资累计增长,下降1.2%\n固定资产投资累计值,3\n")
    assert values(table)["房地产投资", "2024-09", "growth"] == -1.2


@pytest.mark.parametrize("name", ["nbs_jiangsu.csv", "nbs_jiangsu.xls"])
def test_statistics_bureau(name: str) -> None:
    """Exports of the 国家统计局 are read as they are: names carry unit and measure, Januaries are no value."""
    table = read((SAMPLES / name).read_bytes())
    assert (table.form, table.header_rows, table.issues, len(table.entries)) == ("wide", (4, 4), [], 144)
    found = values(table)
    assert found["房地产投资", "2019-12", "ytd"] == 12009.35
    assert found["房地产投资", "2019-12", "growth"] == 9.4
    assert pd.isna(found["房地产投资", "2018-01", "ytd"])
    units = table.entries.astype(str).groupby("measure")["unit"].unique()
    assert {measure: list(unit) for measure, unit in units.items()} == {"growth": ["%"], "ytd": ["亿元"]}


def test_known_names_keep_their_words() -> None:
    """A name that is known with 增速 in it is that indicator, not the growth of another."""
    table = read("指标,2024年9月\n固定资产投资增速（%）,5\n", names={"固定资产投资增速": "x"})
    assert values(table) == {("固定资产投资增速", "2024-09", "value"): 5}


def test_bare_months_beside_sums() -> None:
    """9月 beside 1—9月 is the month's own; alone nothing is said of it."""
    both = read("2024年\n指标,9月,1-9月\n规上工业总产值,1,2\n")
    assert values(both) == {(OUTPUT, "2024-09", "month"): 1, (OUTPUT, "2024-09", "value"): 2}
    alone = entries("2024年\n指标,8月,9月\n规上工业总产值,1,2\n")
    assert [(r["measure"], r["span"]) for r in alone] == [("value", "month")] * 2


def test_growth_of_the_month_is_left_alone() -> None:
    """同比 right of 本月 is the month's own; only growth since January is kept, and what is left is named."""
    table = read(TITLE + "指标,本月,同比,累计,同比\n规上工业总产值,1,2,3,4\n")
    assert values(table)[OUTPUT, "2024-09", "growth"] == 4
    assert table.ignored == ["同比"]


def test_nearest_unit() -> None:
    """The unit nearest to the number counts: cell, column, name, heading, unit line; 万 multiplies."""
    rows = entries(
        "单位：万元\n指标,单位,2024年9月（亿元）\nA,个,1\nB（家）,,1\nC,,1\nD,个,3万\nE,万个,3万\nF,,12.5亿元\nG,,7%\n"
    )
    assert [r["unit"] for r in rows] == ["个", "家", "亿元", "万个", "万个", "亿元", "%"]
    assert entries("单位：万元、%\n指标,2024年9月\nA,1\n")[0]["unit"] == "万元"


def test_totals_and_notes() -> None:
    """Totals are left out and told, unless one is a known name; notes are left out."""
    file = TITLE + "指标,累计\n规上工业总产值,1\n合 计,1\n注：快报数\n数据来源：统计局,\n填报人：某某\n"
    table = read(file)
    assert (len(table.entries), codes(table)) == (1, ["totals_left_out"])
    known = read(file, names={"合计": "total"})
    assert (len(known.entries), known.issues) == (2, [])
    merged = read("指标,期间,数值\n规上工业总产值,2024-09,1\n合计,2024-08,1\n,2024-09,2\n")
    assert "（第3—4行）" in merged.issues[0].message


def test_rows_without_values() -> None:
    """Titles of sections and the row of column marks are no values; a known indicator left blank is one without."""
    table = read(TITLE + "指标,单位,累计\n甲,乙,1\n一、工业,,\n规上工业总产值,亿元,\n固定资产投资,亿元,2\n")
    assert list(table.entries["row"]) == [6, 7]
    assert pd.isna(table.entries["value"].iloc[0])
    assert table.issues == []


def test_side_by_side() -> None:
    """Two tables side by side each have their own names."""
    table = read(TITLE + "指标,累计,,指标,累计\n规上工业总产值,1,,固定资产投资,2\n新签产业项目,3\n")
    assert values(table) == {
        (OUTPUT, "2024-09", "ytd"): 1, (INVESTMENT, "2024-09", "ytd"): 2, (PROJECTS, "2024-09", "ytd"): 3,
    }  # fmt: skip


def test_workbooks() -> None:
    """In a workbook days are days, serials are days, per cents are per cents; other sheets are named."""
    day = workbook(
        说明=[["填写说明"]],
        九月=[
            ["指标", "期间", "数值", "同比"],
            [OUTPUT, (45536, "yyyy-mm"), 5, (0.075, "0.0%")],
            [OUTPUT, 45566, 6, None],
        ],
    )
    table = read(day)
    assert (table.sheet, codes(table)) == ("九月", ["other_sheets"])
    assert table.issues[0].severity == "info"
    found = values(table)
    assert found[OUTPUT, "2024-09", "value"] == 5
    assert found[OUTPUT, "2024-10", "value"] == 6
    assert found[OUTPUT, "2024-09", "growth"] == 7.5
    across = workbook(表=[[None, OUTPUT], [date(2024, 9, 1), 1]])
    assert codes(read(across)) == ["no_header"]


def test_plans() -> None:
    """A target without actuals is a plan: the year's by year, phases by quarter and month."""
    table = read(
        "2024年\n指标,单位,年度目标,一季度计划,1-6月计划,9月计划\n规上工业总产值,亿元,2500,500,1100,1800\n"
    )
    assert table.subject == "plans"
    found = {
        (r["period"], r["span"]): r["value"]
        for r in table.entries.astype({"value": float}).to_dict("records")
    }
    assert found == {
        ("2024", "year"): 2500,
        ("2024Q1", "quarter"): 500,
        ("2024-06", "ytd"): 1100,
        ("2024-09", "month"): 1800,
    }
    assert set(table.entries["measure"]) == {"target"}
    long = read("指标,年度,目标值\n规上工业总产值,2024,2500\n")
    assert (long.subject, list(long.entries["period"])) == ("plans", ["2024"])
    titled = read("2024年分月计划\n指标,全年,上半年,9月\n规上工业总产值,3,1,2\n")
    assert (titled.subject, sorted(titled.entries["period"])) == ("plans", ["2024", "2024-06", "2024-09"])
    chosen = read("指标,2024年9月\n规上工业总产值,3\n", ReadOverrides(subject="plans"))
    assert (chosen.subject, list(chosen.entries["measure"])) == ("plans", ["target"])


def test_choices() -> None:
    """What the person chose stands in where the file says nothing: year, month, sheet and heading."""
    months = "指标,9月\n规上工业总产值,1\n"
    assert codes(read(months)) == ["missing_year"]
    assert values(read(months, ReadOverrides(year=2023))) == {(OUTPUT, "2023-09", "value"): 1}
    bare = "指标,累计\n规上工业总产值,1\n"
    assert codes(read(bare)) == ["missing_period"]
    assert values(read(bare, ReadOverrides(period="2024-09"))) == {(OUTPUT, "2024-09", "ytd"): 1}
    twice = "指标,2022年9月\n规上工业总产值,1\n指标,2024年9月\n规上工业总产值,2\n"
    assert values(read(twice, ReadOverrides(header_row=3))) == {(OUTPUT, "2024-09", "value"): 2}
    book = workbook(甲=[["指标", "2024年8月"], [OUTPUT, 1]], 乙=[["指标", "2024年9月"], [OUTPUT, 2]])
    assert values(read(book, ReadOverrides(sheet="乙"))) == {(OUTPUT, "2024-09", "value"): 2}
    with pytest.raises(ReadingError):
        read(book, ReadOverrides(sheet="丙"))


def test_tasks_taken_for_values() -> None:
    """A table of tasks that the person takes for one of values has none; it is no exception."""
    table = read("任务,完成情况\n骨科中心,已完成\n", ReadOverrides(subject="observations"))
    assert (table.subject, len(table.entries), table.findings) == ("observations", 0, [])


PROBLEMS = {
    "指标,期间,数值\nA,2024-09,约5\n": ("unreadable_number", 2, "C“数值”", "约5"),
    '指标,期间,数值\nA,2024-09,1\nB,2024-09,"1,23,4"\n': ("unreadable_number", 3, "C“数值”", "1,23,4"),
    "指标,期间,数值\nA,2024-09,#DIV/0!\n": ("formula_error", 2, "C“数值”", "#DIV/0!"),
    "指标,期间,数值,同比\nA,下半年,1,2\nB,2024-09,1,2\n": ("unreadable_period", 2, "B“期间”", "下半年"),
    "指标,期间,数值\nA,2024-09,1\nB,9月,1\n": ("missing_year", 3, "B“期间”", "9月"),
    "指标,期间,数值\nA,2024-09,1\nB,,1\nC,2024-09,1\n": ("missing_period", 3, "B“期间”", ""),
    "指标,年份,1-9月\nA,2024,1\nB,去年,1\n": ("unreadable_period", 3, "B“年份”", "去年"),
    "指标,2024年9月\nA,1\n,2\n": ("missing_name", 3, "A“指标”", ""),
    "指标,2024年9月\nA,1\n指标,2023年9月\nB,2\n": ("second_heading", 3, "", ""),
}


@pytest.mark.parametrize(("file", "expected"), PROBLEMS.items())
def test_problems(file: str, expected: tuple[str, int, str, str]) -> None:
    """What cannot be read is one problem with row, column, the value found and what would be right; no guess."""
    table = read(file)
    found = [(f.code, f.row, f.column, f.found) for f in table.issues]
    assert found == [expected]
    assert table.issues[0].severity == "error"
    assert table.issues[0].fix
    assert expected[3] in table.issues[0].message
    assert not (table.entries["row"] == expected[1]).any()


def test_no_heading() -> None:
    """Without a heading there is one problem that says what was expected."""
    table = read("甲,乙\n丙,丁\n")
    assert (codes(table), len(table.entries)) == (["no_header"], 0)
    assert "指标" in table.issues[0].fix


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_too_many_rows(name: str) -> None:
    """20,000 rows under the heading are read, blank ones not counted; one more is refused with the number."""
    row = [OUTPUT, "2024-09", 1]
    most = [["2024年"], ["指标", "期间", "数值"], *([row, []] * 10), *([row] * 19_990)]
    assert len(read(as_file(most, name)).entries) == 20_000
    with pytest.raises(ReadingError) as caught:
        read(as_file([*most, row], name))
    found = caught.value.issue
    assert found.code == "too_many_rows"
    assert found.message.endswith("有 20,001 行，超过 20,000 行")
    assert found.fix == "按月份或指标拆成几个文件，分别上报；用接口可连续上传多个文件"


def as_file(rows: list[list[Any]], name: str) -> bytes:
    """Rows as a text file or workbook."""
    return as_text(rows).encode() if name.endswith("csv") else workbook(九月=rows)


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
def test_every_layout_says_the_same(
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
        found = read(as_text([*([title] for title in titles), *spread]))
        assert (found.form, found.issues) == (form, [])
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
    """Whatever stands in a sheet, it is laid out or told, never an exception."""
    table = parse_file(DecodedFile("xlsx", "", "", (Sheet("表", rows),)), NAMES)
    assert all(finding.message for finding in table.issues)
