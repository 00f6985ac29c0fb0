"""The customer's own indicators, for any lift, from a file: every field, and what cannot be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from indicators.uploads.commit import commit_upload
from tests.upload_helpers import ECONOMY, OUTPUT, ask, codes, file, only, rows

if TYPE_CHECKING:
    from indicators.store.store import Store

HEADING = "指标名称,六提,单位,类型,方向,频率,小数位,责任单位,口径,别名"
ACCIDENTS = "生产安全事故起数,安全提升,起,个数,越低越好,月度,0,应急局,当年累计发生数,事故起数、安全事故"


def define(*lines: str) -> bytes:
    """A file of definitions."""
    return file(*lines, heading=HEADING)


def test_a_new_indicator(seeded: Store) -> None:
    """What offices write becomes the catalogue's codes; the id is made up, the same for the same name."""
    found = ask(seeded, define(ACCIDENTS))
    assert (codes(found), found.counts["new"]) == ([], 1)
    (row,) = found.checked.rows.to_dict("records")
    expected = {"lift": "safety", "name": "生产安全事故起数", "unit": "起", "kind": "count", "direction": "less",
                "decimals": 0, "frequency": "month", "responsible_unit": "应急局", "definition": "当年累计发生数",
                "aliases": "事故起数|安全事故", "headline": False, "position": 15, "row": 2, "origin": "报送"}  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert row["indicator"].startswith("custom_")
    assert rows(ask(seeded, define(ACCIDENTS)), "indicator") == [(row["indicator"],)]


def test_its_numbers_can_be_reported_at_once(store: Store) -> None:
    """Committed, it is known by name and alias, to be planned and reported."""
    commit_upload(store, ask(store, define(ACCIDENTS)), confirmed=True)
    assert codes(ask(store, file("安全事故,起,2024-09,3"))) == []
    assert codes(ask(store, file("生产安全事故起数,起,2024-09,2.5"))) == ["error not_whole"]


def test_what_is_usual(seeded: Store) -> None:
    """Left out, more is better, monthly; pieces have no decimals, rates one, amounts two."""
    lines = [
        "甲数,安全提升,起,个数",
        "乙额,动力提振,亿元,累计",
        "丙率,安全提升,%,比率",
        "丁数,动力提振,家,期末",
    ]
    found = ask(seeded, define(*(line + ",,,,,," for line in lines)))
    assert codes(found) == []
    assert rows(found, "decimals", "direction", "frequency") == [
        (decimals, "more", "month") for decimals in (0, 2, 1, 0)
    ]


def test_words_of_a_mean(seeded: Store) -> None:
    """An average since January has several names; it has two decimals where the file names none."""
    words = ["均值", "平均", "平均值", "平均数", "浓度"]
    lines = [f"指标{word},安全提升,微克/立方米,{word},越低越好,,,,," for word in words]
    found = ask(seeded, define(*lines))
    assert codes(found) == []
    assert rows(found, "kind", "decimals") == [("mean", 2)] * len(words)


def test_only_administrators(seeded: Store) -> None:
    """A department's key defines nothing."""
    found = ask(seeded, define(ACCIDENTS), ECONOMY)
    assert codes(found) == ["error not_yours"]
    assert only(found, "not_yours").message == "只有管理员可以增加或修改指标"


