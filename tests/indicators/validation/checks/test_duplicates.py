"""The same indicator and period twice: refused where the values differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.upload_helpers import ask, codes, file, only, rows

if TYPE_CHECKING:
    from indicators.store.store import Store


def test_twice_with_different_values(seeded: Store) -> None:
    """One month has one value: each other one is refused, naming where the first is."""
    lines = ["规上产值,亿元,2024-09,1800", "规上工业总产值,亿元,2024年1-9月,1801", "新签项目,个,2024-09,38"]
    found = ask(seeded, file(*lines))
    assert (codes(found), only(found, "twice").row) == (["error twice"], 3)
    assert only(found, "twice").message == "“规上工业总产值”2024年1—9月出现多次且数值不同（另见第2行）"


def test_twice_the_same(seeded: Store) -> None:
    """The same value twice, or a blank next to it, is one value, and the first row is the one it came from."""
    lines = ["规上产值,亿元,2024-09,", "规上产值,亿元,2024-09,1800", "规上产值,亿元,2024-09,1800"]
    found = ask(seeded, file(*lines))
    assert (codes(found), rows(found, "value", "row")) == ([], [(1800.0, 3)])


def test_three_times_with_different_values(seeded: Store) -> None:
    """Of three different values two are reported."""
    found = ask(seeded, file(*(f"规上产值,亿元,2024-09,{value}" for value in (1800, 1801, 1802))))
    assert [(f.code, f.rows) for f in found.problems] == [("twice", (3, 4))]


@pytest.mark.parametrize("rows", [("2024-01", "2024.1"), ("2023.1", "2023年1月"), ("2025-01", "2025/1")])
def test_two_januaries(seeded: Store, rows: tuple[str, str]) -> None:
    """A spreadsheet makes 2024.1 of 2024.10: whoever is told of two Januaries is told of October, too."""
    found = only(ask(seeded, file(f"新签项目,个,{rows[0]},2", f"新签项目,个,{rows[1]},35")), "twice")
    year = rows[0][:4]
    assert found.severity == "error"
    assert found.message.endswith("1月出现多次且数值不同（另见第2行）")
    assert f"把 {year}.10 存成 {year}.1：其中的10月请写成 {year}-10" in found.fix


def test_two_januaries_in_one_row(seeded: Store) -> None:
    """Two columns of the same month are no October."""
    found = ask(seeded, file("新签项目,个,2,3", heading="指标,单位,2024年1月,2024年1月累计"))
    assert only(found, "twice").fix == "只保留正确的一个"
