"""A table of one indicator, named in the title only, as an office sends it when asked for one number."""

from __future__ import annotations

import pytest

from tests.office_tables import codes, read, understood, values

MONTHS = "月份,累计,同比\n1月,180.5,5.1\n1-2月,380.2,5.3\n"
OUTPUT = "规上工业总产值"


@pytest.mark.parametrize(
    "title", ["2024年规上工业总产值（亿元）", "2024年规上工业总产值情况表,,\n单位：亿元,,"]
)
def test_rows_are_the_titles_indicator(title: str) -> None:
    """Each month is a value of the indicator in the title, in the unit above, and the clerk is asked to confirm it."""
    layout, table = understood(f"{title}\n{MONTHS}注：快报数\n")
    assert values(table) == {
        (OUTPUT, "2024-01", "ytd"): 180.5,
        (OUTPUT, "2024-01", "growth"): 5.1,
        (OUTPUT, "2024-02", "ytd"): 380.2,
        (OUTPUT, "2024-02", "growth"): 5.3,
    }
    amounts = table.entries[table.entries["measure"] == "ytd"]
    assert set(amounts["unit"]) == {"亿元"}
    assert "name" in layout.tables[0].inferred
    assert codes(table) == ["layout_inferred"]


@pytest.mark.parametrize("title", ["2024年经济运行情况", "规上工业总产值和固定资产投资", ""])
def test_title_must_name_exactly_one(title: str) -> None:
    """No indicator in the title, or two: nothing is guessed."""
    assert codes(read(f"{title}\n{MONTHS}")) == ["no_header"]


def test_a_column_of_names_needs_no_title() -> None:
    """Where rows have names, the title gives none."""
    layout, table = understood("规上工业总产值等情况\n指标,期间,累计\n固定资产投资,2024年1-9月,5\n")
    assert values(table) == {("固定资产投资", "2024-09", "ytd"): 5.0}
    assert "name" not in layout.tables[0].facts
