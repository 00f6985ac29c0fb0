"""What refuses a file of actuals: names, permission, time, units, and numbers that cannot be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.access import Reporter
from indicators.store.schemas import REPORTED
from indicators.store.upload import Upload
from indicators.validation.context import UploadDecisions
from tests.upload_helpers import (
    ECONOMY,
    OUTPUT,
    ask,
    codes,
    file,
    only,
    rows,
    store_values,
    values,
)

if TYPE_CHECKING:
    from indicators.store.store import Store


def define(store: Store, name: str, unit: str, kind: str) -> None:
    """An indicator of the customer's own."""
    row = {"indicator": "own", "lift": "safety", "position": 20, "headline": False, "name": name, "unit": unit,
           "kind": kind, "direction": "more", "decimals": 1, "frequency": "month", "origin": REPORTED}  # fmt: skip
    store.append("catalogue", pd.DataFrame([row]), Upload.new("管理员"))


def test_unknown_indicator_is_told_once_with_the_nearest_names(seeded: Store) -> None:
    """Nobody's indicator refuses the file: at its first row, with how many there are and what looks like it."""
    found = ask(seeded, file("规上工业总产植,亿元,2024-08,1600", "规上工业总产植,亿元,2024-09,1800"))
    problem = only(found, "unknown_indicator")
    assert (problem.row, problem.column, problem.found) == (2, "A“指标”", "规上工业总产植")
    assert problem.message.startswith("没有名为“规上工业总产植”的指标（共2行），最接近的是“规上工业总产值”")
    assert not found.accepted
    assert found.checked.rows.empty


def test_nearest_names(seeded: Store) -> None:
    """Names that contain what was written lead; where nothing is alike, that is said."""
    assert (
        "最接近的是“新签产业项目”"
        in only(ask(seeded, file("产业项目,个,2024-09,3")), "unknown_indicator").message
    )
    assert "目录中没有相近的名称" in only(ask(seeded, file("xyz,个,2024-09,3")), "unknown_indicator").message


def test_not_the_clerks_to_report(seeded: Store) -> None:
    """One problem for each foreign indicator, and nothing of it would be written; an administrator may."""
    content = file(
        "瞪羚企业累计认定,家,2024-08,60", "瞪羚企业累计认定,家,2024-09,61", "规上产值,亿元,2024-09,1800"
    )
    found = ask(seeded, content, ECONOMY)
    assert codes(found) == ["error not_yours"]
    assert only(found, "not_yours").message == "“瞪羚企业累计认定”不由经发局报送"
    assert rows(found, "indicator") == [(OUTPUT,)]
    assert ask(seeded, content).accepted
    assert not ask(seeded, content, Reporter("访客", "department", frozenset())).accepted


@pytest.mark.parametrize(
    ("today", "this", "following"),
    [(date(2025, 3, 1), "2025-03", "2025-04"), (date(2025, 12, 31), "2025-12", "2026-01")],
)
def test_future_periods(seeded: Store, today: date, this: str, following: str) -> None:
    """Next month's number cannot be known, this month's may be estimated, and blanks ahead are no numbers."""
    found = ask(seeded, file(f"规上产值,亿元,{following},1800", f"规上产值,亿元,{this},1800"), today=today)
    assert codes(found) == ["error future_period"]
    assert only(found, "future_period").fix == f"期间不晚于{this}"
    assert rows(found, "period") == [(this,)]
    assert codes(ask(seeded, file(f"规上产值,亿元,{following},"), today=today)) == []


@pytest.mark.parametrize(
    ("line", "said", "right"),
    [
        ("规上产值,万元,2024-09,18000000", "目录中是“亿元”，相差10,000倍", "换算为1,800亿元"),
        ("规上产值,百万元,2024-09,180000", "目录中是“亿元”，相差100倍", "换算为1,800亿元"),
        ("规上产值,千万元,2024-09,18000", "目录中是“亿元”，相差10倍", "换算为1,800亿元"),
        ("理想汽车,辆,2025-01,29927", "目录中是“万辆”，相差10,000倍", "换算为2.9927万辆"),
        ("载体面积,平方米,2024-09,250000", "目录中是“万平方米”，相差10,000倍", "换算为25万平方米"),
        ("规上产值,万亿元,2024-09,0.18", "目录中是“亿元”，相差10,000倍", "换算为1,800亿元"),
        ("规上产值,万美元,2024-09,18", "的单位是“万美元”，目录中是“亿元”", "改用亿元"),
        ("新签项目,亿元,2024-09,18", "的单位是“亿元”，目录中是“个”", "改用个"),
    ],
)
def test_another_unit_is_refused_with_its_factor(seeded: Store, line: str, said: str, right: str) -> None:
    """A number in another unit is never taken silently: what the factor is, or that there is none, is said."""
    problem = only(ask(seeded, file(line)), "wrong_unit")
    assert problem.message.endswith(said)
    assert problem.fix.startswith(right)


