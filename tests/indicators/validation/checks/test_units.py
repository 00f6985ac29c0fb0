"""A number in another unit is refused, or converted where that was decided."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indicators.access import LOCAL_ADMINISTRATOR
from indicators.validation.context import Context, UploadDecisions
from indicators.validation.observations import check_observations
from tests.reports import TODAY
from tests.upload_helpers import OUTPUT, ask, codes, file, only, rows, store_values

if TYPE_CHECKING:
    from indicators.store.store import Store


@pytest.mark.parametrize(
    ("line", "message", "right"),
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
def test_another_unit_is_refused_with_its_factor(seeded: Store, line: str, message: str, right: str) -> None:
    """A number in another unit is never taken silently: what the factor is, or that there is none, is reported."""
    problem = only(ask(seeded, file(line)), "wrong_unit")
    assert problem.message.endswith(message)
    assert problem.fix.startswith(right)


def test_a_file_without_units_is_asked_about_once(store: Store) -> None:
    """One question names the newest number of each indicator and its size; the catalogue's unit is taken."""
    store_values(store, OUTPUT, {"2023-09": 1700.0})
    found = ask(store, file(*(f'规上产值,{m},"{v}"' for m, v in (("2024-08", "1600"), ("2024-09", "1,802.5"))),
                            "载体面积,2024-09,20", "新签项目,2024-09,38", heading="指标,期间,累计"))  # fmt: skip
    assert codes(found) == ["confirm unit_assumed"]
    question = only(found, "unit_assumed")
    assert question.rows == (2, 3, 4)
    assert question.message == (
        "单位未写，按目录单位？规上工业总产值（亿元）2024年1—9月1,802.5，约为上年同期的1.06倍；"
        "新增载体面积（万平方米）2024年1—9月20，约为年度计划的66.7%"
    )
    assert rows(found, "value") == [(1600.0,), (1802.5,), (20.0,), (38.0,)]


@pytest.mark.parametrize(
    ("line", "size"),
    [
        ("规上产值,2024-09,17000000", "约为上年同期的10,000倍"),
        ("载体面积,2024-09,200000", "约为年度计划的667,000%"),
        ("理想汽车,2025-01,29927", "约为上年同期的9,600倍"),
    ],
)
def test_a_wrong_size_is_seen_in_the_question(store: Store, line: str, size: str) -> None:
    """What the catalogue's unit would make of the numbers is said, and the slip itself is refused as ever."""
    store_values(store, OUTPUT, {"2023-09": 1700.0})
    found = ask(store, file(line, heading="指标,期间,累计"))
    assert codes(found) == ["confirm unit_assumed", "error off_by_factor"]
    assert only(found, "unit_assumed").message.endswith(size)


def test_a_unit_confirmed_before_is_not_asked_about(seeded: Store) -> None:
    """Nor are pieces and per cent, nor growth, nor numbers that are stored already."""
    context = Context(seeded.snapshot(), LOCAL_ADMINISTRATOR, TODAY)
    table = ask(seeded, file("规上产值,,2024-09,1800")).table
    assert table is not None
    asked, known = (check_observations(replace(table, unit_confirmed=yes), context) for yes in (False, True))
    assert "unit_assumed" in {issue.code for issue in asked.issues}
    assert "unit_assumed" not in {issue.code for issue in known.issues}
    assert codes(ask(seeded, file("新签项目,,2024-09,38", "GDP增速,,2024-09,7.9", "瞪羚,,2024-09,61"))) == []
    assert codes(ask(seeded, file("理想汽车,,2024-09,34.1812"))) == []


def test_a_plan_without_units(seeded: Store) -> None:
    """Targets are compared with the ones that stand."""
    content = "2024年目标任务分解表\n指标,年度目标\n规上产值,2600\n理想汽车,80\n"
    found = ask(seeded, content)
    assert codes(found) == ["confirm layout_inferred", "confirm plan_revision", "confirm unit_assumed"]
    assert only(found, "unit_assumed").message.endswith(
        "规上工业总产值（亿元）2024年全年2,600，约为现有目标的1.04倍"
    )


RATE = "指标,单位,期间,累计,同比（%）"


@pytest.mark.parametrize(
    ("line", "name", "rate"),
    [
        ("一般公共预算收入,亿元,2024-09,56.3,6.5", "一般公共预算收入", "budget_revenue_growth"),
        ("地区生产总值,亿元,2024-09,812,7.9", "地区生产总值", "gdp_growth"),
        ("财政收入,万元,2024-09,563000,-2.25", "财政收入", "budget_revenue_growth"),
        ("财政收入,,2024-09,56.3,5.1", "财政收入", "budget_revenue_growth"),
    ],
)
def test_an_amount_whose_growth_is_the_indicator(seeded: Store, line: str, name: str, rate: str) -> None:
    """The message offers the growth; mapped to the rate, the growth is its value and the amount is left out."""
    *_, growth = line.split(",")
    content = file(line, heading=RATE)
    unknown = only(ask(seeded, content), "unknown_indicator")
    assert f"没有名为“{name}”的指标，目录中的“" in unknown.message
    assert f"将采用同比（{growth}%），不采用金额" in unknown.fix
    found = ask(seeded, content, decisions=UploadDecisions(names={name: rate}))
    assert codes(found) == ["info amount_of_rate"]
    assert rows(found, "indicator", "value", "growth") == [(rate, float(growth), None)]


def test_a_rate_in_per_cent_stays_the_rate(seeded: Store) -> None:
    """A row in % holds the rate itself, and what stands beside it is by how much it changed."""
    found = ask(seeded, file("财政收入增速,%,2024-09,6.5,0.3", heading=RATE))
    assert (codes(found), rows(found, "value")) == (["info change_of_rate"], [(6.5,)])
    alone = ask(seeded, file("财政收入,亿元,2024-09,56.3"))
    assert "最接近的是" in only(alone, "unknown_indicator").message


def test_units_are_converted_only_when_asked(seeded: Store) -> None:
    """The person asks for it: 万元 become 亿元 and that is reported; growth next to them stays as it is."""
    content = file("规上产值,万元,2024-09,18000000,5.4", heading="指标,单位,期间,累计,同比")
    assert not ask(seeded, content).accepted
    found = ask(seeded, content, decisions=UploadDecisions(convert_units=True))
    assert codes(found) == ["info unit_converted"]
    assert only(found, "unit_converted").message == "“规上工业总产值”已由万元换算为亿元"
    assert rows(found, "value", "growth") == [(1800.0, 5.4)]
    foreign = file("规上产值,万美元,2024-09,18", "规上产值,,2024-08,1700")
    found = ask(seeded, foreign, decisions=UploadDecisions(convert_units=True))
    assert codes(found) == ["confirm unit_assumed", "error wrong_unit"]
