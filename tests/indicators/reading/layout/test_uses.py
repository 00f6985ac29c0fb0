"""What columns are used for where their neighbours and the table decide it."""

from __future__ import annotations

import pytest

from tests.office_tables import NAMES, understood, values

OUTPUT, PROJECTS, _ = NAMES


def uses(content: str) -> dict[str, tuple[str, str]]:
    """Use and certainty of each column, by its letters."""
    layout, _ = understood(content)
    return {column.letters: (column.use, column.certainty) for column in layout.tables[0].columns}


@pytest.mark.parametrize(
    ("headings", "cells", "growth"),
    [
        ("上年同期,本期,增减±%", "850,900,5.9", "E"),
        ("本年累计,增长%", "900,5.9", "D"),
        ("1-9月实绩,同比", "900,5.9", "D"),
    ],
)
def test_a_bare_growth_is_that_of_its_neighbour(headings: str, cells: str, growth: str) -> None:
    """Next to numbers since January it is since January."""
    content = f"2024年1-9月\n指标,单位,{headings}\n{OUTPUT},亿元,{cells}\n"
    assert uses(content)[growth] == ("growth", "stated")
    assert values(understood(content)[1])[OUTPUT, "2024-09", "growth"] == 5.9


@pytest.mark.parametrize(
    ("headings", "cells", "growth"),
    [
        ("9月,同比,1-9月,同比", "95,5,900,6", "D"),
        ("本月数,增幅%,本年累计,增幅%", "95,5,900,6", "D"),
        ("1-9月累计,9月完成,增长", "900,95,5", "E"),
    ],
)
def test_a_growth_next_to_a_month_is_left_out(headings: str, cells: str, growth: str) -> None:
    """Only growth since January is kept, and leaving out the month's is asked about."""
    content = f"2024年9月\n指标,单位,{headings}\n{OUTPUT},亿元,{cells}\n"
    assert uses(content)[growth] == ("unused", "inferred")


@pytest.mark.parametrize(
    ("original", "revised"),
    [("年初目标", "调整后目标"), ("年度目标", "修订后年度目标"), ("全年计划", "全年计划（调整后）")],
)
def test_a_revised_target_counts(original: str, revised: str) -> None:
    """Of two targets of one year the revised one is written, and that is asked about."""
    content = f"2024年\n指标,单位,{original},{revised}\n{OUTPUT},亿元,1200,1250\n"
    assert uses(content)["C"] == ("unused", "inferred")
    assert values(understood(content)[1]) == {(OUTPUT, "2024", "target"): 1250}


@pytest.mark.parametrize(
    ("cells", "month"), [("300,90,100,110", "month"), ("310,90,100,110", "ytd"), ("300,90,,210", "month")]
)
def test_months_that_make_a_total(cells: str, month: str) -> None:
    """Months that add up to 合计 are their own; where they do not, that is no reason."""
    found = uses(f"2024年\n指标,单位,合计,1月,2月,3月\n{OUTPUT},亿元,{cells}\n")
    assert found["E"] == (month, "inferred")


def test_numbers_that_nobody_knows_wait_for_a_choice() -> None:
    """They are open, whatever stands next to them; counted rows and codes are no numbers."""
    content = f"2024年9月\n序号,指标,单位,累计,基准值\n1,{OUTPUT},亿元,900,850\n2,{PROJECTS},个,3,4\n"
    found = uses(content)
    assert (found["A"], found["E"]) == (("unused", "stated"), ("undecided", "open"))
