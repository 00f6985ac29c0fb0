"""Where a heading is, and over how many rows."""

from __future__ import annotations

from tests.office_tables import NAMES, codes, read, understood, values

OUTPUT, PROJECTS, INVESTMENT = NAMES


def test_upper_level_spans_columns() -> None:
    """An upper heading spans the columns under it, whether it holds periods or names."""
    layout, periods = understood(
        "指标,单位,2024年9月,,2024年8月,\n,,当月,累计,当月,累计\n规上工业总产值,亿元,1,2,3,4\n"
    )
    assert layout.tables[0].header_rows == (1, 2)
    assert values(periods) == {
        (OUTPUT, "2024-09", "month"): 1, (OUTPUT, "2024-09", "ytd"): 2,
        (OUTPUT, "2024-08", "month"): 3, (OUTPUT, "2024-08", "ytd"): 4,
    }  # fmt: skip
    above = read("主要指标表\n,2024年9月,\n指标,当月,累计\n规上工业总产值,1,2\n")
    assert values(above) == {(OUTPUT, "2024-09", "month"): 1, (OUTPUT, "2024-09", "ytd"): 2}
    layout, names = understood(
        "2024年\n月份,规上工业总产值（亿元）,,固定资产投资\n,累计,同比(%),累计\n1月,1,2,3\n1—2月,4,5,6\n"
    )
    assert layout.tables[0].form == "across"
    assert values(names) == {
        (OUTPUT, "2024-01", "ytd"): 1, (OUTPUT, "2024-01", "growth"): 2, (INVESTMENT, "2024-01", "ytd"): 3,
        (OUTPUT, "2024-02", "ytd"): 4, (OUTPUT, "2024-02", "growth"): 5, (INVESTMENT, "2024-02", "ytd"): 6,
    }  # fmt: skip


def test_file_without_heading() -> None:
    """A file without a heading is one problem that names what was expected."""
    table = read("甲,乙\n丙,丁\n")
    assert (codes(table), len(table.entries)) == (["no_header"], 0)
    assert "指标" in table.issues[0].fix
