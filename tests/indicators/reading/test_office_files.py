"""Files of the kinds that offices really send: each is read correctly, or refused with place and reason."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from indicators.access import LOCAL_ADMINISTRATOR
from indicators.period import Period
from indicators.uploads.preview import preview_file
from indicators.uploads.templates import (
    definitions_template,
    observations_template,
    plans_template,
    tasks_template,
    template_as_xlsx,
)
from tests.office_books import BOOKS
from tests.office_files import TEXTS
from tests.reports import TODAY

if TYPE_CHECKING:
    from indicators.store.snapshot import Snapshot
    from indicators.store.store import Store
    from indicators.uploads.preview import Preview

BOTH = "industrial_output 2024-09 1820.55 5.4; industrial_invoicing 2024-09 2301.2 6.1"
OUTPUT = "industrial_output 2024-09 1820.55"
READ_AS_IT_IS = {
    "utf8": "csv UTF-8 , 表头1",
    "utf8_bom": "csv UTF-8 , 表头1",
    "unicode_text": "csv UTF-16 \t 表头1",
    "gb18030": "csv GB18030 , 表头1",
    "gb18030_tsv": "csv GB18030 \t 表头1",
    "semicolons": "csv UTF-8 ; 表头1",
    "bars": "csv UTF-8 | 表头1",
    "full_width_commas": "csv UTF-8 ， 表头1",
    "separator_named": "csv UTF-8 ; 表头2",
    "carriage_returns": "csv UTF-8 , 表头1",
    "full_width_digits": "新增2个",
    "thousands": "新增2个",
    "apostrophes": "新增2个",
    "serial_dates": "新增2个",
    "spaced_names": "新增2个",
    "aliases": "新增2个",
    "numbered": "新增2个",
    "twice_the_same": "新增2个",
    "plain": "xlsx 9月 表头1",
    "xls": "xls 9月 表头1",
    "ods": "ods 9月 表头1",
    "hidden_sheet": "xlsx 9月 表头1",
}
ASKS = "layout_inferred"
# File, rows that would be written (indicator, period, value, growth), codes of the issues with ``ASKS`` where something
# of the layout must be confirmed, a part of what is said of the file.
CASES: list[tuple[str, str, str, str]] = [
    *((name, BOTH, "", text) for name, text in READ_AS_IT_IS.items()),
    ("mark_inside", f"{BOTH}; new_projects 2024-09 38", "", "新增3个"),
    ("nul_bytes", "", "no_table", "是二进制文件，不是表格"),
    ("broken_bytes", "", "wrong_encoding", "第4行：文件不是完整的 UTF-8 文本，字节 D0 C2 无法解读"),
    ("open_quote", "", "damaged", "引号不成对"),
    ("pdf", "", "no_table", "“pdf.csv”是PDF文档，不是表格"),
    ("html", "", "no_table", "“html.xls”是网页或 XML，不是表格文件　应为：用 Excel 或 WPS 打开后另存为 xlsx"),
    ("empty", "", "empty_file", "是空的"),
    ("blank_lines", "", "empty_file", "是空的"),
    ("no_sheet_filled", "", "empty_file", "工作簿是空的"),
    ("header_only", "", "nothing_found", "没有读到任何数据　应为：表头下方至少一行数据"),
    ("no_table", "", "no_header", "没有找到表头"),
    ("with_password", "", "encrypted", "有密码，无法读取　应为：去掉密码后再上报"),
    ("bomb", "", "too_large", "解压后超过 100 MB，不予打开"),
    ("lying_bomb", "", "damaged", "工作簿已损坏"),
    ("cut_off", "", "damaged", "工作簿已损坏"),
    ("word_document", "", "no_table", "文件是Word 文档"),
    ("titled", BOTH, f"{ASKS} targets_ignored", "csv GB18030 , 表头3"),
    ("formatted", BOTH, f"{ASKS} targets_ignored", "C“本月 同比±%”为不用（是当月同比，只采用累计同比）"),
    ("national_bureau", ("industrial_output 2024-03 560.2 5.1; industrial_output 2024-02 350.1 4.8; "
     "industrial_output 2023-12 2300.5 6.2; industrial_output 2023-11 2080.4 6"), "", "csv GB18030 , 表头4"),
    ("twelve_months", "; ".join(f"industrial_output 2024-{m:02d} {200 * m}" for m in range(1, 10)), ASKS, "期间为2024年（标题“2024年规上工业情况”）"),
    ("long_note", OUTPUT, "", "新增1个"),
    ("months_down", ("industrial_output 2024-07 1400.5; industrial_invoicing 2024-07 1790.1; "
     "industrial_output 2024-08 1610.2; industrial_invoicing 2024-08 2050.3"), "", "新增4个"),
    ("dates", ("industrial_output 2024-08 1610.2; new_projects 2024-08 33; "
     f"{OUTPUT}; new_projects 2024-09 38"), "", "新增4个"),
    ("newest_first", f"{OUTPUT}; industrial_output 2024-08 1610.2", "", "新增2个"),
    ("january_february", ("industrial_output 2024-02 350.1; industrial_output 2024-03 560.2; "
     "industrial_output 2024-04 770.3"), ASKS, "单位为亿元（标题“单位：亿元”）"),
    ("quarters", "gdp_growth 2024-03 7.6; gdp_growth 2024-06 7.8; gdp_growth 2024-09 7.9", "", "新增3个"),
    ("two_years", f"industrial_output 2023-09 1727.3; {OUTPUT}", "", "新增2个"),
    ("last_year_beside", f"{OUTPUT} 5.4", ASKS, "D“去年同期”为上年同期"),
    ("target_beside", f"{OUTPUT}; new_projects 2024-09 38", f"{ASKS} targets_ignored", "F“时序进度”为不用"),
    ("month_in_title", OUTPUT, ASKS, "期间为2024年9月（标题“2024年9月份工业经济指标”）"),
    ("no_month", "", "missing_period", "第2行 C“累计”列：“规上工业总产值”没有期间"),
    ("no_year", "", "missing_year", "第2行 C“期间”列：期间“1-9月”没有写年份"),
    ("gaps", f"{OUTPUT}; industrial_invoicing 2024-09 2301.2", ASKS, "csv UTF-8 , 表头4"),
    ("totals", f"{OUTPUT}; industrial_invoicing 2024-09 2301.2", f"{ASKS} totals_left_out", "“合计”行未读取（第6行）"),
    ("no_values", "projects_3bn 2024-09 0", "would_clear", "“理想汽车新车交付”2024年1—9月在文件中为空，现有34.1812万辆"),
    ("formula_errors", "", "formula_error formula_error", "第3行 D“累计”列：“#DIV/0!”是公式错误"),
    ("formulas", "", "formula_error", "第3行 D“累计”列：“#DIV/0!”是公式错误"),
    ("suffixes", "", "wrong_unit", "第3行 D“累计”列：“全部工业开票销售”的单位是“万元”，目录中是“亿元”，相差10,000倍"),
    ("brackets", "", "negative", "第3行 D“累计”列：“全部工业开票销售”不可能为负数：-2,301.2"),
    ("growth_in_words", f"{OUTPUT} 5.4; industrial_invoicing 2024-09 2301.2 -6.1", "", "新增2个"),
    ("percent_signs", f"{OUTPUT} 5.4; industrial_invoicing 2024-09 2301.2 -6.1", "", "新增2个"),
    ("merged_units", f"{OUTPUT}; industrial_invoicing 2024-09 2301.2; new_projects 2024-09 38", ASKS, "新增3个"),
    ("percent_cells", f"{OUTPUT} 7.2; budget_revenue_growth 2024-09 6.8", ASKS, "新增2个"),
    ("text_numbers", f"{OUTPUT} 5.4", "", "新增1个"),
    ("misspelt", "", "unknown_indicator", "第2行 A“指标”列：没有名为“规上工业总产直”的指标，最接近的是“规上工业总产值”"),
    ("ten_thousands", "", "wrong_unit", "目录中是“亿元”，相差10,000倍　应为：换算为1,820.55亿元"),
    ("unitless", f"{OUTPUT} 5.4; industrial_invoicing 2024-09 2301.2 6.1", "unit_assumed",
     "第2—3行：单位未写，按目录单位？规上工业总产值（亿元）2024年1—9月1,820.55，约为年度计划的72.8%；全部工业开票销售"),
    ("twice", "", "twice", "第4行 D“累计”列：“规上工业总产值”2024年1—9月出现多次且数值不同（另见第2行）"),
    ("injection", "", "formula_without_result unknown_indicator", '没有名为“=HYPERLINK("http://x")”的指标'),
    ("bad_periods", "", "unreadable_period unreadable_period", "第2行 C“期间”列：期间“约九月”无法识别"),
    ("bad_numbers", "", "unreadable_number unreadable_number", "第3行 D“累计”列：“23o1.2”不是数字"),
    ("far_future", "", "future_period", "第2—3行 D“累计”列：2099年1—9月尚未到来"),
    ("own_months", "", ASKS, "不变2个"),
    ("second_table", f"{BOTH}; new_projects 2024-09 38", f"{ASKS} targets_ignored", "表“指标名称、上月、本季、累计”"),
    ("several_sheets", f"{BOTH}; industrial_output 2024-08 1610.2 5.2", f"{ASKS} other_sheets",
     "工作表“封面”中没有找到数据表，未读取"),
    ("targets", ("industrial_output 2025 2700; industrial_output 2025-06 1300; new_projects 2025 55; "
     "new_projects 2025-06 25"), ASKS, "期间为2025年（标题“2025年目标任务分解表”）"),
    ("tasks", "qianhuang_handover 2024-04-28 已完成; gongyanhui_phase3 - 进行中", "", "csv GB18030 , 表头1"),
    ("definitions", "安全提升 起 生产安全事故起数", "", "csv GB18030 , 表头1"),
]  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(seeded: Store) -> Snapshot:
    """The seed without demonstration."""
    return seeded.snapshot()


def written(row: dict[str, Any]) -> str:
    """A row of the table as the cases write it."""
    if "task" in row:
        return f"{row['task']} {row['done_on'] or '-'} {row['state']}"
    if "kind" in row:
        return f"{ {'safety': '安全提升'}[row['lift']] } {row['unit']} {row['name']}"
    if "target" in row:
        phase = row["period"] if isinstance(row["period"], str) else row["year"]
        return f"{row['indicator']} {phase} {row['target']:.10g}"
    growth = "" if math.isnan(row["growth"]) else f" {row['growth']:.10g}"
    return f"{row['indicator']} {row['period']} {row['value']:.10g}{growth}"


def said(preview: Preview) -> str:
    """How the file was taken apart, what is wrong or asked with its place and remedy, and how many values are new."""
    source = preview.source
    parts = [source.format, source.encoding, source.separator, preview.sheet] if source else []
    first = next((table.header_rows[0] for table in preview.layout.tables), "")
    lines = [" ".join([*filter(None, parts), f"表头{first}"])]
    lines += [f"{issue.place}：{issue.message}　应为：{issue.fix}" for issue in preview.issues]
    counts = preview.counts
    return "\n".join([*lines, f"新增{counts['new']}个", f"不变{counts['unchanged']}个"])


@pytest.mark.parametrize(("name", "rows", "codes", "text"), CASES, ids=[case[0] for case in CASES])
def test_office_file(name: str, rows: str, codes: str, text: str, snapshot: Snapshot) -> None:
    """The right numbers are read, or the place and the reason are named; only an accepted file has rows to write."""
    content = TEXTS[name] if name in TEXTS else BOOKS[name]()
    suffix = "xls" if name == "html" else "csv"
    preview = preview_file(
        content, name=f"{name}.{suffix}", snapshot=snapshot, reporter=LOCAL_ADMINISTRATOR, today=TODAY
    )
    raised = [issue.code for issue in preview.issues if issue.code != "due_but_missing"]
    assert sorted(raised) == sorted(codes.split())
    assert text in said(preview)
    to_write = preview.checked.rows.to_dict("records") if preview.accepted else []
    assert "; ".join(map(written, to_write)) == rows


def test_every_file_is_a_case() -> None:
    """Every file made for these tests is a case, and there are at least forty."""
    assert {case[0] for case in CASES} == TEXTS.keys() | BOOKS.keys()
    assert len(CASES) >= 40


SAMPLES = Path(__file__).parent / "samples"
# Tables that say in their cells, rows and columns what each value is.
STATED = [
    "指标,单位,期间,累计,同比（%）,状态,备注\n规上工业总产值,亿元,2024-09,1820.55,5.4,快报,",
    "指标,单位,2024年1-8月累计,2024年1-9月累计\n规上工业总产值,亿元,1610.2,1820.55",
    "月份,规上工业总产值累计（亿元）,新签产业项目累计（个）\n2024年8月,1610.2,33\n2024年9月,1820.55,38",
    "指标,,2024年9月,\n,单位,累计,同比\n规上工业总产值,亿元,1820.55,5.4",
    "指标,单位,2024年9月,2024年9月末\n地区生产总值增速,%,5.2,5.2",
    "指标名称,规上工业总产值:累计值,规上工业总产值:累计同比\n单位,亿元,%\n2024-09-30,1820.55,5.4",
]


@pytest.mark.parametrize("content", STATED)
def test_a_file_that_states_everything_asks_nothing(content: str, snapshot: Snapshot) -> None:
    """Nothing is inferred where indicator, month, unit and use of each value stand in its cell, row or column."""
    preview = preview_file(
        content.encode(), name="上报.csv", snapshot=snapshot, reporter=LOCAL_ADMINISTRATOR, today=TODAY
    )
    assert (preview.problems, preview.questions) == ([], [])
    assert preview.layout.is_settled
    assert len(preview.checked.rows)


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("nbs_*")))
def test_an_export_of_the_bureau_asks_nothing(name: str, snapshot: Snapshot) -> None:
    """An export of the 国家统计局 has no column or month that is only inferred."""
    content = (SAMPLES / name).read_bytes()
    preview = preview_file(content, name=name, snapshot=snapshot, reporter=LOCAL_ADMINISTRATOR, today=TODAY)
    assert preview.layout.is_settled
    assert {issue.code for issue in preview.issues} <= {"unknown_indicator", "due_but_missing"}


def test_a_template_asks_nothing(snapshot: Snapshot) -> None:
    """The product's own templates are read without a question about what they mean."""
    month = Period(2024, 9)
    values = observations_template(snapshot, LOCAL_ADMINISTRATOR, month)
    filled = values.table.assign(**{"数值（累计）": 5, "同比（%）": 5.5})
    templates = [
        values, replace(values, table=filled), definitions_template(snapshot),
        plans_template(snapshot, LOCAL_ADMINISTRATOR, month), tasks_template(snapshot, LOCAL_ADMINISTRATOR, month),
    ]  # fmt: skip
    for template in templates:
        preview = preview_file(
            template_as_xlsx(template), name=f"{template.title}.xlsx", snapshot=snapshot,
            reporter=LOCAL_ADMINISTRATOR, today=TODAY,
        )  # fmt: skip
        assert preview.layout.used
        assert preview.layout.is_settled
        assert not {"layout_inferred", "column_undecided", "no_header"} & {i.code for i in preview.issues}
