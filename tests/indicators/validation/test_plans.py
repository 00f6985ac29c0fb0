"""Targets: what is refused, what must be confirmed, what is kept next to the new one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from indicators.uploads.commit import commit_upload
from indicators.uploads.history import differences_of_upload
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


WORDED = "指标,单位,2024年目标,原文,依据,下达日期"
SENTENCE = "2024年，规上工业总产值力争突破2600亿元"


def test_words_in_their_own_columns(store: Store) -> None:
    """原文, 依据 and 下达日期 are taken as they are; the words say how the number is meant."""
    found = ask(store, plan(f"规上产值,亿元,2600,力争突破2600亿元,{SENTENCE},2024年1月20日", heading=WORDED))
    assert codes(found) == ["confirm plan_revision"]
    stored = (2600.0, "above", "力争突破2600亿元", SENTENCE, date(2024, 1, 20))
    assert rows(found, "target", "comparator", "wording", "quote", "announced") == [stored]
    commit_upload(store, found, confirmed=True)
    again = ask(store, plan(f"规上产值,亿元,2600,力争突破2600亿元,{SENTENCE},2024-01-20", heading=WORDED))
    assert (codes(again), again.counts["unchanged"]) == ([], 1)
    # What a file has no column for, or leaves blank, stays with a target that stays.
    assert ask(store, plan("规上产值,亿元,2600")).counts["unchanged"] == 1
    assert ask(store, plan("规上产值,亿元,2600,,,", heading=WORDED)).counts["unchanged"] == 1


@pytest.mark.parametrize(
    ("line", "before", "after"),
    [
        ("2500,突破2500亿元,,", "原文“力争突破2500亿元”", "原文“突破2500亿元”"),
        ("2500,,会议纪要,", "依据“规上工业总产值力争突破2500亿元”", "依据“会议纪要”"),
        ("2500,,,2024-01-20", "无下达日期", "下达日期“2024-01-20”"),
        ("2600,2600亿元以上,会议纪要,", "2,500亿元，原文“力争突破2500亿元”，依据“规上工业总产值力争突破2500亿元”",
         "2,600亿元，原文“2600亿元以上”，依据“会议纪要”"),
    ],
)  # fmt: skip
def test_all_that_changes_of_a_target_is_asked_about(
    seeded: Store, line: str, before: str, after: str
) -> None:
    """Words, quote and day of a target are named with what they were."""
    found = ask(seeded, plan(f"规上产值,亿元,{line}", heading=WORDED))
    assert codes(found) == ["confirm plan_revision"]
    assert only(found, "plan_revision").message.endswith(f"的目标将由{before}调整为{after}")
    assert found.counts["changed"] == 1


def test_the_difference_shows_all_that_changes(seeded: Store) -> None:
    """Also what follows from the number: a target that changes loses the words and the source of the one before."""
    (row,) = ask(seeded, plan("规上产值,亿元,2600以上")).checked.differences.to_dict("records")
    assert (row["old"], row["value"]) == (2500.0, 2600.0)
    assert row["old_terms"] == "原文“力争突破2500亿元”，依据“规上工业总产值力争突破2500亿元”，比较“超过”"
    assert row["new_terms"] == "原文“2600亿元以上”，无依据，比较“不低于”"


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("2600,力争突破2600亿元", []), ("2600,规上工业总产值2025年突破2600亿元、增长8%", []), ("2600,突破0.26万亿元", []),
        ("2600,26000000万元以上", []), ("2600,突破2600", []), ("2600,力争突破2700亿元", ["words_differ"]), ("2600,再上新台阶", ["words_differ"]),
        ("2600,2600个", ["words_differ"]), ("2600,增长2600%", ["words_differ"]),
    ],
)  # fmt: skip
def test_the_number_is_the_one_in_the_words(seeded: Store, line: str, asked: list[str]) -> None:
    """A target that its own words do not say is asked about, whichever unit they are in."""
    found = ask(seeded, plan(f"规上产值,亿元,{line}", heading="指标,单位,2024年目标,原文"))
    assert [f.code for f in found.questions if f.code != "plan_revision"] == asked
    assert not found.problems


def test_words_of_a_converted_number(seeded: Store) -> None:
    """A number without a unit in the words is in that of its column."""
    content = plan("规上产值,万元,26000000,突破26000000", heading="指标,单位,2024年目标,原文")
    assert (
        codes(ask(seeded, content, decisions=UploadDecisions(convert_units=True)))[0]
        == "confirm plan_revision"
    )


def test_words_belong_to_the_years_target(seeded: Store) -> None:
    """Phases that stand next to it in its row have words of their own, or none."""
    heading = "指标,单位,2024年全年目标,2024年1-6月目标,原文"
    found = ask(seeded, plan("规上产值,亿元,2600,1300,突破2600亿元", heading=heading))
    assert rows(found, "period", "wording") == [(None, "突破2600亿元"), ("2024-06", "1,300亿元")]


def test_words_without_a_target(seeded: Store) -> None:
    """A number that stands in the words alone is not taken, and not passed over either."""
    found = ask(seeded, plan("规上产值,亿元,,突破2600亿元", heading="指标,单位,2024年目标,原文"))
    assert codes(found) == ["error words_without_target"]
    assert only(found, "words_without_target").message == "“规上工业总产值”有原文“突破2600亿元”，没有目标"


@pytest.mark.parametrize(("day", "code"), [("2099-01-01", "future_day"), ("年初", "unreadable_day")])
def test_a_day_of_announcement_is_a_day(seeded: Store, day: str, code: str) -> None:
    """It is no later than today."""
    found = ask(seeded, plan(f"规上产值,亿元,2500,{day}", heading="指标,单位,2024年目标,下达日期"))
    assert only(found, code).column == "D“下达日期”"


def test_last_years_columns_that_say_so_are_not_read(seeded: Store) -> None:
    """A column whose heading says 仅供参考 is not used and not asked about; one of last year that does not, is."""
    reference = "指标,单位,上年目标（仅供参考）,上年完成（仅供参考）,2027年目标"
    found = ask(seeded, file("规上产值,亿元,2900,2950,3100", heading=reference))
    assert (codes(found), targets(found)) == ([], [(OUTPUT, 2027, "", 3100.0)])
    asked = ask(seeded, file("规上产值,亿元,2900,2950,3100", heading=reference.replace("（仅供参考）", "")))
    assert (codes(asked), targets(asked)) == (["confirm layout_inferred"], [(OUTPUT, 2027, "", 3100.0)])


def test_the_record_shows_all_that_changed_of_a_target(store: Store) -> None:
    """上报记录 lists the number and its words; where only the words changed, these alone."""
    line = "规上产值,亿元,2600,2600亿元以上,,"
    receipt = commit_upload(store, ask(store, plan(line, heading=WORDED)), confirmed=True)
    changes = differences_of_upload(store, receipt.upload, first=9)
    assert changes[["period", "old", "new"]].to_numpy().tolist() == [
        [2024, 2500.0, 2600.0],
        ["2024年原文", "力争突破2500亿元", "2600亿元以上"],
        ["2024年比较", "超过", "不低于"],
        ["2024年依据", "规上工业总产值力争突破2500亿元", "空"],
    ]
    more = commit_upload(store, ask(store, plan(f"{line[:-1]},2024-06-01", heading=WORDED)), confirmed=True)
    (row,) = differences_of_upload(store, more.upload, first=9)[["period", "new"]].to_numpy().tolist()
    assert row == ["2024年下达日期", "2024-06-01"]
