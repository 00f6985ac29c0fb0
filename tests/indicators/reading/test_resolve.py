"""Name, measure and unit of a value, from row and column."""

from __future__ import annotations

import pytest

from tests.office_tables import NAMES, read, records, values

OUTPUT, PROJECTS, INVESTMENT = NAMES


@pytest.mark.parametrize("heading", ["", "项", "指标性质"])
def test_measure_of_a_row(heading: str) -> None:
    """Where the row, not the column, says 同比 or 目标, the cell is read as a growth or a target."""
    table = read(
        f"指标,{heading},2024年9月\n{OUTPUT},累计,1820.55\n,同比,下降1.2%\n{INVESTMENT},同比,持平\n,年度目标,突破50亿元\n"
    )
    assert table.issues == []
    assert values(table) == {
        (OUTPUT, "2024-09", "ytd"): 1820.55, (OUTPUT, "2024-09", "growth"): -1.2,
        (INVESTMENT, "2024-09", "growth"): 0, (INVESTMENT, "2024", "target"): 50,
    }  # fmt: skip


def test_growth_in_a_name() -> None:
    """A name that carries its growth, as the 国家统计局 writes it, has its cells read as growths."""
    table = read("指标,2024年9月\n房地产投资累计增长,下降1.2%\n固定资产投资累计值,3\n")
    assert values(table)["房地产投资", "2024-09", "growth"] == -1.2


def test_nearest_unit() -> None:
    """The unit nearest to the number counts: cell, unit column, name, heading, unit line; 万 multiplies."""
    rows = records(
        "单位：万元\n指标,单位,2024年9月（亿元）\nA,个,1\nB（家）,,1\nC,,1\nD,个,3万\nE,万个,3万\nF,,12.5亿元\nG,,7%\n"
    )
    assert [r["unit"] for r in rows] == ["个", "家", "亿元", "万个", "万个", "亿元", "%"]
    assert records("单位：万元、%\n指标,2024年9月\nA,1\n")[0]["unit"] == "万元、%"
