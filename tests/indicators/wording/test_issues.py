"""Every issue of the catalogue is raised by a file below, and explained in the handbook."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from indicators.access import LOCAL_ADMINISTRATOR
from indicators.meeting.editions import freeze_edition
from indicators.period import Period
from indicators.reading.formats.detect import ROW_LIMIT, SIZE_LIMIT
from indicators.reading.formats.workbook import OLE
from indicators.reading.issues import MOST_ERRORS
from indicators.reading.parsed import ReadOverrides
from indicators.store.schemas import DEMO, REPORTED
from indicators.store.upload import Upload
from indicators.uploads.commit import commit_upload
from indicators.validation.context import UploadDecisions
from indicators.wording import ISSUES
from tests import office_books
from tests.office_tables import workbook
from tests.store_helpers import copied
from tests.upload_helpers import ECONOMY, OUTPUT, PROJECTS, ask, file, store_values, values

if TYPE_CHECKING:
    from indicators.store.store import Store

TASKS, DEFINED = "任务,状态,完成时间", "指标名称,单位,类型,六提"
QUARTERS = "指标,单位,一季度,二季度,三季度,四季度,全年"
HANDOVER, PARK = "前黄项目交付", "打造科技孵化功能的机器人产业园"


def plan(*lines: str, heading: str = "指标,单位,年度目标", year: int = 2024) -> bytes:
    """A plan of a year."""
    return file(*lines, heading=f"{year}年目标任务分解表\n{heading}")


def growth(value: float, percent: float | str, month: str = "2024-09") -> bytes:
    """A value of the output with its published growth."""
    return file(f"规上产值,亿元,{month},{value},{percent}", heading="指标,单位,期间,累计,同比")


def merged_months(book: Any) -> None:
    """One number merged over two months, none of them January."""
    sheet = office_books.add_sheet(
        book, "2024年", [["指标", "单位", "2024年2月", "2024年3月"], ["规上产值", "亿元"]]
    )
    sheet.merge_range("C2:D2", 300)


RAISED: dict[str, tuple[bytes, dict[str, Any]]] = {
    "empty_file": (b"\r\n", {}),
    "empty_file.workbook": (workbook(九月=[]), {}),
    "too_large": (bytes(SIZE_LIMIT + 1), {}),
    "too_large.unpacked": (office_books.bomb(), {}),
    "too_large.spread": (office_books.far_xlsx(), {}),
    "too_large.cells": (office_books.wide_rows(), {}),
    "too_large.columns": (file("1" + "," * 1_000 + "1"), {}),
    "too_large.text": (office_books.long_text(), {}),
    "too_large.characters": (office_books.same_text(), {}),
    "too_many_rows": (file(*["规上产值,亿元,2024-09,1800"] * (ROW_LIMIT + 1)), {}),
    "no_table": (b"%PDF-1.7 x", {}),
    "no_table.markup": (b"<html><table><tr><td>1</td></tr></table></html>", {}),
    "no_table.workbook": (OLE, {}),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), {}),
    "damaged": (b"PK\x03\x04 broken", {}),
    "damaged.ended": (office_books.swelling(), {}),
    "damaged.quote": (file('规上产值,"亿元,2024-09,1800', *["规上产值,亿元,2024-09,1800"] * 9), {}),
    "unknown_encoding": (values(OUTPUT, m2024_09=1800), {"overrides": ReadOverrides(encoding="latin-1")}),
    "wrong_encoding": (values(OUTPUT, m2024_09=1800) + b"\xff", {"overrides": ReadOverrides(encoding="utf-8")}),
    "unknown_sheet": (workbook(九月=[["指标", "2024年9月"], ["规上产值", 1]]), {"overrides": ReadOverrides(sheet="八月")}),
    "no_header": (b"a,b\nc,d\n", {}),
    "second_heading": (file("规上产值,1,", "指标,东,西", "新签项目,甲,乙", heading="指标,2024年9月,备注"), {}),
    "missing_name": (file("规上产值,1", ",2", heading="指标,2024年9月"), {}),
    "longer_row": (file("规上产值,亿元,2024-09,1,820"), {}),
    "unreadable_number": (file("规上产值,亿元,2024-09,约5"), {}),
    "unreadable_number.target": (plan("规上产值,亿元,约好"), {}),
    "formula_error": (file("规上产值,亿元,2024-09,#DIV/0!"), {}),
    "formula_without_result": (file("规上产值,亿元,2024-09,=B1+C1"), {}),
    "unclear_format": (workbook(九月=[["指标", "2024年9月"], ["规上产值", (-5.2, "0.0;0.0")]]), {}),
    "unreadable_day": (file(f"{HANDOVER},已完成,春天", heading=TASKS), {}),
    "unreadable_period": (file("规上产值,亿元,下半年,1800"), {}),
    "missing_year": (file("规上产值,亿元,2024-09,1800", "新签项目,个,9月,30"), {}),
    "missing_period": (file("规上产值,亿元,2024-09,1800", "新签项目,个,,30", "瞪羚,家,2024-09,60"), {}),
    "units_differ": (file("规上产值,万元,1800", heading="指标,单位,2024年9月（亿元）"), {}),
    "other_sheets": (workbook(九月=[["指标", "2024年9月"], ["规上产值", 1]], 封面=[["封面"]]), {}),
    "totals_left_out": (file("规上产值,亿元,2024-09,1800", "合计,亿元,2024-09,1800"), {}),
    "growth_rows_left_out": (file("规上产值,1800", "同比,5", heading="指标,2024年9月"), {}),
    "layout_inferred": (file("规上产值,亿元,1800", heading="2024年9月\n指标,单位,累计"), {}),
    "column_undecided": (file("规上产值,亿元,1800,37", heading="指标,单位,2024年9月累计,某某"), {}),
    "maybe_october": (file("2024.09,5.2", "2024.1,5.6", heading="月份,GDP增速(%)"), {}),
    "maybe_ytd": (file("规上产值,亿元,1月9日,1800", heading="2024年\n指标,单位,期间,累计"), {}),
    "fraction_growth": (file("规上产值,亿元,1800,0.052", "新签项目,个,41,-0.1", heading="指标,单位,2024年9月累计,同比"), {}),
    "merged_value": (office_books.xlsx(merged_months), {}),
    "period_out_of_range": (file("规上产值,亿元,1989年,1800", "规上产值,亿元,2024-09,1800"), {}),
    "month_growth_ignored": (file("规上产值,累计,1800", ",当月同比,5", heading="指标,内容,2024年9月"), {}),
    "too_many_issues": (file(*[f"规上产值,亿元,2024-09,坏{n}" for n in range(MOST_ERRORS + 2)]), {}),
    "nothing_found": (file("合计,亿元,2024-09,1800"), {}),
    "nothing_found.row": (file("新签产业项目,个,2024-09,"), {"typed": {2: "新签产业项目"}}),
    "unknown_indicator": (file("没有的,亿元,2024-09,1800"), {}),
    "unknown_indicator.growth": (file("财政收入,亿元,2024-09,56.3,6.5", heading="指标,单位,期间,累计,同比"), {}),
    "not_yours": (file("瞪羚企业,家,2024-09,20"), {"reporter": ECONOMY}),
    "future_period": (values(OUTPUT, m2099_01=1800), {}),
    "wrong_unit": (file("规上产值,个,2024-09,1800"), {}),
    "wrong_unit.convertible": (file("规上产值,万元,2024-09,18000000"), {}),
    "negative": (values(OUTPUT, m2024_09=-1), {}),
    "not_whole": (file("新签项目,个,2024-09,2.5"), {}),
    "share_over_100": (file("近地化配套率,%,2024-09,140"), {}),
    "impossible_growth": (growth(1800, -101), {}),
    "twice": (values(OUTPUT, m2024_09=1800) + "\n规上产值,亿元,2024-09,1801,".encode(), {}),
    "month_of_mean": (file("PM2.5浓度,微克/立方米,2024-05,30", heading="指标,单位,期间,当月"), {}),
    "twice.january": (file("新签项目,个,2024.1,2", "新签项目,个,2024.1,35"), {}),
    "growth_without_value": (file("规上产值,2024年1-9月,5.2", heading="指标,期间,同比"), {}),
    "missing_before": (file("规上产值,亿元,2024-05,100", heading="指标,单位,期间,当月"), {}),
    "off_by_factor": (values(OUTPUT, m2024_08=16005), {}),
    "unusual_size": (values(OUTPUT, m2024_09=120_000), {"reporter": ECONOMY}),
    "ytd_falls": (values(OUTPUT, m2024_09=600), {}),
    "target_as_growth": (plan("近地化配套率,%,增长5%"), {}),
    "far_year": (plan("规上产值,亿元,2600", year=2050), {}),
    "off_by_factor.target": (plan("规上产值,亿元,25000000"), {}),
    "words_without_target": (plan("规上产值,亿元,,突破2600亿元", heading="指标,单位,年度目标,原文"), {}),
    "phase_falls": (plan("规上产值,亿元,600,1300,1200,2500,2500", heading=QUARTERS), {}),
    "phase_over_target": (plan("规上产值,亿元,600,1300,2600,2500,2500", heading=QUARTERS), {}),
    "unknown_task": (file("没有的,已完成,2024-04-28", heading=TASKS), {}),
    "unknown_state": (file(f"{HANDOVER},差不多,", heading=TASKS), {}),
    "unknown_state.blank": (file(f"{HANDOVER},,2024-04-28", heading=TASKS), {}),
    "future_day": (file(f"{HANDOVER},已完成,2099-01-01", heading=TASKS), {}),
    "future_day.announced": (plan("规上产值,亿元,2500,2099-01-01", heading="指标,单位,年度目标,下达日期"), {}),
    "no_day_done": (file(f"{HANDOVER},已完成,", heading=TASKS), {}),
    "no_reason": (file(f"{HANDOVER},取消,2024-04-28", heading=TASKS), {}),
    "done_on_unfinished": (file(f"{HANDOVER},进行中,2024-04-28", heading=TASKS), {}),
    "twice.task": (file(*[f"{PARK},进行中,"] * 2, heading=TASKS), {}),
    "not_yours.task": (file(f"{HANDOVER},进行中,", heading=TASKS), {"reporter": ECONOMY}),
    "not_yours.task_field": (file(f"{PARK},2025-03-31", heading="任务,时限"), {"reporter": ECONOMY}),
    "name_taken.task": (file(f"{HANDOVER},2024-12-31,robot_park", heading="任务,时限,编码"), {}),
    "plan_year_passed": (file(f"{PARK},2024-11-30,2023", heading="任务,时限,计划年度"), {}),
    "due_before_year": (file(f"{PARK},2024-12-31,2025", heading="任务,时限,计划年度"), {}),
    "carried_ended": (file(f"{HANDOVER},2025-03-31,2025", heading="任务,时限,计划年度"), {}),
    "wrong_definition": (file("新指标,亿元,好,产业提档", heading=DEFINED), {}),
    "wrong_definition.blank": (file("新指标,亿元,,产业提档", heading=DEFINED), {}),
    "name_taken": (file("新指标,亿元,累计,产业提档,规上产值", heading=f"{DEFINED},别名"), {}),
    "twice.definition": (file(*["新指标,亿元,累计,产业提档"] * 2, heading=DEFINED), {}),
    "not_yours.definition": (file("新指标,亿元,累计,产业提档", heading=DEFINED), {"reporter": ECONOMY}),
    "unit_change": (file("规上工业总产值,个,累计,产业提档", heading=DEFINED), {}),
    "kind_change": (file("规上工业总产值,亿元,期末,产业提档", heading=DEFINED), {}),
    "unit_assumed": (file("规上产值,,2024-09,1800"), {}),
    "growth_without_value.left_out": (
        file("规上产值,亿元,2024-09,,5.2", "新签项目,个,2024-09,38,", heading="指标,单位,期间,累计,同比"), {},
    ),
    "month_differs": (file("规上产值,亿元,2024-09,1800,100", heading="指标,单位,期间,累计,当月"), {}),
    "off_by_factor.unsure": (values(OUTPUT, "修正", m2024_08=16005), {}),
    "unusual_size.unsure": (values(OUTPUT, m2024_09=9_000), {}),
    "ytd_falls.revised": (values(OUTPUT, "修正", m2024_09=1500), {}),
    "large_change": (values(OUTPUT, m2024_08=2600), {}),
    "jump": (values("gazelles", m2024_09=90), {}),
    "identical": (values(OUTPUT, m2024_09=1600.5), {}),
    "state_backwards": (file("规上产值,亿元,2024-08,1601,预计", heading="指标,单位,期间,累计,状态"), {}),
    "growth_lost": (values(OUTPUT, m2024_08=1601), {}),
    "growth_changes": (growth(1601, 15, "2024-08"), {}),
    "odd_growth": (growth(1800, 150), {}),
    "odd_growth.computed": (growth(1601, 45, "2024-08"), {}),
    "would_clear.confirm": (values(OUTPUT, m2024_08="—"), {"decisions": UploadDecisions(clear_blanks=True)}),
    "shown_at_meeting": (values(OUTPUT, m2024_08=1601), {}),
    "plan_revision": (plan("规上产值,亿元,2600"), {}),
    "words_differ": (plan("规上产值,亿元,2600,突破2700亿元", heading="指标,单位,年度目标,原文"), {}),
    "bound_against_direction": (plan("规上产值,亿元,2600以内"), {}),
    "phases_added": (plan("规上产值,亿元,600,700,700,700,2700", heading=QUARTERS), {}),
    "phase_low": (plan("规上产值,亿元,600,650", heading="指标,单位,一季度,二季度"), {}),
    "state_backwards.task": (file(f"{HANDOVER},进行中,", heading=TASKS), {}),
    "task_changed": (file(f"{PARK},2025-03-31", heading="任务,时限"), {}),
    "task_changed.carried": (file(f"{PARK},2025-03-31,2025", heading="任务,时限,计划年度"), {}),
    "task_field_unread": (file(f"{PARK},三季度", heading="任务,时限"), {}),
    "new_tasks": (file("设立低空经济基金,产业提档,2026-06-30,2026", heading="任务,六提,时限,计划年度"), {}),
    "new_tasks.alike": (file("前黄工程交付,载体提标,2026-06-30,2026", heading="任务,六提,时限,计划年度"), {}),
    "plan_year_assumed": (file("设立低空经济基金,产业提档,2026-06-30", heading="任务,六提,时限"), {}),
    "definition_changed": (file("规上工业总产值,亿元,累计,安全提升", heading=DEFINED), {}),
    "definition_changed.described": (
        file("规上产值,亿元,累计,产业提档,经发局", "新签项目,个,个数,产业提档,招商局", heading=f"{DEFINED},责任单位"), {},
    ),
    "renamed": (file("规上工业总产出,亿元,累计,产业提档", heading=DEFINED), {}),
    "renamed.unclear": (file("规上工业总产出,亿元,累计,产业提档", "规上工业总产量,亿元,累计,产业提档", heading=DEFINED), {}),
    "unit_change.converted": (file("规上工业总产值,万元,累计,产业提档", heading=DEFINED), {}),
    "targets_ignored": (file("规上产值,亿元,2024-09,1800,2500", heading="指标,单位,期间,累计,目标"), {}),
    "due_but_missing": (values(OUTPUT, m2024_09=1800), {}),
    "unit_converted": (file("规上产值,万元,2024-09,18000000"), {"decisions": UploadDecisions(convert_units=True)}),
    "change_of_rate": (file("GDP增速,%,2024-09,5,0.2", heading="指标,单位,期间,累计,同比"), {}),
    "amount_of_rate": (
        file("财政收入,亿元,2024-09,56.3,6.5", heading="指标,单位,期间,累计,同比"),
        {"decisions": UploadDecisions(names={"财政收入": "budget_revenue_growth"})},
    ),
    "demo_replaced": (file("新签项目,个,2024-09,38"), {}),
    "would_clear": (values(OUTPUT, m2024_08="—"), {}),
}  # fmt: skip


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory, seeded: Store) -> Store:
    """Values with growth that a meeting was shown, and a task that is done."""
    store = copied(seeded, tmp_path_factory.mktemp("reported"))
    commit_upload(
        store, ask(store, file("PM2.5浓度,微克/立方米,均值,安全提升", heading=DEFINED)), confirmed=False
    )
    store_values(store, OUTPUT, {"2023-08": 1500.5, "2024-07": 1400.5})
    store_values(store, OUTPUT, {"2024-08": 1600.5}, growth=6.7)
    store_values(store, PROJECTS, {"2024-07": 30.0, "2024-08": 33.0}, origin=DEMO)
    store_values(store, "gazelles", {f"2024-{month:02d}": 50.0 + 2 * month for month in range(1, 9)})
    task = store.snapshot().tasks.set_index("task", drop=False).loc[["qianhuang_handover"]]
    done = {"state": "已完成", "done_on": date(2024, 4, 28), "origin": REPORTED}
    store.append("tasks", task.assign(**done).reset_index(drop=True), Upload.new("建设局"))
    freeze_edition(store, "8月调度会", Period(2024, 8), LOCAL_ADMINISTRATOR)
    return store


@pytest.mark.parametrize("kind", ISSUES)
def test_each_issue_is_raised(reported: Store, kind: str) -> None:
    """A file that is wrong or odd in this one way is reported, in the words and with the severity of the catalogue."""
    content, more = RAISED[kind]
    entry = ISSUES[kind]
    worded = ".*".join(re.escape(part) for part in re.split(r"\{.*?\}", entry.message))
    found = ask(reported, content, **more).issues
    reported_issues = {(f.code, f.severity) for f in found if re.fullmatch(worded, f.message)}
    assert (entry.code, entry.severity) in reported_issues


def test_the_handbook_explains_each_code() -> None:
    """One line a code, and no line of a code that is gone."""
    handbook = (Path(__file__).parents[3] / "docs" / "handbook.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `([a-z_0-9]+)` \|", handbook, re.MULTILINE)
    assert sorted(explained) == sorted({entry.code for entry in ISSUES.values()})
