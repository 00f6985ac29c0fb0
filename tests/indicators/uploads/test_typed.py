"""Typed values: what becomes of a grid before it is checked like a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from indicators.access import LOCAL_ADMINISTRATOR, Reporter
from indicators.period import Period
from indicators.uploads.commit import commit_upload
from indicators.uploads.due import reported_beside
from indicators.uploads.history import find_duplicate
from indicators.uploads.preview import preview_file
from indicators.uploads.templates import (
    Template,
    definitions_template,
    observations_template,
    plans_template,
    tasks_template,
)
from indicators.uploads.typed import typed_rows
from tests.reports import TODAY, gazelles, previewed
from tests.upload_helpers import ECONOMY, codes, only, rows, store_values

if TYPE_CHECKING:
    import pandas as pd

    from indicators.store.store import Store
    from indicators.uploads.preview import Preview
    from indicators.uploads.typed import TypedRows

SEPTEMBER = Period(2024, 9)
REMARK = "经发局 2024年10月12日 09:30 在线填报"
VALUE = "数值（累计）"


def due(store: Store, reporter: Reporter = ECONOMY) -> Template:
    """The grid of a department's due indicators."""
    return observations_template(store.snapshot(), reporter, SEPTEMBER)


def fill(template: Template, *cells: tuple[str, str, Any]) -> pd.DataFrame:
    """The template's table with cells typed into it: name of the row, heading, what was typed."""
    table = template.table.reset_index(drop=True).astype(object)
    for name, heading, cell in cells:
        found = table.index[table.iloc[:, 0] == name]
        row = found[0] if len(found) else len(table)
        table.loc[row, str(table.columns[0])] = name
        table.loc[row, heading] = cell
    return table


def typed(template: Template, *cells: tuple[str, str, Any], remark: str = REMARK) -> TypedRows:
    """The file of what was typed into a template."""
    return typed_rows(template.table, fill(template, *cells), template, remark)


def checked(store: Store, file: TypedRows, reporter: Reporter = LOCAL_ADMINISTRATOR) -> Preview:
    """What the checks say of it."""
    return preview_file(
        file.content, name="在线填报.csv", snapshot=store.snapshot(), reporter=reporter, today=TODAY, typed=file.names
    )  # fmt: skip


def test_only_changed_rows(store: Store) -> None:
    """Three numbers typed are three rows to commit, read without a question."""
    file = typed(
        due(store),
        ("规上工业总产值", VALUE, "1820.55"),
        ("规上工业总产值", "同比（%）", "-3.2"),
        ("全部工业开票销售", VALUE, "2,140"),
        ("新签产业项目", VALUE, "41"),
    )
    preview = checked(store, file, ECONOMY)
    assert [*file.names.values()] == ["规上工业总产值", "全部工业开票销售", "新签产业项目"]
    assert preview.layout.is_settled
    assert codes(preview) == []
    assert rows(preview, "indicator", "value", "growth") == [
        ("industrial_output", 1820.55, -3.2),
        ("industrial_invoicing", 2140.0, None),
        ("new_projects", 41.0, None),
    ]


@pytest.mark.parametrize("blank", ["", None, float("nan"), "  "])
def test_nothing_typed(store: Store, blank: object) -> None:
    """A grid in which nothing was changed is no file, however its blank cells come back."""
    assert typed(due(store), ("规上工业总产值", VALUE, blank)).names == {}


def test_what_stands_beside_is_not_sent(store: Store) -> None:
    """Columns that only help to type are no part of the file."""
    template = due(store)
    beside = fill(template, ("规上工业总产值", VALUE, "1820.55")).assign(上期="1,600.00")
    assert "上期" not in typed_rows(template.table, beside, template, REMARK).content.decode("utf-8-sig")


def test_issues_name_the_row(store: Store) -> None:
    """Nobody has seen the lines of the file: an issue says what the row is about, and of several it says all."""
    file = typed(
        due(store),
        ("新签产业项目", VALUE, "四十一"),
        ("规上工业总产值", VALUE, "约"),
        ("全部工业开票销售", VALUE, "约"),
    )
    preview = checked(store, file, ECONOMY)
    assert sorted(problem.place for problem in preview.problems) == [
        "“新签产业项目”的“数值（累计）”",
        "“规上工业总产值”、“全部工业开票销售”的“数值（累计）”",
    ]


def test_nothing_is_dropped(store: Store) -> None:
    """A row of which nothing would be written is refused by its name: only a remark, only the name of a new indicator."""
    remark = typed(due(store), ("规上工业总产值", "备注", "快报"), ("新签产业项目", VALUE, "41"))
    assert only(checked(store, remark, ECONOMY), "nothing_found").place == "“规上工业总产值”"
    template = definitions_template(store.snapshot())
    assert not checked(store, typed(template, ("事故起数", "指标名称", "事故起数"))).accepted


def test_the_same_value_again(store: Store) -> None:
    """A value that somebody else changed can be typed once more: another moment is another file."""
    template = due(store)
    first, again = (
        typed(template, ("规上工业总产值", VALUE, "1820.55"), remark=remark) for remark in ("09:30", "10:45")
    )
    commit_upload(store, checked(store, first), confirmed=True)
    assert find_duplicate(store, checked(store, first)) is not None
    assert find_duplicate(store, checked(store, again)) is None


