"""Which indicator a written name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.store.schemas import REPORTED
from indicators.store.upload import Upload
from indicators.uploads.commit import commit_upload
from indicators.validation.context import UploadDecisions
from indicators.validation.names import indicator_names, task_names
from tests.upload_helpers import ECONOMY, OUTPUT, ask, codes, file, rows

if TYPE_CHECKING:
    from indicators.store.store import Store

INVOICES = "industrial_invoicing"
OWN_WORDS = file("咱们的产值,亿元,2024-09,1800")


@pytest.mark.parametrize(
    "written",
    [
        "规上工业总产值",
        "规上产值",
        "industrial_output",
        "一、规上工业总产值",
        "规 上 工 业 总 产 值",
        "其中：规上产值（亿元）",
        "1.规上产值",
    ],
)
def test_names_aliases_and_ids(seeded: Store, written: str) -> None:
    """Name, alias and id mean the indicator, numbered, stretched or with the unit behind."""
    assert indicator_names(seeded.snapshot()).find(written) == OUTPUT


def test_unknown_names_in_rows_without_values(seeded: Store) -> None:
    """A name is told of once, whether or not its rows have values."""
    content = file(
        "不知何物,亿元,2024-08,3",
        "没有的数,亿元,2024-09,约5",
        "不知何物,亿元,2024-09,约5",
        "无值,亿元,2024-09,约5",
    )
    unknown = [f.found for f in ask(seeded, content).problems if f.code == "unknown_indicator"]
    assert sorted(unknown) == ["不知何物", "无值", "没有的数"]


def test_mapped_now(seeded: Store) -> None:
    """What the person says in the preview counts, blanks and numbering aside."""
    assert codes(ask(seeded, OWN_WORDS)) == ["error unknown_indicator"]
    found = ask(seeded, OWN_WORDS, decisions=UploadDecisions(names={"1、咱们的 产值": OUTPUT}))
    assert (codes(found), rows(found, "indicator", "value")) == ([], [(OUTPUT, 1800.0)])


def test_remembered_per_department(store: Store) -> None:
    """A mapping once committed is known to that department from then on, and to no other."""
    commit_upload(
        store,
        ask(store, OWN_WORDS, ECONOMY, decisions=UploadDecisions(names={"咱们的产值": OUTPUT})),
        confirmed=True,
    )
    assert codes(ask(store, file("咱们的产值,亿元,2024-10,2000"), ECONOMY)) == []
    assert codes(ask(store, file("咱们的产值,亿元,2024-10,2000"))) == ["error unknown_indicator"]


def test_said_now_counts_before_what_was_said(store: Store) -> None:
    """A department may change its mind."""
    remembered = pd.DataFrame(
        [{"department": "经发局", "name": "咱们的产值", "indicator": OUTPUT, "origin": REPORTED}]
    )
    store.append("names", remembered, Upload.new("经发局"))
    assert rows(ask(store, OWN_WORDS, ECONOMY), "indicator") == [(OUTPUT,)]
    changed = ask(store, OWN_WORDS, ECONOMY, decisions=UploadDecisions(names={"咱们的产值": INVOICES}))
    assert rows(changed, "indicator") == [(INVOICES,)]


def test_mapped_to_nothing(seeded: Store) -> None:
    """A mapping to an indicator that is not there leaves the name unknown."""
    found = ask(seeded, OWN_WORDS, decisions=UploadDecisions(names={"咱们的产值": "gone"}))
    assert codes(found) == ["error unknown_indicator"]


def test_alias_takes_no_name_away(store: Store) -> None:
    """A new indicator whose alias is another's name does not get the other's numbers."""
    row = {"indicator": "own", "lift": "safety", "position": 20, "headline": False, "name": "安全产值", "unit": "亿元",
           "kind": "flow", "direction": "more", "decimals": 1, "frequency": "month", "origin": REPORTED,
           "aliases": "规上工业总产值|工业安全产值"}  # fmt: skip
    store.append("catalogue", pd.DataFrame([row]), Upload.new("管理员"))
    names = indicator_names(store.snapshot())
    assert [names.find(name) for name in ("规上工业总产值", "工业安全产值", "安全产值")] == [
        OUTPUT,
        "own",
        "own",
    ]


def test_tasks_have_names_too(seeded: Store) -> None:
    """A task is found by its title or id, and the nearest is offered."""
    names = task_names(seeded.snapshot())
    assert [names.find("3.前黄项目交付"), names.find("qianhuang_handover")] == ["qianhuang_handover"] * 2
    assert names.nearest("前黄项目")[0] == "前黄项目交付"


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("规模以上工业产值", "规上工业总产值"),  # words left out, words put in
        ("工业产值（规上）", "规上工业总产值"),  # in another order
        ("理想交车量", "理想汽车新车交付"),
        ("近地化率", "理想汽车零部件近地化配套率"),
        ("独角兽数量", "独角兽（含潜在）企业累计认定"),
        ("财政收入", "一般公共预算收入增速"),
    ],
)
def test_the_nearest_name_leads(seeded: Store, written: str, nearest: str) -> None:
    """What offices write in place of a name is recognised by most of its characters in their order."""
    assert indicator_names(seeded.snapshot()).nearest(written)[0] == nearest


@pytest.mark.parametrize("written", ["空气质量", "社零", "固定资产投资额", "R&D经费"])
def test_nothing_is_near(seeded: Store, written: str) -> None:
    """Nothing is offered for what the catalogue does not have."""
    assert indicator_names(seeded.snapshot()).nearest(written) == []
