"""Tables whose rows are records: tasks and definitions of indicators."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.catalogue import Indicator
from indicators.frames import unescape_formula
from indicators.reading.cells import (
    interpret_heading,
    is_unreadable_day,
    parse_day,
    plain_name,
    without_numbering,
)
from indicators.reading.issues import issue
from indicators.reading.layout import is_note, is_total
from indicators.reading.parsed import TASK_COLUMNS, TASK_DEFINITION_COLUMNS

if TYPE_CHECKING:
    from datetime import date

    from indicators.reading.issues import Issue
    from indicators.reading.layout import ClassifiedSheet, Column, TableLayout

# What a heading means in a list of tasks, where that is something else than in other tables.
_TASK_ROLES: Final = {"task": "title", "indicator": "task", "plan_year": "year", "year": ""}
_DEFINED: Final = tuple(field.name for field in fields(Indicator))


def read_tasks(sheet: ClassifiedSheet, table: TableLayout, issues: list[Issue]) -> pd.DataFrame:
    """One row per task: ``TASK_COLUMNS``, and those of ``TASK_DEFINITION_COLUMNS`` that have a column.

    Days are dates, 时限 is text where it is none; blank cells are empty text.
    """
    columns = {_TASK_ROLES.get(c.role, c.role): c for c in reversed(table.columns)}
    key = columns.setdefault("title", table.columns[table.key])
    defining = [field for field in TASK_DEFINITION_COLUMNS if field in columns]
    # A list that says nothing but how tasks stand has no titles either: they are named.
    defining = defining if len(defining) > 1 else []
    if "progress" in columns:
        columns.setdefault("state", columns["progress"])
    records = []
    for row in _record_rows(sheet, table, key.index):
        fields = (*TASK_COLUMNS, *defining)
        record: dict[str, Any] = {field: _text(sheet, row, columns.get(field)) for field in fields}
        title = str(sheet.cell(row, key.index))
        record |= {"sheet": sheet.name, "row": row + 1, "name": plain_name(title)[0]}
        record["title"] = without_numbering(title)
        if "due" in columns:
            due = sheet.cell(row, columns["due"].index)
            record["due"] = parse_day(due) or (record["due"] if is_unreadable_day(due) else "")
        record["done_on"] = _day(sheet, row, columns["done_on"], issues) if "done_on" in columns else None
        records.append(record)
    return pd.DataFrame(records, columns=[*TASK_COLUMNS, *defining])


def read_definitions(sheet: ClassifiedSheet, table: TableLayout) -> pd.DataFrame:
    """One row per indicator: ``sheet``, ``row`` and those fields of ``catalogue.Indicator`` that have a column, as text."""
    columns = {c.role: c for c in reversed(table.columns) if c.role in _DEFINED}
    records = []
    for row in _record_rows(sheet, table, table.key):
        texts = {role: _text(sheet, row, column) for role, column in columns.items()}
        # What is no day is left to the checks, like all other words.
        if "retired" in columns and (day := parse_day(sheet.cell(row, columns["retired"].index))):
            texts["retired"] = f"{day}"
        records.append({"sheet": sheet.name, "row": row + 1, **texts})
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
    if is_unreadable_day(cell):
        issues.append(issue("unreadable_day", row=row + 1, column=column.label, found=str(cell)))
    return parse_day(cell)
