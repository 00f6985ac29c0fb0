"""Tables whose rows are records: tasks and definitions of indicators."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.catalogue import Indicator
from indicators.frames import unescape_formula
from indicators.period import excel_day
from indicators.reading.cells import NO_VALUE, half_width, interpret_heading, plain_name
from indicators.reading.issues import issue
from indicators.reading.layout import is_note, is_total
from indicators.reading.parsed import TASK_COLUMNS

if TYPE_CHECKING:
    from indicators.reading.issues import Issue
    from indicators.reading.layout import ClassifiedSheet, Column, TableLayout

_DEFINED: Final = tuple(field.name for field in fields(Indicator))
_DAY_FORMATS: Final = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S",
)  # fmt: skip


def read_tasks(sheet: ClassifiedSheet, table: TableLayout, issues: list[Issue]) -> pd.DataFrame:
    """One row per task: ``TASK_COLUMNS``; days as dates, blank cells as empty text."""
    columns = {c.role: c for c in reversed(table.columns)}
    key = columns.get("task") or table.columns[table.key]
    if "progress" in columns:
        columns.setdefault("state", columns["progress"])
    records = []
    for row in _record_rows(sheet, table, key.index):
        record: dict[str, Any] = {role: _text(sheet, row, columns.get(role)) for role in TASK_COLUMNS}
        record |= {
            "sheet": sheet.name,
            "row": row + 1,
            "name": plain_name(str(sheet.cell(row, key.index)))[0],
        }
        record["done_on"] = _day(sheet, row, columns["done_on"], issues) if "done_on" in columns else None
        records.append(record)
    return pd.DataFrame(records, columns=list(TASK_COLUMNS))


def read_definitions(sheet: ClassifiedSheet, table: TableLayout) -> pd.DataFrame:
    """One row per indicator: ``sheet``, ``row`` and those fields of ``catalogue.Indicator`` that have a column, as text."""
    columns = {c.role: c for c in reversed(table.columns) if c.role in _DEFINED}
    records = [
        {
            "sheet": sheet.name,
            "row": row + 1,
            **{role: _text(sheet, row, column) for role, column in columns.items()},
        }
        for row in _record_rows(sheet, table, table.key)
    ]
    return pd.DataFrame(records, columns=["sheet", "row", *(f for f in _DEFINED if f in columns)])


def _record_rows(sheet: ClassifiedSheet, table: TableLayout, key: int) -> list[int]:
    """Rows with a name, without notes, totals and repeated headings."""
    rows = []
    for row in table.body:
        name = sheet.cell(row, key)
        filled = [cell for cell in sheet.cells[row] if cell is not None]
        # A section's title is alone in its row.
        if name is None or len(filled) == 1 or is_note(str(filled[0])) or is_total(str(name)):
            continue
        if interpret_heading(name).role not in {"name", "task"}:
            rows.append(row)
    return rows


def _text(sheet: ClassifiedSheet, row: int, column: Column | None) -> str:
    cell = sheet.cell(row, column.index) if column else None
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else unescape_formula(str(cell).strip())


def _day(sheet: ClassifiedSheet, row: int, column: Column, issues: list[Issue]) -> date | None:
    """The day in a cell; None for a blank or a mark of none, and with an issue for anything else."""
    cell = sheet.cell(row, column.index)
    text = "" if cell is None else half_width(str(cell))
    day = _as_day(cell)
    if day is None and text.upper() not in NO_VALUE and text.strip("-—–.… "):
        issues.append(issue("unreadable_day", row=row + 1, column=column.label, found=str(cell)))
    return day


def _as_day(cell: object) -> date | None:
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    text = half_width(str(cell)).lstrip("'’")
    serial = int(cell) if isinstance(cell, (int, float)) else int(text) if text.isdecimal() else 0
    if day := excel_day(serial):
        return day
    for pattern in _DAY_FORMATS:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
