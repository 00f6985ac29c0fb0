"""Which rows hold values, and how the others are reported."""

from __future__ import annotations

import pandas as pd

from indicators.reading.parsed import ReadOverrides
from tests.office_tables import NAMES, codes, read, values

OUTPUT, PROJECTS, INVESTMENT = NAMES
TITLE = "2024年9月主要经济指标完成情况\n单位：亿元\n"


def test_merged_names_are_filled_down() -> None:
    """A merged name is written in its first row only and counts for all of them."""
    table = read("指标,,2024年8月,2024年9月\n规上工业总产值,累计,1,2\n,同比,3,4\n")
    assert values(table) == {
        (OUTPUT, "2024-08", "ytd"): 1, (OUTPUT, "2024-09", "ytd"): 2,
        (OUTPUT, "2024-08", "growth"): 3, (OUTPUT, "2024-09", "growth"): 4,
    }  # fmt: skip
    long = read("指标,期间,数值\n规上工业总产值,2024-08,1\n,2024-09,2\n固定资产投资,2024-09,3\n")
    assert list(long.entries["name"]) == [OUTPUT, OUTPUT, INVESTMENT]


def test_totals_and_notes() -> None:
    """Totals are left out and reported, unless one is a known name; notes are left out."""
    file = TITLE + "指标,累计\n规上工业总产值,1\n合 计,1\n注：快报数\n数据来源：统计局,\n填报人：某某\n"
    table = read(file)
    assert (len(table.entries), codes(table)) == (1, ["totals_left_out", "layout_inferred"])
    known = read(file, names={"合计": "total"})
    assert (len(known.entries), codes(known)) == (2, ["layout_inferred"])
    merged = read("指标,期间,数值\n规上工业总产值,2024-09,1\n合计,2024-08,1\n,2024-09,2\n")
    assert "（第3—4行）" in merged.issues[0].message


def test_rows_without_values() -> None:
    """Section titles and the row of column marks are skipped; a known indicator with a blank cell is an entry without value."""
    table = read(TITLE + "指标,单位,累计\n甲,乙,1\n一、工业,,\n规上工业总产值,亿元,\n固定资产投资,亿元,2\n")
    assert list(table.entries["row"]) == [6, 7]
    assert pd.isna(table.entries["value"].iloc[0])
    assert codes(table) == ["layout_inferred"]


def test_tables_side_by_side() -> None:
    """Tables side by side each have their own names."""
    table = read(TITLE + "指标,累计,,指标,累计\n规上工业总产值,1,,固定资产投资,2\n新签产业项目,3\n")
    assert values(table) == {
        (OUTPUT, "2024-09", "ytd"): 1, (INVESTMENT, "2024-09", "ytd"): 2, (PROJECTS, "2024-09", "ytd"): 3,
    }  # fmt: skip


def test_tasks_read_as_values() -> None:
    """A table of tasks that the person declares to hold values gives no entries, and no exception."""
    table = read("任务,完成情况\n骨科中心,已完成\n", ReadOverrides(subject="observations"))
    assert (table.subject, len(table.entries), codes(table)) == ("observations", 0, ["layout_inferred"])


def test_growth_row_of_a_table_side_by_side() -> None:
    """A row called 同比 is reported in the column of its own table."""
    table = read(
        "2024年9月\n指标,累计,,指标,累计\n规上工业总产值,1,,固定资产投资,2\n新签产业项目,3,,同比,4\n"
    )
    assert codes(table) == ["growth_rows_left_out", "layout_inferred"]
    assert table.issues[0].column == "D“指标”"
