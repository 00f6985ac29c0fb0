"""Targets: what is refused, what must be confirmed, what is kept next to the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.uploads.commit import commit_upload
from indicators.validation.context import UploadDecisions
from tests.upload_helpers import ECONOMY, OUTPUT, ask, codes, file, only, rows

if TYPE_CHECKING:
    from indicators.store.store import Store
    from indicators.uploads.preview import Preview

TARGETS = "指标,单位,2024年目标"


def plan(*lines: str, heading: str = TARGETS) -> bytes:
    """A plan of 2024."""
    return file(*lines, heading=f"2024年目标任务分解表\n{heading}")


def targets(preview: Preview) -> list[tuple[object, ...]]:
    """Indicator, year, phase and target that would be written."""
    found = preview.checked.rows
    phase = found["period"].astype(object).where(found["period"].notna(), "")
    return list(zip(found["indicator"], found["year"], phase, found["target"], strict=True))


def test_a_changed_target_is_a_revision(store: Store) -> None:
    """It must be confirmed and is kept next to the older one; the same target again changes nothing."""
    found = ask(store, plan("规上产值,亿元,2600", "新签项目,个,50"))
    assert codes(found) == ["confirm plan_revision"]
    message = "“规上工业总产值”2024年全年的目标将由2,500亿元调整为2,600亿元"
    assert (only(found, "plan_revision").row, only(found, "plan_revision").message) == (3, message)
    assert targets(found) == [(OUTPUT, 2024, "", 2600.0)]
    assert rows(found, "comparator", "wording", "lift") == [("above", "2,600亿元", "industry")]
    commit_upload(store, found, confirmed=True)
    log = store.snapshot().log["plans"]
    assert log.loc[log["indicator"] == OUTPUT, "target"].tolist() == [2500.0, 2600.0]
    assert ask(store, plan("规上产值,亿元,2600")).counts["unchanged"] == 1


@pytest.mark.parametrize(
    ("year", "line", "message"),
    [
        (2024, "规上产值,亿元,25000000", "比现有目标2,500约大10000倍"),
        (2025, "规上产值,亿元,27000000", "比上年目标2,500约大10000倍"),
        (2025, "地区生产总值增速,%,0.08", "比上年目标8约小100倍"),
    ],
)
def test_a_target_off_by_a_factor(seeded: Store, year: int, line: str, message: str) -> None:
    """A slip of the unit in a target is named as such and refused, next to the stored target or last year's."""
    found = ask(seeded, plan(line).replace(b"2024", str(year).encode()))
    assert codes(found) == ["error off_by_factor"]
    assert message in only(found, "off_by_factor").message


def test_targets_in_words(seeded: Store) -> None:
    """As the zone's own plan words them, and kept so; only a unit that they lack is added."""
    lines = [
        "规上产值,亿元,2600亿元以上",
        "新增载体面积,万平方米,力争突破35",
        "地区生产总值增速,%,力争增长7.5%左右",
        "新签项目,个,≥55",
        "全部工业开票,亿元,挑战 3100亿元",
        "瞪羚企业,家,确保完成80家",
    ]
    found = ask(seeded, plan(*lines))
    assert codes(found) == ["confirm plan_revision"] * 6
    assert rows(found, "target", "comparator", "wording") == [
        (2600.0, "at_least", "2600亿元以上"), (35.0, "above", "力争突破35万平方米"), (7.5, "about", "力争增长7.5%左右"),
        (55.0, "at_least", "≥55个"), (3100.0, "above", "挑战 3100亿元"), (80.0, "at_least", "确保完成80家"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("力争突破26000000万元", "力争突破26000000万元"),
        ("不低于26000000", "不低于26000000万元"),
        ("26000000", "2,600亿元"),
    ],
)
def test_words_of_a_converted_target(seeded: Store, written: str, shown: str) -> None:
    """Words keep the unit that their number was written in; a number alone is worded in the catalogue's."""
    decisions = UploadDecisions(convert_units=True)
    found = ask(seeded, plan(f"规上产值,万元,{written}"), decisions=decisions)
    assert rows(found, "target", "wording") == [(2600.0, shown)]


def test_the_same_number_in_other_words(seeded: Store) -> None:
    """突破2500 is not 2500以上: that is a revision; a bare 2500 is none."""
    found = ask(seeded, plan("规上产值,亿元,2500以上"))
    message = "的目标将由“力争突破2500亿元”调整为“2500亿元以上”"
    assert message in only(found, "plan_revision").message
    assert ask(seeded, plan("规上产值,亿元,2500")).counts["unchanged"] == 1


