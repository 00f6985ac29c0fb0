"""Files of the kinds that offices really send: each is read correctly, or refused with place and reason."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from indicators.access import LOCAL_ADMINISTRATOR
from indicators.store.seed import open_store
from indicators.uploads.preview import preview_file
from indicators.uploads.serialise import preview_text
from tests.office_books import BOOKS
from tests.office_files import TEXTS
from tests.reports import TODAY

if TYPE_CHECKING:
    from indicators.store.snapshot import Snapshot

BOTH = "industrial_output 2024-09 1820.55 5.4; industrial_invoicing 2024-09 2301.2 6.1"
OUTPUT = "industrial_output 2024-09 1820.55"
READ_AS_IT_IS = {
    "utf8": "编码：UTF-8　分隔符：逗号　表头：第1行",
    "utf8_bom": "编码：UTF-8",
    "unicode_text": "编码：UTF-16　分隔符：制表符",
    "gb18030": "编码：GB18030　分隔符：逗号",
    "gb18030_tsv": "编码：GB18030　分隔符：制表符",
    "semicolons": "分隔符：分号",
    "bars": "分隔符：竖线",
    "full_width_commas": "分隔符：全角逗号",
    "separator_named": "分隔符：分号　表头：第2行",
    "carriage_returns": "表头：第1行",
    "full_width_digits": "新增2个",
    "thousands": "新增2个",
    "apostrophes": "新增2个",
    "serial_dates": "新增2个",
    "spaced_names": "新增2个",
    "aliases": "新增2个",
    "numbered": "新增2个",
    "twice_the_same": "新增2个",
    "plain": "格式：xlsx　工作表：9月　表头：第1行",
    "xls": "格式：xls　工作表：9月",
    "ods": "格式：ods　工作表：9月",
    "hidden_sheet": "工作表：9月",
}
# File, rows that would be written (indicator, period, value, growth), codes of the issues, a part of the preview.
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
    ("titled", BOTH, "targets_ignored", "编码：GB18030　分隔符：逗号　表头：第3行　单位行：亿元"),
    ("formatted", BOTH, "targets_ignored month_growth_ignored", "表头：第3行至第4行　单位行：亿元"),
    ("national_bureau", ("industrial_output 2024-03 560.2 5.1; industrial_output 2024-02 350.1 4.8; "
     "industrial_output 2023-12 2300.5 6.2; industrial_output 2023-11 2080.4 6"), "", "编码：GB18030"),
    ("twelve_months", "; ".join(f"industrial_output 2024-{m:02d} {200 * m}" for m in range(1, 10)), "", "表头：第2行"),
    ("long_note", OUTPUT, "", "新增1个"),
    ("months_down", ("industrial_output 2024-07 1400.5; industrial_invoicing 2024-07 1790.1; "
     "industrial_output 2024-08 1610.2; industrial_invoicing 2024-08 2050.3"), "", "新增4个"),
    ("dates", ("industrial_output 2024-08 1610.2; new_projects 2024-08 33; "
     f"{OUTPUT}; new_projects 2024-09 38"), "", "新增4个"),
    ("newest_first", f"{OUTPUT}; industrial_output 2024-08 1610.2", "", "新增2个"),
    ("january_february", ("industrial_output 2024-02 350.1; industrial_output 2024-03 560.2; "
     "industrial_output 2024-04 770.3"), "", "单位行：亿元"),
    ("quarters", "gdp_growth 2024-03 7.6; gdp_growth 2024-06 7.8; gdp_growth 2024-09 7.9", "", "新增3个"),
    ("two_years", f"industrial_output 2023-09 1727.3; {OUTPUT}", "", "新增2个"),
    ("last_year_beside", f"{OUTPUT} 5.4", "", "未采用的列：去年同期"),
    ("target_beside", f"{OUTPUT}; new_projects 2024-09 38", "targets_ignored", "未采用的列：完成率、时序进度"),
    ("month_in_title", OUTPUT, "", "表头：第2行"),
    ("no_month", "", "missing_period", "第2行 C“累计”列：“规上工业总产值”没有期间"),
    ("no_year", "", "missing_year", "第2行 C“期间”列：期间“1-9月”没有写年份"),
    ("gaps", f"{OUTPUT}; industrial_invoicing 2024-09 2301.2", "", "表头：第4行"),
    ("totals", f"{OUTPUT}; industrial_invoicing 2024-09 2301.2", "totals_left_out", "“合计”行未读取（第6行）"),
    ("no_values", "projects_3bn 2024-09 0", "would_clear", "“理想汽车新车交付”2024年1—9月在文件中为空，现有34.1812万辆"),
    ("formula_errors", "", "formula_error formula_error", "第3行 D“累计”列：“#DIV/0!”是公式错误"),
    ("formulas", "", "formula_error", "第3行 D“累计”列：“#DIV/0!”是公式错误"),
    ("suffixes", "", "wrong_unit", "第3行 D“累计”列：“全部工业开票销售”的单位是“万元”，目录中是“亿元”，相差10,000倍"),
    ("brackets", "", "negative", "第3行 D“累计”列：“全部工业开票销售”不可能为负数：-2,301.2"),
    ("growth_in_words", f"{OUTPUT} 5.4; industrial_invoicing 2024-09 2301.2 -6.1", "", "新增2个"),
    ("percent_signs", f"{OUTPUT} 5.4; industrial_invoicing 2024-09 2301.2 -6.1", "", "新增2个"),
    ("merged_units", f"{OUTPUT}; industrial_invoicing 2024-09 2301.2; new_projects 2024-09 38", "", "新增3个"),
    ("percent_cells", f"{OUTPUT} 7.2; budget_revenue_growth 2024-09 6.8", "", "新增2个"),
    ("text_numbers", f"{OUTPUT} 5.4", "", "新增1个"),
    ("misspelt", "", "unknown_indicator", "第2行 A“指标”列：没有名为“规上工业总产直”的指标，最接近的是“规上工业总产值”"),
    ("ten_thousands", "", "wrong_unit", "目录中是“亿元”，相差10,000倍　应为：换算为1,820.55亿元"),
    ("unitless", "", "missing_unit missing_unit", "“全部工业开票销售”没有写单位　应为：写明单位，如“亿元”"),
    ("twice", "", "twice", "第4行 D“累计”列：“规上工业总产值”2024年1—9月出现多次且数值不同（另见第2行）"),
    ("injection", "", "formula_without_result unknown_indicator", '没有名为“=HYPERLINK("http://x")”的指标'),
    ("bad_periods", "", "unreadable_period unreadable_period", "第2行 C“期间”列：期间“约九月”无法识别"),
    ("bad_numbers", "", "unreadable_number unreadable_number", "第3行 D“累计”列：“23o1.2”不是数字"),
    ("far_future", "", "future_period", "第2—3行 D“累计”列：2099年1—9月尚未到来"),
    ("own_months", "", "", "不变2个"),
    ("second_table", "", "second_heading targets_ignored", "第8行：这里另有一个表头"),
    ("several_sheets", BOTH, "other_sheets", "只读取了工作表“9月”，未读取“封面”、“8月”"),
    ("targets", ("industrial_output 2025 2700; industrial_output 2025-06 1300; new_projects 2025 55; "
     "new_projects 2025-06 25"), "", "内容：计划"),
    ("tasks", "qianhuang_handover 2024-04-28 已完成; gongyanhui_phase3 - 进行中", "", "内容：任务进展"),
    ("definitions", "安全提升 起 生产安全事故起数", "", "内容：指标目录"),
]  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The seed without demonstration."""
    return open_store(str(tmp_path_factory.mktemp("store")), with_demo=False).snapshot()


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
    assert text in preview_text(preview)
    to_write = preview.checked.rows.to_dict("records") if preview.accepted else []
    assert "; ".join(map(written, to_write)) == rows


def test_every_file_is_a_case() -> None:
    """Every file made for these tests is a case, and there are at least forty."""
    assert {case[0] for case in CASES} == TEXTS.keys() | BOOKS.keys()
    assert len(CASES) >= 40
