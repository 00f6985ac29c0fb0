"""Which indicator a name means, who may report it, and for which time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from indicators.access import Reporter
from tests.store_helpers import in_charge
from tests.upload_helpers import ECONOMY, OUTPUT, PROJECTS, ask, codes, file, only, rows

if TYPE_CHECKING:
    from indicators.store.store import Store


def test_unknown_indicator_is_reported_once_with_the_nearest_names(seeded: Store) -> None:
    """Nobody's indicator refuses the file: at its first row, with how many there are and what looks like it."""
    found = ask(seeded, file("规上工业总产植,亿元,2024-08,1600", "规上工业总产植,亿元,2024-09,1800"))
    problem = only(found, "unknown_indicator")
    assert (problem.row, problem.column, problem.found) == (2, "A“指标”", "规上工业总产植")
    assert problem.message.startswith("没有名为“规上工业总产植”的指标（共2行），最接近的是“规上工业总产值”")
    assert not found.accepted
    assert found.checked.rows.empty


def test_nearest_names(seeded: Store) -> None:
    """Names that contain what was written lead; where nothing is alike, the message says so."""
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
    assert (
        only(found, "not_yours").message == "“瞪羚企业累计认定”属创新提效，责任单位待明确，“经发局”不能上报"
    )
    assert rows(found, "indicator") == [(OUTPUT,)]
    assert ask(seeded, content).accepted
    assert not ask(seeded, content, Reporter("访客", "department", frozenset())).accepted


def test_units_share_a_lift(store: Store) -> None:
    """A unit reports what it answers for in whatever lift, GDP too, and nothing of another unit's in the same lift."""
    in_charge(store, **{OUTPUT: "经发局", PROJECTS: "招商局", "gdp_growth": "经发局"})
    content = file("规上产值,亿元,2024-09,1800", "新签项目,个,2024-09,41", "GDP增速,%,2024-09,5.5")
    for unit, own, other in (
        ("经发局", [OUTPUT, "gdp_growth"], "“新签产业项目”由招商局负责，“经发局”不能上报"),
        ("招商局", [PROJECTS], "“规上工业总产值”由经发局负责，“招商局”不能上报"),
    ):
        found = ask(store, content, Reporter(unit, "department", frozenset(), frozenset({unit})))
        refused = [found.message for found in found.issues if found.code == "not_yours"]
        assert refused[0] == other
        assert len(refused) == 3 - len(own)
        assert rows(found, "indicator") == [(name,) for name in own]


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


def test_an_unknown_name_beside_a_wrong_number(seeded: Store) -> None:
    """A name is looked up also where nothing else of its row can be read, and in a file where that is every row."""
    for line in ("没有的,个,2024-09,多", "没有的,个,昨天,1"):
        found = ask(seeded, file(line))
        assert [f.row for f in found.problems] == [2, 2]
        assert only(found, "unknown_indicator").place == "第2行 A“指标”列"
    assert codes(ask(seeded, file("规上产值,亿元,2024-09,多"))) == ["error unreadable_number"]