def test_bounds_on_the_wrong_side(seeded: Store) -> None:
    """以内 where more is better must be confirmed; words that contradict each other are refused."""
    found = ask(seeded, plan("新签项目,个,不超过50"))
    assert only(found, "bound_against_direction").message == "“新签产业项目”越高越好，目标却写作“不超过50”"
    problem = only(ask(seeded, plan("新签项目,个,至少50个以内")), "unreadable_number")
    assert (problem.column, problem.message) == ("C“2024年目标”", "“至少50个以内”前后说法不一")
    assert problem.fix.startswith("数字，如 2500、2500亿元以上")


def test_targets_worded_as_growth(seeded: Store) -> None:
    """增长7% is the target of a 增速, as the zone words it; of a share or an amount it is refused."""
    found = ask(seeded, plan("地区生产总值增速,%,增长7%左右"))
    assert (codes(found), targets(found)) == (["confirm plan_revision"], [("gdp_growth", 2024, "", 7.0)])
    share = ask(seeded, plan("理想汽车零部件近地化配套率,%,增长5%"))
    message = "“理想汽车零部件近地化配套率”的目标写作“增长5%”，是增长多少，不是目标"
    assert only(share, "target_as_growth").message == message
    assert codes(ask(seeded, plan("规上产值,亿元,增长5%"))) == ["error wrong_unit"]


def test_the_adjusted_target_counts(seeded: Store) -> None:
    """The former one next to it is not used, which is asked about."""
    found = ask(seeded, plan("规上产值,亿元,2500,2600", heading="指标,单位,2024年原目标,2024年调整后目标"))
    assert codes(found) == ["confirm layout_inferred", "confirm plan_revision"]
    assert targets(found) == [(OUTPUT, 2024, "", 2600.0)]
    assert only(found, "plan_revision").column == "D“2024年调整后目标”"
    assert found.table is not None
    columns = found.layout.tables[0].columns
    assert [column.use for column in columns if column.heading == "2024年原目标"] == ["unused"]


def test_a_year_too_far_ahead(seeded: Store) -> None:
    """2090 is a slip of the keys."""
    assert codes(ask(seeded, plan("规上产值,亿元,2600").replace(b"2024", b"2090"))) == ["error far_year"]


def test_next_years_targets_are_new(seeded: Store) -> None:
    """A plan is about the future; where none is stored, nothing must be confirmed, and less is better stays so."""
    found = ask(seeded, "指标,单位,2027年目标\n规上产值,亿元,3100\n")
    assert (codes(found), targets(found)) == ([], [(OUTPUT, 2027, "", 3100.0)])
    assert rows(found, "comparator") == [("at_least",)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("规上产值,万元,26000000", "wrong_unit"),
        ("规上产值,亿元,-2600", "negative"),
        ("新签项目,个,50.5", "not_whole"),
        ("近地化配套率,%,140", "share_over_100"),
        ("不知何物,个,50", "unknown_indicator"),
        ("规上产值,亿元,多些", "unreadable_number"),
    ],
)
def test_targets_are_checked_like_values(seeded: Store, line: str, code: str) -> None:
    """Unit, sign, whole pieces, shares and names are checked for plans as well."""
    assert [f.code for f in ask(seeded, plan(line)).problems] == [code]


def test_plans_are_not_everybodys(seeded: Store) -> None:
    """A department plans for its own lifts only."""
    found = ask(seeded, plan("瞪羚,家,80", "规上产值,亿元,2600"), ECONOMY)
    assert (codes(found), targets(found)[0][0]) == (["confirm plan_revision", "error not_yours"], OUTPUT)


def test_a_blank_target_is_none(seeded: Store) -> None:
    """A blank takes no target away."""
    found = ask(seeded, plan("规上产值,亿元,—", "新签项目,个,50"))
    assert (codes(found), found.counts["unchanged"], len(found.checked.rows)) == ([], 1, 0)


def test_a_target_twice(seeded: Store) -> None:
    """A year has one target."""
    found = ask(seeded, plan("规上产值,亿元,2600", "规上产值,亿元,2700"))
    assert "error twice" in codes(found)
    assert "2024年全年出现多次且数值不同（另见第3行）" in only(found, "twice").message
