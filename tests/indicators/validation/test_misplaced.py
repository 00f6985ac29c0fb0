"""Numbers that slipped into another column, unit or month: none of them gets in unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.office_tables import codes as table_codes
from tests.office_tables import read, understood, values
from tests.upload_helpers import ask, codes, only

if TYPE_CHECKING:
    from indicators.store.store import Store

HEAD = "指标,单位,期间,累计"
OUTPUT = "规上工业总产值"


@pytest.mark.parametrize("head", [HEAD, "指标，单位，期间，累计"])
def test_a_comma_within_a_number(seeded: Store, head: str) -> None:
    """1,820.55 without quotes is two cells: the row is refused, not read as 1."""
    comma = head[2]
    rows = [f"{OUTPUT},亿元,2024年1-9月,1,820.55", "新签产业项目,个,2024年1-9月,41"]
    content = "\n".join([head, *(row.replace(",", comma) for row in rows)])
    found = ask(seeded, content)
    assert codes(found) == ["confirm unusual_size", "error column_undecided", "error longer_row"]
    problem = only(found, "longer_row")
    assert (problem.row, problem.found) == (2, "820.55")
    assert "千位逗号" in problem.fix


def test_a_comma_within_a_number_far_down(seeded: Store) -> None:
    """The same further down, whether one row is longer or all are."""
    one = f"{HEAD}\n新签产业项目,个,2024-09,41\n{OUTPUT},亿元,2024-09,1,820.55\n新签产业项目,个,2024-08,39\n"
    assert only(ask(seeded, one), "longer_row").row == 3
    every = f"{HEAD}\n{OUTPUT},亿元,2024-09,1,820.55\n{OUTPUT},亿元,2024-08,0,910.2\n"
    assert codes(ask(seeded, every)) == [
        "confirm unusual_size",
        "error column_undecided",
        *["error longer_row"] * 2,
    ]


def test_a_remark_behind_the_table_is_no_number(seeded: Store) -> None:
    """Words behind the last heading shift nothing."""
    assert codes(ask(seeded, f"{HEAD}\n{OUTPUT},亿元,2024-09,1820.55,快报\n")) == []


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("企业数", "2013", "column_undecided"),
        ("备查", "8月", "layout_inferred"),
        ("备查", "2023年", "layout_inferred"),
    ],
)
def test_a_column_not_understood_moves_no_period(column: str, cell: str, code: str) -> None:
    """The month of the title counts, whatever a column of another meaning holds; that it is not used is asked about."""
    layout, table = understood(f"2024年9月\n指标,单位,累计,{column}\n{OUTPUT},亿元,1820.55,{cell}\n")
    assert values(table) == {(OUTPUT, "2024-09", "ytd"): 1820.55}
    assert layout.tables[0].columns[3].use in {"unused", "undecided"}
    assert f"D“{column}”" in next(issue.message for issue in table.issues if issue.code == code)


def test_a_column_of_periods_by_another_name_is_asked_about() -> None:
    """Whether 范围 is the period only the clerk knows."""
    table = read(f"2024年9月\n指标,单位,累计,范围\n{OUTPUT},亿元,1610.2,1-8月\n")
    assert table_codes(table) == ["layout_inferred"]
    assert table.issues[0].severity == "confirm"
    assert "D“范围”为不用（看似期间，未采用）" in table.issues[0].message


def test_blocks_side_by_side_have_their_own_units() -> None:
    """Each block of indicator, unit and value keeps its own unit."""
    table = read(
        f"2024年9月\n指标,单位,累计,指标,单位,累计\n{OUTPUT},亿元,1820.55,固定资产投资,万元,23012000\n"
    )
    units = dict(zip(table.entries["name"], table.entries["unit"], strict=True))
    assert units == {OUTPUT: "亿元", "固定资产投资": "万元"}


def test_blocks_side_by_side_share_what_stands_before_them() -> None:
    """A period on the left of all blocks is theirs together."""
    table = read(f"期间,指标,累计,指标,累计\n2024年9月,{OUTPUT},1820.55,固定资产投资,23\n")
    assert {period for _, period, _ in values(table)} == {"2024-09"}


@pytest.mark.parametrize(
    "rows",
    [
        f"指标,单位,期间,累计（万元）\n{OUTPUT},亿元,2024-09,18205500",
        f"指标,单位,期间,累计\n{OUTPUT}（万元）,亿元,2024-09,18205500",
    ],
)
def test_two_units_contradict(seeded: Store, rows: str) -> None:
    """亿元 in one place and 万元 in another: nobody knows which is meant."""
    found = ask(seeded, rows)
    assert codes(found) == ["error units_differ"]
    problem = only(found, "units_differ")
    assert problem.row == 2
    assert "“亿元”和“万元”" in problem.message


def test_a_rows_own_unit_beside_a_heading_of_another_kind(seeded: Store) -> None:
    """个 in a row under 累计（亿元） is that row's, as mixed tables have it."""
    assert codes(ask(seeded, "指标,单位,期间,累计（亿元）\n新签产业项目,个,2024-09,41")) == []