@pytest.mark.parametrize(
    ("line", "column", "message", "fix"),
    [
        ("甲数,第七提,起,个数,,,,,,", "B“六提”", "“甲数”的六提“第七提”不对", "六提之一，如 安全提升"),
        ("甲数,,起,个数,,,,,,", "B“六提”", "“甲数”的六提没有填写", "六提之一，如 安全提升"),
        ("甲数,安全提升,,个数,,,,,,", "C“单位”", "“甲数”的单位没有填写", "单位，如 亿元、个、%"),
        ("甲数,安全提升,起,好数,,,,,,", "D“类型”", "“甲数”的类型“好数”不对", "累计、个数、期末、比率或均值"),
        ("甲数,安全提升,起,个数,往上,,,,,", "E“方向”", "“甲数”的方向“往上”不对", "越高越好或越低越好"),
        ("甲数,安全提升,起,个数,,每旬,,,,", "F“频率”", "“甲数”的频率“每旬”不对", "月、季或年"),
        ("甲数,安全提升,起,个数,,,两,,,", "G“小数位”", "“甲数”的小数位“两”不对", "0到6的整数"),
        ("甲数,安全提升,起,个数,,,9,,,", "G“小数位”", "“甲数”的小数位“9”不对", "0到6的整数"),
    ],
)
def test_wrong_definitions(seeded: Store, line: str, column: str, message: str, fix: str) -> None:
    """Each wrong field is reported with its row and column, what was found and what would be right."""
    found = ask(seeded, define(ACCIDENTS, line))
    assert codes(found) == ["error wrong_definition"]
    problem = only(found, "wrong_definition")
    assert (problem.row, problem.column, problem.message, problem.fix) == (3, column, message, fix)


def test_all_wrong_fields_at_once(seeded: Store) -> None:
    """Nobody mends a file field by field."""
    assert codes(ask(seeded, define("甲数,第七提,,好数,往上,每旬,两,,,"))) == ["error wrong_definition"] * 6


def test_an_indicator_twice(seeded: Store) -> None:
    """One row an indicator."""
    found = ask(seeded, define(ACCIDENTS, ACCIDENTS))
    assert (codes(found), only(found, "twice").place) == (["error twice"], "第3行 A“指标名称”列")


def test_a_name_leads_to_one_indicator(seeded: Store) -> None:
    """An alias that is another's name or alias is refused, within the catalogue and within the file."""
    lines = [
        "甲数,安全提升,起,个数,,,,,,规上工业总产值",
        "乙数,安全提升,起,个数,,,,,,规上产值|丙数",
        "丙数,安全提升,起,个数,,,,,,",
    ]
    found = ask(seeded, define(*lines))
    assert [(f.code, f.row, f.column, f.found) for f in found.problems] == [
        ("name_taken", 2, "J“别名”", "规上工业总产值"), ("name_taken", 3, "J“别名”", "规上产值"),
        ("name_taken", 4, "A“指标名称”", "丙数"),
    ]  # fmt: skip
    assert found.problems[0].message == "“规上工业总产值”已是“规上工业总产值”的名称或别名，不能再用于“甲数”"


def test_a_changed_definition_is_asked_about(seeded: Store) -> None:
    """Old values get another meaning by it; what changes is put into words, what is left out stays."""
    found = ask(seeded, define("规上工业总产值,,,期末,越低越好,,,经发局,,"))
    assert codes(found) == ["confirm definition_changed"]
    message = "类型为累计；方向为越高越好；责任单位为空 → 类型为期末；方向为越低越好；责任单位为经发局"
    assert message in only(found, "definition_changed").message
    assert rows(found, "indicator", "lift", "decimals", "aliases") == [
        (OUTPUT, "industry", 2, "规上工业产值|规模以上工业总产值|规上产值")
    ]


def test_the_same_definition_changes_nothing(seeded: Store) -> None:
    """Whole catalogue exports may come back as they are."""
    found = ask(seeded, define("规上工业总产值,产业提档,亿元,累计,越高越好,月,2,,,"))
    assert (codes(found), found.counts["unchanged"], found.checked.rows.empty) == ([], 1, True)


def test_simulated_units_never_become_real(simulated: Store) -> None:
    """A bureau that demonstration named is not part of a real definition."""
    assert simulated.snapshot().catalogue.set_index("indicator").loc[OUTPUT, "responsible_unit"] == "经发局"
    found = ask(simulated, define("规上工业总产值,,,,越低越好,,,,,"))
    assert rows(found, "direction", "responsible_unit") == [("less", "")]
    assert "方向为越高越好 → 方向为越低越好" in only(found, "definition_changed").message