def test_missing_unit(seeded: Store) -> None:
    """A bare number is refused where 万元 and 亿元 are both in use; pieces and per cent need no unit."""
    assert codes(ask(seeded, file("规上产值,,2024-09,1800"))) == ["error missing_unit"]
    assert codes(ask(seeded, file("新签项目,,2024-09,18", "GDP增速,,2024-09,7.9", "瞪羚,,2024-09,61"))) == []


def test_units_are_converted_only_when_asked(seeded: Store) -> None:
    """The person asks for it: 万元 become 亿元 and a note says so; growth beside them stays as it is."""
    content = file("规上产值,万元,2024-09,18000000,5.4", heading="指标,单位,期间,累计,同比")
    assert not ask(seeded, content).accepted
    found = ask(seeded, content, decisions=UploadDecisions(convert_units=True))
    assert codes(found) == ["info unit_converted"]
    assert only(found, "unit_converted").message == "“规上工业总产值”已由万元换算为亿元"
    assert rows(found, "value", "growth") == [(1800.0, 5.4)]
    foreign = file("规上产值,万美元,2024-09,18", "规上产值,,2024-08,18")
    found = ask(seeded, foreign, decisions=UploadDecisions(convert_units=True))
    assert codes(found) == ["error missing_unit", "error wrong_unit"]


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


def test_all_problems_at_once(seeded: Store) -> None:
    """A file wrong in many ways is told everything in one go, in the order of its rows."""
    lines = ["没有的,个,2024-09,1", "规上产值,万元,2024-09,1", "新签项目,个,2024-09,1.5", "规上产值,亿元,昨天,1",
             "规上产值,亿元,2024-08,多"]  # fmt: skip
    found = [(f.code, f.row) for f in ask(seeded, file(*lines)).problems]
    assert found == [("unknown_indicator", 2), ("wrong_unit", 3), ("not_whole", 4), ("unreadable_period", 5),
                     ("unreadable_number", 6)]  # fmt: skip


def test_due_but_missing(store: Store) -> None:
    """Only noted: the reporter's own indicators of the newest month that neither the file nor an earlier one has."""
    found = ask(store, values(OUTPUT, m2024_08=1600), ECONOMY)
    note = only(found, "due_but_missing")
    assert note.message.startswith("2024年1—8月应报未报：全部工业开票销售、新签产业项目")
    assert (found.accepted, found.questions) == (True, [])
    for name in (
        "规上工业总产值",
        "近地化配套率",
        "瞪羚",
        "理想汽车新车交付",
    ):  # in it, quarterly, foreign, public
        assert name not in note.message
    store_values(store, "industrial_invoicing", {"2024-08": 2000.0})
    note = only(ask(store, values(OUTPUT, m2024_08=1600), ECONOMY), "due_but_missing")
    assert "开票" not in note.message


def test_simulated_values_are_due(simulated: Store) -> None:
    """What is only simulated was never reported."""
    assert (
        "全部工业开票销售" in only(ask(simulated, values(OUTPUT, m2024_09=1800)), "due_but_missing").message
    )


def test_refused_is_not_missing(seeded: Store) -> None:
    """A number in the wrong unit is there: it is not called 应报未报 as well."""
    lines = ("规上产值,万元,2024-09,18000000", "新签项目,个,2024-09,38")
    assert "规上工业总产值" not in only(ask(seeded, file(*lines), ECONOMY), "due_but_missing").message


def test_targets_beside_actuals_are_left_alone(seeded: Store) -> None:
    """A column of targets in a file of actuals changes no plan, and that is said."""
    found = ask(seeded, file("规上产值,亿元,2024-09,1800,2600", heading="指标,单位,期间,累计,年度目标"))
    assert codes(found) == ["info targets_ignored"]
    assert rows(found, "indicator", "value") == [(OUTPUT, 1800.0)]


def test_all_that_is_wrong_with_a_row_at_once(seeded: Store) -> None:
    """A row in the future and in the wrong unit is told both."""
    content = "指标,单位,期间,累计\n规上工业总产值,万元,2099-09,18205500\n"
    assert codes(ask(seeded, content)) == ["error future_period", "error wrong_unit"]


def test_an_unknown_name_beside_a_wrong_number(seeded: Store) -> None:
    """A name is looked up also where nothing else of its row can be read, and in a file where that is every row."""
    for line in ("没有的,个,2024-09,多", "没有的,个,昨天,1"):
        found = ask(seeded, file(line))
        assert [f.row for f in found.problems] == [2, 2]
        assert only(found, "unknown_indicator").place == "第2行 A“指标”列"
    assert codes(ask(seeded, file("规上产值,亿元,2024-09,多"))) == ["error unreadable_number"]
