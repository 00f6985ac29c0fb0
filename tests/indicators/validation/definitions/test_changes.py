"""What a file of definitions changes, field by field, and how it is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.frames import as_csv
from indicators.uploads.commit import commit_upload
from indicators.uploads.templates import definitions_template
from indicators.validation.definitions.changes import definition_changes
from tests.upload_helpers import ask, codes, file, only

if TYPE_CHECKING:
    from indicators.store.store import Store
    from indicators.uploads.preview import Preview


def filled_in(store: Store, **columns: str) -> Preview:
    """The template of the catalogue with these columns filled in, handed in."""
    table = definitions_template(store.snapshot()).table
    return ask(store, as_csv(table.assign(**columns)))


def changes_of(found: Preview) -> dict[str, list[tuple[str, str, str]]]:
    """Name -> label, old and new of each field that changes."""
    rows = found.checked.differences
    return {
        name: [(change.label, change.old, change.new) for change in fields]
        for name, fields in zip(rows["name"], rows["fields"], strict=True)
        if fields
    }


def test_fourteen_units_in_charge_are_one_question(store: Store) -> None:
    """What only describes is asked about once for all indicators, with who gets what."""
    found = filled_in(store, 责任单位="经发局", 牵头领导="张三")
    assert codes(found) == ["confirm definition_changed"]
    question = only(found, "definition_changed")
    assert question.rows == tuple(range(2, 16))
    names = "地区生产总值增速、一般公共预算收入增速、理想汽车新车交付、规上工业总产值、全部工业开票销售、理想汽车零部件近地化配套率等14项"
    assert (
        question.message
        == f"14项指标的说明将填写或更改：责任单位：经发局（{names}）；牵头领导：张三（{names}）"
    )
    commit_upload(store, found, confirmed=True)
    assert set(store.snapshot().catalogue["responsible_unit"]) == {"经发局"}


@pytest.mark.parametrize(
    ("heading", "cells", "text"),
    [
        ("责任单位", ["经发局", "招商局", "经发局"], "责任单位：经发局（规上工业总产值、瞪羚企业累计认定）、招商局（新签产业项目）"),
        ("口径", ["甲", "乙", "丙"], "口径：规上工业总产值、新签产业项目、瞪羚企业累计认定"),
        ("排序", ["21", "22", "23"], "排序：规上工业总产值、新签产业项目、瞪羚企业累计认定"),
        ("总览主指标", ["否", "是", "是"], "总览主指标：否（规上工业总产值）、是（新签产业项目、瞪羚企业累计认定）"),
        ("小数位", ["1", "1", "1"], "小数位：规上工业总产值、新签产业项目、瞪羚企业累计认定"),
        ("常见上限", ["3000", "90", "99"], "常见上限：规上工业总产值、新签产业项目、瞪羚企业累计认定"),
        ("别名", ["甲", "乙", "丙"], "别名：规上工业总产值、新签产业项目、瞪羚企业累计认定"),
    ],
)  # fmt: skip
def test_what_only_describes_is_asked_once(seeded: Store, heading: str, cells: list[str], text: str) -> None:
    """One question lists the indicators under each field, units in charge and officials with their names."""
    names = ["规上工业总产值", "新签产业项目", "瞪羚企业累计认定"]
    lines = [f"{name},,{cell}" for name, cell in zip(names, cells, strict=True)]
    found = ask(seeded, file(*lines, heading=f"指标名称,类型,{heading},编码"))
    assert codes(found) == ["confirm definition_changed"]
    assert only(found, "definition_changed").message == f"3项指标的说明将填写或更改：{text}"


def test_what_changes_a_meaning_is_asked_by_indicator(seeded: Store) -> None:
    """Kind, direction, frequency, lift and the last day are asked about one indicator at a time, beside the common question."""
    lines = [
        "规上工业总产值,期末,,,,经发局,",
        "新签产业项目,,越低越好,,安全提升,招商局,",
        "瞪羚企业累计认定,,,季,,,2025-06-30",
    ]
    found = ask(seeded, file(*lines, heading="指标名称,类型,方向,频率,六提,责任单位,停用日期"))
    assert sorted(question.message for question in found.questions) == [
        "2项指标的说明将填写或更改：责任单位：经发局（规上工业总产值）、招商局（新签产业项目）",
        "指标“新签产业项目”的定义将改变：六提为产业提档；方向为越高越好 → 六提为安全提升；方向为越低越好",
        "指标“瞪羚企业累计认定”的定义将改变：频率为月；停用日期为空 → 频率为季；停用日期为2025年6月30日",
        "指标“规上工业总产值”的定义将改变：类型为累计 → 类型为期末",
    ]


def test_every_field_that_changes_is_shown(seeded: Store) -> None:
    """Each field stands with what it was and what it will be, as an office writes it; a new indicator stands in short."""
    lines = ["规上工业总产值,否,9,张三,甲、乙,1000,,2025-06-30", "甲额,,,,,,,"]
    heading = "指标名称,总览主指标,排序,牵头领导,别名,常见下限,常见上限,停用日期"
    found = ask(seeded, file(*lines, heading=heading))
    assert changes_of(found) == {"规上工业总产值": [
        ("停用日期", "空", "2025年6月30日"), ("牵头领导", "空", "张三"),
        ("别名", "规上工业产值、规模以上工业总产值、规上产值", "甲、乙"), ("总览主指标", "是", "否"), ("排序", "4", "9"),
        ("常见下限", "空", "1,000"),
    ]}  # fmt: skip
    new = ask(seeded, file("甲额,产业提档,亿元,累计", heading="指标名称,六提,单位,类型"))
    assert new.checked.differences["new"].tolist() == [
        "六提为产业提档；单位为亿元；类型为累计；方向为越高越好；频率为月"
    ]


def test_zero_is_no_blank(seeded: Store) -> None:
    """A usual size of 0 is something else than none, whatever type the tables give a number."""
    row = seeded.snapshot().catalogue.iloc[3].to_dict()
    (change,) = definition_changes(row, row | {"typical_low": 0.0, "position": float(row["position"])})
    assert (change.old, change.new) == ("空", "0")
    assert definition_changes(row | {"retired": pd.NaT, "headline": 1}, row | {"retired": None}) == ()