def test_others_cells_stay(store: Store) -> None:
    """What somebody else changed in the same row meanwhile is not put back by the cells that were not touched."""
    opened = definitions_template(store.snapshot())
    other = typed(opened, ("瞪羚企业累计认定", "口径", "累计认定数"))
    commit_upload(store, checked(store, other), confirmed=True)
    table = fill(opened, ("瞪羚企业累计认定", "责任单位", "科技局"))
    file = typed_rows(opened.table, table, definitions_template(store.snapshot()), REMARK)
    preview = checked(store, file)
    assert rows(preview, "definition", "responsible_unit") == [("累计认定数", "科技局")]


def test_a_name_is_changed(store: Store) -> None:
    """A row is known by its code: a name typed over the old one is the same indicator."""
    template = definitions_template(store.snapshot())
    table = template.table.reset_index(drop=True).astype(object)
    table.loc[table["指标名称"] == "瞪羚企业累计认定", "指标名称"] = "瞪羚企业数"
    preview = checked(store, typed_rows(template.table, table, template, REMARK))
    assert rows(preview, "indicator", "name") == [("gazelles", "瞪羚企业数")]


def test_new_rows(store: Store) -> None:
    """A row typed below the others is a new one; a blank one there is nothing."""
    template = definitions_template(store.snapshot())
    cells = {
        "六提": "安全提升",
        "单位": "起",
        "类型": "个数",
        "方向": "越低越好",
        "频率": "月",
        "小数位": "0",
    }
    file = typed(
        template, *(("事故起数", heading, cell) for heading, cell in cells.items()), ("", "单位", "")
    )
    preview = checked(store, file)
    assert rows(preview, "name", "unit", "direction") == [("事故起数", "起", "less")]


def test_targets_and_tasks(store: Store) -> None:
    """Targets keep the words they were typed in; a task's state comes with its day."""
    now = store.snapshot()
    plans = typed(
        plans_template(now, LOCAL_ADMINISTRATOR, Period(2025, 12)),
        ("规上工业总产值", "2025年全年目标", "突破2900亿元"),
    )
    assert rows(checked(store, plans), "year", "target", "wording") == [(2025, 2900.0, "突破2900亿元")]
    template = tasks_template(now, LOCAL_ADMINISTRATOR, SEPTEMBER)
    title = str(template.table["任务"].iloc[0])
    tasks = typed(template, (title, "状态", "已完成"), (title, "办结时间", "2024-09-20"))
    assert rows(checked(store, tasks), "state") == [("已完成",)]


def test_words_go_with_their_target(store: Store) -> None:
    """A target that is typed over another one takes neither its words nor its quote along, unless they are typed too."""
    template = plans_template(store.snapshot(), LOCAL_ADMINISTRATOR, SEPTEMBER)
    target = ("规上工业总产值", "2024年全年目标", "突破2600亿元")
    alone = checked(store, typed(template, target))
    assert rows(alone, "target", "wording", "quote") == [(2600.0, "突破2600亿元", None)]
    both = checked(store, typed(template, target, ("规上工业总产值", "原文", "力争2600亿元")))
    assert rows(both, "wording") == [("力争2600亿元",)]


def test_a_formula_stays_text(store: Store) -> None:
    """What would run as a formula in a spreadsheet is kept from it in the file, and comes back as it was typed."""
    file = typed(due(store), ("规上工业总产值", VALUE, "1820.55"), ("规上工业总产值", "备注", "=1+1"))
    assert ",'=1+1" in file.content.decode("utf-8-sig")
    assert rows(checked(store, file), "note") == [("=1+1",)]


def test_what_stands_beside(store_with_demo: Store) -> None:
    """Beside each due indicator stand what was reported for the month, the one before and last year's; nothing simulated."""
    store_values(store_with_demo, "gazelles", {"2023-09": 51, "2024-08": 70})
    commit_upload(store_with_demo, previewed(store_with_demo, gazelles(71)), confirmed=True)
    snapshot, science = (
        store_with_demo.snapshot(),
        Reporter("科技局", "department", frozenset({"innovation"})),
    )
    names = observations_template(snapshot, science, SEPTEMBER).table["指标"].tolist()
    beside = reported_beside(snapshot, science, SEPTEMBER)
    assert beside.iloc[names.index("瞪羚企业累计认定")].tolist() == ["71", "70", "51"]
    assert beside.iloc[names.index("独角兽（含潜在）企业累计认定")].tolist() == ["", "", ""]


def test_a_quarter_before(store: Store) -> None:
    """What comes quarterly has the quarter before beside it."""
    overall = Reporter("统计局", "department", frozenset({"overall"}))
    store_values(store, "gdp_growth", {"2024-06": 5.1, "2024-08": 9.9})
    names = observations_template(store.snapshot(), overall, SEPTEMBER).table["指标"].tolist()
    beside = reported_beside(store.snapshot(), overall, SEPTEMBER)
    assert beside.iloc[names.index("地区生产总值增速")]["上期"] == "5.1"


def test_an_erased_cell_of_a_definition_is_emptied(store: Store) -> None:
    """A blank in a file leaves a field as it was; whoever erases it in a grid wants it gone."""
    defined = "指标名称,六提,牵头领导,停用日期\n规上工业总产值,产业提档,张三,2025-06-30"
    commit_upload(store, previewed(store, defined.encode()), confirmed=True)
    template = definitions_template(store.snapshot())
    erased = typed(template, ("规上工业总产值", "牵头领导", ""), ("规上工业总产值", "停用日期", ""))
    found = checked(store, erased)
    assert codes(found) == ["confirm definition_changed"]
    assert rows(found, "lead_official", "retired", "unit") == [("", None, "亿元")]
