"""Numbers that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from indicators.store.schemas import REPORTED
from indicators.store.upload import Upload
from tests.upload_helpers import OUTPUT, ask, codes, file, only, store_values, values

if TYPE_CHECKING:
    from indicators.store.store import Store


def define(store: Store, name: str, unit: str, kind: str) -> None:
    """An indicator of the customer's own."""
    row = {"indicator": "own", "lift": "safety", "position": 20, "headline": False, "name": name, "unit": unit,
           "kind": kind, "direction": "more", "decimals": 1, "frequency": "month", "origin": REPORTED}  # fmt: skip
    store.append("catalogue", pd.DataFrame([row]), Upload.new("管理员"))


def test_negative_where_impossible(seeded: Store) -> None:
    """Output, projects and companies are never below 0; growth may be."""
    lines = (
        "规上产值,亿元,2024-09,-1,-3.2",
        "新签项目,个,2024-09,(2),",
        "瞪羚,家,2024-09,-1,",
        "GDP增速,%,2024-09,-0.5,",
    )
    found = ask(seeded, file(*lines, heading="指标,单位,期间,累计,同比"))
    assert [(f.code, f.row) for f in found.problems] == [("negative", 2), ("negative", 3), ("negative", 4)]


def test_what_may_be_negative(store: Store) -> None:
    """Profit may be below 0 from the first; anything that once was below 0 may be again."""
    define(store, "利润总额", "亿元", "flow")
    assert codes(ask(store, file("利润总额,亿元,2024-09,-3"))) == []
    store_values(store, OUTPUT, {"2024-01": -1.0})
    assert codes(ask(store, values(OUTPUT, m2025_01=-3))) == []


def test_half_a_project(seeded: Store) -> None:
    """Pieces are whole."""
    problem = only(ask(seeded, file("新签项目,个,2024-09,37.5")), "not_whole")
    assert (problem.message, problem.fix) == ("“新签产业项目”按个计，不会是37.5", "整数")


def test_share_over_100(store: Store) -> None:
    """A share lies between 0 and 100; growth and 完成率 do not."""
    for value in ("138", "-3"):
        found = ask(store, file(f"近地化配套率,%,2024-09,{value}"))
        assert codes(found) == ["error share_over_100"]
    assert codes(ask(store, file("GDP增速,%,2024-09,138", "近地化配套率,%,2024-09,100"))) == []
    define(store, "计划完成率", "%", "rate")
    assert codes(ask(store, file("计划完成率,%,2024-09,138"))) == []