@pytest.mark.parametrize(
    ("heading", "use"),
    [("同比增长（亿元）", "unused"), ("比上年增减", "last_year"), ("同比增减额", "unused")],
)
def test_an_amount_is_no_growth(heading: str, use: str) -> None:
    """By how many 亿元 it grew is left alone; only by how many % is kept."""
    layout, table = understood(f"2024年9月\n指标,单位,累计,{heading}\n{OUTPUT},亿元,1820.55,93.25\n")
    assert values(table) == {(OUTPUT, "2024-09", "ytd"): 1820.55}
    assert (layout.tables[0].columns[3].use, "D" in layout.tables[0].inferred) == (use, True)


@pytest.mark.parametrize("heading", ["同比增减%", "同比增长（%）", "增幅", "比上年增减（百分点）"])
def test_growth_in_percent_is_kept(heading: str) -> None:
    """% in any spelling."""
    table = read(f"2024年9月\n指标,单位,累计,{heading}\n{OUTPUT},亿元,1820.55,5.4\n")
    assert values(table)[OUTPUT, "2024-09", "growth"] == 5.4


def test_a_rates_change_is_no_second_value(seeded: Store) -> None:
    """Next to a rate, 同比 is by how many points it changed: ignored and reported, not 出现多次."""
    found = ask(seeded, "指标,单位,期间,累计,同比（百分点）\n地区生产总值增速,%,2024-09,7.5,0.9\n")
    assert codes(found) == ["info change_of_rate"]
    assert found.checked.rows["value"].tolist() == [7.5]


def test_years_as_headings_are_whole_years() -> None:
    """2023年 and 2024年 in the heading are whole years, whatever months the title names; the growth is the newer one's."""
    table = read(f"1-9月主要指标对比\n指标,单位,2023年,2024年,增长%\n{OUTPUT},亿元,1700.1,1820.55,7.1\n")
    assert {key[1:]: value for key, value in values(table).items()} == {
        ("2023-12", "value"): 1700.1,
        ("2024-12", "value"): 1820.55,
        ("2024-12", "growth"): 7.1,
    }


def test_each_growth_is_of_the_column_on_its_left() -> None:
    """1-8月, 同比, 1-9月, 同比."""
    table = read(f"2024年\n指标,单位,1-8月,同比,1-9月,同比\n{OUTPUT},亿元,1610.2,5.1,1820.55,5.4\n")
    assert values(table)[OUTPUT, "2024-08", "growth"] == 5.1
    assert values(table)[OUTPUT, "2024-09", "growth"] == 5.4


def test_twice_in_one_row_names_the_column(seeded: Store) -> None:
    """A quarter among the months is the same period as its last month: the other column is named."""
    found = ask(seeded, f"2024年\n指标,单位,1-3月,一季度\n{OUTPUT},亿元,600,610\n")
    assert "另见C“1-3月”列" in only(found, "twice").message


def test_growth_rows_are_no_indicator(seeded: Store) -> None:
    """同比增长 under each indicator is nobody's name: left out, which the clerk confirms."""
    rows = f"{OUTPUT},亿元,1820.55\n同比增长,%,5.4\n新签产业项目,个,41\n同比增长,%,7\n"
    found = ask(seeded, f"2024年9月\n指标,单位,累计\n{rows}")
    assert codes(found) == ["confirm growth_rows_left_out", "confirm layout_inferred"]
    assert "第4、6行" in only(found, "growth_rows_left_out").message
    assert sorted(found.checked.rows["value"]) == [41.0, 1820.55]


def test_a_subtotal_beside_the_names(seeded: Store) -> None:
    """小计 in a column of classes makes its row a total, not one whose name is missing."""
    content = f"2024年9月\n类别,指标,单位,累计\n工业,{OUTPUT},亿元,1820.55\n小计,,,1820.55\n"
    found = ask(seeded, content)
    assert codes(found) == ["confirm layout_inferred", "info totals_left_out"]
    assert len(found.checked.rows) == 1


def test_the_title_says_whose_numbers_these_are(seeded: Store) -> None:
    """（当月） or 累计 in the title counts for every column that says nothing itself, and is asked about."""
    table = read(f"2024年9月主要指标（当月）\n指标,单位,完成数\n{OUTPUT},亿元,205.3\n")
    assert values(table) == {(OUTPUT, "2024-09", "month"): 205.3}
    found = ask(seeded, f"2024年9月主要指标累计完成情况\n指标,单位,完成数\n{OUTPUT},亿元,1820.55\n")
    assert codes(found) == ["confirm layout_inferred"]
    assert "C“完成数”为累计" in only(found, "layout_inferred").message
