"""The files that are reported while pictures are taken: the demonstration's own values, and they say so."""  # noqa: INP001

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import xlsxwriter

from docs.pictures.visit import DEPARTMENT
from indicators.store import demo_rows

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

NAMES: Final = {"industrial_output": "规上工业总产值", "industrial_invoicing": "全部工业开票销售"}
# 1—2月 are published together.
_PERIODS: Final = [f"2024-{month:02d}" for month in range(2, 10)]
_WAN_PER_YI: Final = 10_000


def crooked_workbook(folder: Path) -> Path:
    """A 完成情况表 as offices send it: merged title and headings, a 单位 line, months across, a note below."""
    path = folder / "演示_9月完成情况表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("完成情况")
        title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        heading = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1})
        sheet.merge_range("A1:K1", "2024年1—9月主要经济指标完成情况表（演示）", title)
        sheet.merge_range("A2:F2", f"填报单位：{DEPARTMENT}")
        sheet.merge_range("G2:K2", "单位：亿元", book.add_format({"align": "right"}))
        for cells, text in {
            "A3:A4": "序号",
            "B3:B4": "指标名称",
            "C3:J3": "2024年累计完成",
            "K3:K4": "1—9月\n同比±%",
        }.items():
            sheet.merge_range(cells, text, heading)
        for column, period in enumerate(_PERIODS, start=2):
            sheet.write(3, column, f"1—{int(period[5:])}月", heading)
        _write_values(sheet, book.add_format({"num_format": "0.00"}), book.add_format({"num_format": "0.0"}))
        sheet.merge_range("A7:K7", "注：本表为演示数据，不是园区实际情况。")
    return path


def wrong_unit(folder: Path) -> Path:
    """The same values in 万元 where the catalogue has 亿元, as a CSV of Windows."""
    values = _values()[_PERIODS[-1]]
    lines = [
        "2024年主要经济指标（演示）",
        f"填报单位：{DEPARTMENT},,单位：万元",
        "序号,指标,1-9月累计",
        *(
            f"{n},{name},{values[code] * _WAN_PER_YI:.0f}"
            for n, (code, name) in enumerate(NAMES.items(), start=1)
        ),
    ]
    return _saved(folder / "演示_经发局9月.csv", lines)


def unclear_form(folder: Path) -> Path:
    """A 完成情况表 with the city's numbers beside the zone's, and with a column that says nothing."""
    values = _values()[_PERIODS[-1]]
    lines = [
        "2024年1—9月主要经济指标完成情况表（演示）",
        f"填报单位：{DEPARTMENT},,,,单位：亿元",
        "指标,全市,完成情况,备用,责任单位",
        *(
            f"{name},{values[code] * 4:.1f},{values[code]:.2f},{n},{DEPARTMENT}"
            for n, (code, name) in enumerate(NAMES.items())
        ),
        "注：本表为演示数据，不是园区实际情况。",
    ]
    return _saved(folder / "演示_完成情况表.csv", lines)


def corrections(folder: Path) -> list[Path]:
    """What is reported after a meeting: a lower value, and a task that is done."""
    value = _values().loc["industrial_output", "2024-08"] + 85
    return [
        _saved(folder / "演示_修正.csv", ["指标,单位,期间,累计", f"规上工业总产值,亿元,2024-09,{value:.2f}"]),
        _saved(
            folder / "演示_任务.csv",
            ["任务,状态,完成时间", "打造科技孵化功能的机器人产业园,已完成,2024-09-03"],
        ),
    ]


def _values() -> pd.DataFrame:
    """The demonstration's values: indicators down, periods across."""
    rows = demo_rows()["observations"]
    return rows.pivot_table(index="indicator", columns="period", values="value")


def _write_values(sheet: Worksheet, amount: Format, percent: Format) -> None:
    values = _values()
    for row, (code, name) in enumerate(NAMES.items(), start=4):
        own = values.loc[code]
        growth = 100 * (own["2024-09"] / own["2023-09"] - 1)
        sheet.write(row, 0, row - 3)
        sheet.write(row, 1, name)
        for column, period in enumerate(_PERIODS, start=2):
            sheet.write(row, column, own[period], amount)
        sheet.write(row, 10, round(growth, 1), percent)


def _saved(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines), encoding="gb18030")
    return path
