"""Indicators that a file calls by another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.frames import as_csv
from indicators.uploads.commit import commit_upload
from indicators.uploads.templates import definitions_template
from tests.upload_helpers import OUTPUT, PROJECTS, ask, codes, file, only, rows

if TYPE_CHECKING:
    from indicators.store.store import Store
    from indicators.uploads.preview import Preview

HEADING = "指标名称,六提,单位,类型"
WITHOUT_CODES = ("编码", "排序", "口径", "别名")


def template(store: Store, *without: str, **names: str) -> pd.DataFrame:
    """The template of the catalogue with other names, and without some of its columns."""
    table = definitions_template(store.snapshot()).table
    new_names = [names.get(code, name) for code, name in zip(table["编码"], table["指标名称"], strict=True)]
    return table.assign(指标名称=new_names).drop(columns=[*without])


def renamed(found: Preview) -> list[str]:
    """The questions about names."""
    return [f.message for f in found.questions if f.code == "renamed"]


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("工业产出", ()),
        ("工业产出", ("编码",)),
        ("工业产出", ("编码", "口径")),
        ("工业产出", ("编码", "排序", "频率", "方向")),
        ("工业产出", WITHOUT_CODES),
        ("规上工业总产出", WITHOUT_CODES),
    ],
)
def test_another_name_in_the_whole_catalogue(store: Store, name: str, without: tuple[str, ...]) -> None:
    """With its code or without, the one row with an unknown name is the one indicator that is left out."""
    found = ask(store, as_csv(template(store, *without, industrial_invoicing=name)))
    assert codes(found) == ["confirm renamed"]
    assert renamed(found) == [f"改名：“全部工业开票销售” → “{name}”，原名保留为别名"]
    assert rows(found, "indicator", "name") == [("industrial_invoicing", name)]


def test_the_id_stays_and_the_old_name_still_leads_to_it(store: Store) -> None:
    """On yes the old name becomes an alias: files that use it are read as before."""
    aliases = store.snapshot().catalogue.set_index("indicator").loc[OUTPUT, "aliases"]
    commit_upload(
        store, ask(store, as_csv(template(store, "编码", industrial_output="工业总产出"))), confirmed=True
    )
    row = store.snapshot().catalogue.set_index("indicator").loc[OUTPUT]
    assert (row["name"], row["aliases"]) == ("工业总产出", f"{aliases}|规上工业总产值")
    for name in ("规上工业总产值", "工业总产出", "规上产值"):
        assert rows(ask(store, file(f"{name},亿元,2024-09,1800")), "indicator") == [(OUTPUT,)]
    assert ask(store, as_csv(template(store))).counts["unchanged"] == 14


def test_an_alias_that_becomes_the_name(store: Store) -> None:
    """The alias is the name then, and the name an alias; it is one question."""
    found = ask(store, file("规模以上工业总产值,产业提档,亿元,累计", heading=HEADING))
    assert codes(found) == ["confirm renamed"]
    assert rows(found, "indicator", "name", "aliases") == [
        (OUTPUT, "规模以上工业总产值", "规上工业产值|规上产值|规上工业总产值")
    ]


@pytest.mark.parametrize(
    ("line", "indicator"),
    [
        ("瞪羚企业累计认定数,创新提效,家,期末", "gazelles"),
        ("规上工业总产出,产业提档,亿元,累计", OUTPUT),
        ("规上工业总产出,,,累计", OUTPUT),
        ("新签约产业项目,产业提档,个,个数", PROJECTS),
    ],
)
def test_a_name_that_is_nearly_the_same(seeded: Store, line: str, indicator: str) -> None:
    """A file of a few rows renames what is nearly called so, where nothing that it states speaks against it."""
    found = ask(seeded, file(line, heading=HEADING))
    assert codes(found) == ["confirm renamed"]
    assert rows(found, "indicator") == [(indicator,)]
    assert "请在文件中保留" in only(found, "renamed").fix


@pytest.mark.parametrize(
    "line",
    [
        "规上工业总产出,产业提档,%,比率",
        "规上工业总产出,安全提升,亿元,累计",
        "20亿元或2亿美元项目,产业提档,个,个数",
        "规上服务业营业收入,产业提档,亿元,累计",
        "生产安全事故起数,安全提升,起,个数",
    ],
)
def test_a_new_indicator_stays_new(seeded: Store, line: str) -> None:
    """Another unit, another lift, another number in the name, another name: nothing is asked."""
    found = ask(seeded, file(line, heading=HEADING))
    assert (codes(found), found.counts["new"]) == ([], 1)


def test_a_new_indicator_beside_the_whole_catalogue(seeded: Store) -> None:
    """What the file lists besides all that is known is new, however alike it is."""
    table = template(seeded)
    line = table[table["编码"] == OUTPUT].assign(
        指标名称="规上工业总产出", 编码="", 别名="", 排序="", 口径=""
    )
    found = ask(seeded, as_csv(pd.concat([table, line])))
    assert (codes(found), found.counts["new"], found.counts["unchanged"]) == ([], 1, 14)


def test_what_is_unclear_is_asked_with_the_codes(store: Store) -> None:
    """Two unknown names for two indicators of one kind are new unless their codes are filled in; the remedy lists these."""
    table = template(store, *WITHOUT_CODES, projects_3bn="甲类项目", projects_5bn="乙类项目")
    found = ask(store, as_csv(table))
    assert codes(found) == ["confirm renamed", "confirm renamed"]
    assert renamed(found)[0] == (
        "“甲类项目”可能是“30亿元或3亿美元项目”、“50亿元或5亿美元项目”改名，也可能是新指标，将作为新指标写入"
    )
    assert "（30亿元或3亿美元项目为projects_3bn、50亿元或5亿美元项目为projects_5bn）" in only_first(found)
    assert found.counts["new"] == 2
    coded = table.assign(
        编码=[{"甲类项目": "projects_3bn", "乙类项目": "projects_5bn"}.get(n, "") for n in table["指标名称"]]
    )
    assert rows(ask(store, as_csv(coded)), "indicator", "name") == [
        ("projects_3bn", "甲类项目"), ("projects_5bn", "乙类项目"),
    ]  # fmt: skip


def only_first(found: Preview) -> str:
    """The remedy of the first question."""
    return found.questions[0].fix


def test_several_renamings_at_once(seeded: Store) -> None:
    """Each is told from the others by its unit, its kind, its order."""
    names = {
        "industrial_invoicing": "开票额",
        "new_projects": "签约数",
        "gazelles": "瞪羚数",
        "gdp_growth": "经济增速",
    }
    found = ask(seeded, as_csv(template(seeded, "编码", **names)))
    assert codes(found) == ["confirm renamed"] * 4
    assert dict(rows(found, "indicator", "name")) == names


def test_numbering_is_no_other_name(seeded: Store) -> None:
    """1. and a unit in brackets are no part of a name."""
    found = ask(seeded, file("1.规上工业总产值（亿元）,产业提档,亿元,累计", heading=HEADING))
    assert (codes(found), found.counts["unchanged"]) == ([], 1)
