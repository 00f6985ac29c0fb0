"""Templates: names in them are text and come back as they were."""

from __future__ import annotations

import io
import zipfile
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from indicators.access import Reporter
from indicators.catalogue import Indicator
from indicators.frames import as_csv
from indicators.period import Period
from indicators.reading.cells import interpret_heading
from indicators.store.upload import Upload
from indicators.uploads.commit import commit_upload
from indicators.uploads.preview import preview_file
from indicators.uploads.templates import (
    Template,
    definitions_template,
    due_indicators,
    observations_template,
    plans_template,
    tasks_template,
    template_as_xlsx,
)
from tests.reports import TODAY, previewed
from tests.store_helpers import copied, in_charge
from tests.upload_helpers import ask, codes, file, formula_tables, rows, store_values

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from indicators.store.snapshot import Snapshot
    from indicators.store.store import Store
    from indicators.uploads.preview import Preview
    from indicators.uploads.templates import Template

CLERK = Reporter("x", "administrator", None)
INDUSTRY = Reporter("经发局", "department", frozenset({"industry"}))
OUTPUT = "规上工业总产值"


def test_own_rows_only(store: Store) -> None:
    """Templates and what is due hold what a reporter's lifts and units have, the demonstration's units left out."""
    reporter = Reporter("科技局", "department", frozenset({"space"}), frozenset({"科技局"}))
    in_charge(store, gdp_growth="科技局", unicorns="经发局", robot_park="科技局")
    now, september = store.snapshot(), Period(2024, 9)
    of_space = set(now.catalogue.loc[now.catalogue["lift"] == "space", "name"])
    own = {"地区生产总值增速", *of_space}
    assert set(due_indicators(now, reporter, september)["name"]) == own
    assert set(observations_template(now, reporter, september).table["指标"]) == own
    assert set(plans_template(now, reporter, september).table["指标"]) == own
    tasks = now.tasks[(now.tasks["lift"] == "space") | (now.tasks["task"] == "robot_park")]
    assert set(tasks_template(now, reporter, september).table["任务"]) == set(tasks["title"])