MORE = "指标名称,牵头领导,总览主指标,排序,停用日期,编码"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("规上工业总产值,张三,否,4,2025-06-30,industrial_output", ("张三", False, 4, date(2025, 6, 30))),
        ("规上工业总产值,,√,12,2025年6月30日,", ("", True, 12, date(2025, 6, 30))),
        ("规上工业总产值,李四、王五,×,,2025/6/30,", ("李四、王五", False, 4, date(2025, 6, 30))),
        ("规上工业总产值,—,—,7,—,industrial_output", ("", True, 7, None)),
    ],
)
def test_every_field_has_a_column(seeded: Store, written: str, stored: tuple[object, ...]) -> None:
    """Lead official, headline, order and last day are read as offices write them; a dash is a blank."""
    found = ask(seeded, file(written, heading=MORE))
    assert codes(found) == ["confirm definition_changed"]
    assert rows(found, "lead_official", "headline", "position", "retired") == [stored]


def test_a_field_is_emptied(store: Store) -> None:
    """无 empties what may be empty; what a definition needs is refused without it."""
    lines = ["规上工业总产值,张三,是,4,2025-06-30,"]
    commit_upload(store, ask(store, file(*lines, heading=MORE)), confirmed=True)
    emptied = ask(store, file("规上工业总产值,无,,,无,", heading=MORE))
    assert rows(emptied, "lead_official", "headline", "position", "retired") == [("", True, 4, None)]
    refused = ask(store, file("规上工业总产值,,无,无,,", heading=MORE))
    assert [f.message for f in refused.problems] == [
        "“规上工业总产值”的排序“无”不对", "“规上工业总产值”的总览主指标“无”不对",
    ]  # fmt: skip


@pytest.mark.parametrize("day", ["明年", "2025-02-30", "六月"])
def test_a_last_day_is_a_day(seeded: Store, day: str) -> None:
    """What is no day is refused with what would be right."""
    problem = only(ask(seeded, file(f"规上工业总产值,,,,{day},", heading=MORE)), "wrong_definition")
    assert (problem.column, problem.fix) == ("E“停用日期”", "日期，如 2025-06-30；在用的请留空")


SIZES = "指标名称,六提,单位,类型,常见下限,常见上限"


def test_usual_sizes(store: Store) -> None:
    """How large a value usually is may be given, both ends or one; what the file leaves out stays as it was."""
    lines = ['甲额,安全提升,亿元,累计,"1,200",1800.5', "规上工业总产值,产业提档,亿元,累计,,3000"]
    found = ask(store, file(*lines, heading=SIZES))
    assert codes(found) == ["confirm definition_changed"]
    assert "常见上限为空 → 常见上限为3,000" in only(found, "definition_changed").message
    assert rows(found, "typical_low", "typical_high") == [(1200.0, 1800.5), (None, 3000.0)]
    commit_upload(store, found, confirmed=True)
    assert ask(store, define("规上工业总产值,产业提档,亿元,累计,,,,,,")).counts["unchanged"] == 1


@pytest.mark.parametrize(
    ("sizes", "column", "found"),
    [
        ("50,20", "F“常见上限”", "常见上限“20”"),
        ("-3,-5.5", "F“常见上限”", "常见上限“-5.5”"),
        ("少,20", "E“常见下限”", "常见下限“少”"),
    ],
)
def test_usual_sizes_that_cannot_be(seeded: Store, sizes: str, column: str, found: str) -> None:
    """A size is a number, and a range does not end below its beginning."""
    problem = only(ask(seeded, file(f"甲额,安全提升,亿元,累计,{sizes}", heading=SIZES)), "wrong_definition")
    assert (problem.column, f"“甲额”的{found}不对") == (column, problem.message)