@pytest.fixture(scope="module", params=["=", "+", "-", "@"])
def snapshot(
    seeded: Store, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Snapshot:
    """An indicator of the plan whose name begins like a formula."""
    store = copied(seeded, tmp_path_factory.mktemp("formula"))
    formula_tables(store, str(request.param))
    content = f"指标,单位,2024年目标\n{request.param}1+1检查,次,9".encode()
    commit_upload(store, previewed(store, content, CLERK), confirmed=True)
    return store.snapshot()


def test_workbook_has_no_formula(snapshot: Snapshot) -> None:
    """Names in a workbook are text, whatever they begin with."""
    template = observations_template(snapshot, CLERK, Period(2024, 9, "month"))
    with zipfile.ZipFile(io.BytesIO(template_as_xlsx(template))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "1+1检查" in book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet


def test_catalogue_comes_back(snapshot: Snapshot) -> None:
    """A catalogue downloaded as CSV and handed in again changes nothing: the apostrophe is no part of a name."""
    content = as_csv(definitions_template(snapshot).table)
    preview = preview_file(content, name="指标目录.csv", snapshot=snapshot, reporter=CLERK, today=TODAY)
    assert (preview.problems, preview.questions) == ([], [])
    assert preview.counts["unchanged"] == len(snapshot.catalogue)


def test_month_comes_back(snapshot: Snapshot) -> None:
    """A month downloaded as CSV and filled in is read without a problem."""
    month = observations_template(snapshot, CLERK, Period(2024, 10, "month")).table
    own = month[month["指标"].str.endswith("1+1检查")].assign(**{"数值（累计）": "9"})
    preview = preview_file(as_csv(own), name="10月.csv", snapshot=snapshot, reporter=CLERK, today=TODAY)
    assert (preview.problems, preview.checked.rows["value"].tolist()) == ([], [9.0])


def back(
    store: Store, template: Template, table: pd.DataFrame | None = None, who: Reporter = CLERK
) -> Preview:
    """What is said of a template that comes back, as it was or filled in."""
    content = template_as_xlsx(template if table is None else replace(template, table=table))
    name = f"{template.title}.xlsx"
    return preview_file(content, name=name, snapshot=store.snapshot(), reporter=who, today=TODAY)


@pytest.mark.parametrize("who", [CLERK, INDUSTRY])
@pytest.mark.parametrize("through", [Period(2024, 9), Period(2025, 3)])
def test_tasks_come_back(simulated: Store, who: Reporter, through: Period) -> None:
    """All fields of the reporter's tasks, real ones only, come back without a question or a change."""
    template = tasks_template(simulated.snapshot(), who, through)
    assert [*template.table.columns] == [
        "任务", "六提", "责任单位", "牵头领导", "时限", "时限依据", "状态", "办结时间", "佐证材料", "计划年度", "备注", "编码",
    ]  # fmt: skip
    preview = back(simulated, template, who=who)
    assert (codes(preview), preview.counts["unchanged"]) == ([], len(template.table))
    assert preview.counts["new"] == preview.counts["changed"] == 0


def test_who_may_change_what_of_a_task(seeded: Store) -> None:
    """A department's template is locked where an administrator decides; an administrator's has room for new tasks."""
    departments, administrators = (
        tasks_template(seeded.snapshot(), who, Period(2024, 9)) for who in (INDUSTRY, CLERK)
    )
    assert {"任务", "六提", "时限", "时限依据", "计划年度"} <= {*departments.locked}
    assert "责任单位" not in departments.locked
    assert (departments.blank_rows, administrators.locked) == (0, ("编码",))
    assert administrators.blank_rows


def test_a_blank_row_is_a_new_task(seeded: Store) -> None:
    """What an administrator writes below the tasks is new."""
    template = tasks_template(seeded.snapshot(), CLERK, Period(2024, 9))
    new = {"任务": "设立低空经济基金", "六提": "产业提档", "时限": "2025-06-30", "计划年度": "2025"}
    table = template.table.reset_index(drop=True)
    table.loc[len(table)] = [new.get(heading, "") for heading in table.columns]
    preview = back(seeded, template, table)
    assert codes(preview) == ["confirm new_tasks"]
    assert rows(preview, "title", "lift", "year", "due_basis") == [
        ("设立低空经济基金", "industry", 2025, "上报人填写")
    ]


def test_tasks_of_a_year_that_was_carried_on(store: Store) -> None:
    """The template of the earlier year has its own date, and changes nothing of the later one."""
    content = file(
        "前黄项目交付,2025-06-30,2025,前黄二期交付,qianhuang_handover", heading="备注,时限,计划年度,任务,编码"
    )
    commit_upload(store, ask(store, content), confirmed=True)
    for year, due, title in ((2024, "2024-04-30", "前黄项目交付"), (2025, "2025-06-30", "前黄二期交付")):
        template = tasks_template(store.snapshot(), CLERK, Period(year, 3))
        task = template.table.set_index("编码").loc["qianhuang_handover"]
        assert (task["任务"], task["时限"], task["计划年度"]) == (title, due, str(year))
        preview = back(store, template)
        assert (codes(preview), len(preview.checked.rows)) == ([], 0)


@pytest.mark.parametrize("who", [CLERK, INDUSTRY])
def test_a_plan_comes_back(store: Store, who: Reporter) -> None:
    """Targets with the plan's own words, their source and their day; words that were sent stay as they were."""
    heading = "指标,单位,2024年目标,2024年1-6月目标,原文,依据,下达日期"
    line = f"{OUTPUT},亿元,2600,1250,力争突破2600亿元,2024年力争突破2600亿元,2024-01-20"
    commit_upload(store, ask(store, file(line, heading=heading)), confirmed=True)
    template = plans_template(store.snapshot(), who, Period(2024, 9))
    row = template.table.set_index("指标").loc[OUTPUT]
    assert row["2024年全年目标":"下达日期"].tolist() == [
        2600.0, 1250.0, "力争突破2600亿元", "2024年力争突破2600亿元", "2024-01-20",
    ]  # fmt: skip
    preview = back(store, template, who=who)
    assert (codes(preview), len(preview.checked.rows)) == ([], 0)
    assert preview.counts["unchanged"] > 1


@pytest.mark.parametrize("through", [Period(2024, 12), Period(2025, 1)])
def test_the_plan_of_the_year_that_begins(store: Store, through: Period) -> None:
    """Its targets are blank; last year's target and result stand beside, locked, and are not read."""
    store_values(store, "industrial_output", {"2024-11": 2380.0, "2024-12": 2611.5})
    template = plans_template(store.snapshot(), CLERK, through, 2025)
    assert [*template.table.columns][:5] == [
        "指标", "单位", "上年目标（仅供参考）", "上年完成（仅供参考）", "2025年全年目标",
    ]  # fmt: skip
    assert template.locked == ("指标", "单位", "上年目标（仅供参考）", "上年完成（仅供参考）")
    given = template.table.set_index("指标").loc[OUTPUT]
    assert given.tolist()[1:4] == [2500.0, 2611.5, ""]
    assert (codes(back(store, template)), len(back(store, template).checked.rows)) == ([], 0)
    filled = template.table.astype(object)
    filled.loc["industrial_output", ["2025年全年目标", "原文"]] = [2750.0, "力争突破2750亿元"]
    preview = back(store, template, filled)
    assert codes(preview) == []
    assert rows(preview, "indicator", "year", "target", "comparator", "wording") == [
        ("industrial_output", 2025, 2750.0, "above", "力争突破2750亿元")
    ]
    commit_upload(store, preview, confirmed=False)
    # Once the year has a plan it is the one that comes back.
    again = plans_template(store.snapshot(), CLERK, through, 2025)
    assert not [heading for heading in again.table.columns if heading.startswith("上年")]
    assert back(store, again).counts["unchanged"] == 1


def test_retired_indicators_are_not_planned(store: Store) -> None:
    """What is in use no more when the year begins has no row in its plan."""
    standing = store.snapshot().catalogue.set_index("indicator", drop=False).loc[["industrial_output"]]
    retired = standing.assign(retired=date(2024, 12, 31), origin="报送").reset_index(drop=True)
    store.append("catalogue", retired, Upload.new("管理员"))
    through = Period(2024, 12)
    for year, is_there in ((2024, True), (2025, False)):
        names = plans_template(store.snapshot(), CLERK, through, year).table["指标"]
        assert (OUTPUT in set(names)) is is_there


def test_the_catalogue_template_has_every_field(seeded: Store) -> None:
    """Whatever a definition holds is given out; but the announcement's sentence, which belongs to a plan."""
    headings = definitions_template(seeded.snapshot()).table.columns
    assert {interpret_heading(heading).role for heading in headings} == {
        field.name for field in fields(Indicator) if field.name != "quote"
    }


DEFINED = "指标名称,六提,单位,类型,方向,频率,小数位,责任单位,牵头领导,口径,别名,总览主指标,排序,常见下限,常见上限,停用日期"


@pytest.mark.parametrize("as_file", [template_as_xlsx, lambda template: as_csv(template.table)])
@pytest.mark.parametrize(
    "line",
    [
        "甲额,安全提升,亿元,累计,越低越好,季,3,应急局,张三,含免抵调库,甲、乙,是,3,-1.5,0,2025-06-30",
        "乙率,动力提振,%,比率,,,,,,,,,,,,",
        "丙数,载体提标,家,期末,,年,,建设局,,,,否,99,0,100000,2026年1月1日",
    ],
)
def test_every_definition_comes_back(store: Store, line: str, as_file: Callable[[Template], bytes]) -> None:
    """As a workbook and as text, with all fields and with as few as a definition needs: without question or change."""
    commit_upload(store, previewed(store, f"{DEFINED}\n{line}".encode(), CLERK), confirmed=True)
    preview = previewed(store, as_file(definitions_template(store.snapshot())), CLERK)
    assert (preview.problems, preview.questions) == ([], [])
    assert preview.counts["unchanged"] == len(store.snapshot().catalogue)


@pytest.mark.parametrize(("month", "is_due"), [(8, True), (9, True), (10, False)])
def test_what_is_retired_is_not_asked_for(store: Store, month: int, *, is_due: bool) -> None:
    """From the month after its last day on an indicator stands in no template of values."""
    retired = "指标名称,类型,停用日期\n瞪羚企业累计认定,期末,2024-09-10".encode()
    commit_upload(store, previewed(store, retired, CLERK), confirmed=True)
    names = observations_template(store.snapshot(), CLERK, Period(2024, month)).table["指标"]
    assert ("瞪羚企业累计认定" in set(names)) == is_due
