"""What the screen of a layout shows, as plain values: tables, columns, the first rows of the file, the values found."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.frames import records
from indicators.labels import COLUMN_ROLES, is_missing, join_clauses, join_names, join_statements
from indicators.period import Period, PeriodError
from parts.upload.layout_facts import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from indicators.reading import Column, Issue, Layout, Sheet, TableLayout
    from indicators.uploads import Preview
    from parts.upload.layout_facts import Choices

# The question that the screen asks beside its own, with the size of each number.
UNIT_QUESTION: Final = "unit_assumed"
_FIRST_ROWS: Final = 12
_WRONG_ROWS: Final = 30
_SHOWN_VALUES: Final = 3
_NUMBER_ROLES: Final = ("ytd", "month", "quarter", "level", "value", "growth", "target", "phase", "last_year")
_WORD_ROLES: Final = ("name", "unit", "period", "year", "area", "state", "row_meaning", "note")
# The list over each column, in groups.
_ROLE_GROUPS: Final = [
    {"label": label, "options": [(role, COLUMN_ROLES[role]) for role in roles]}
    for label, roles in (
        ("", ("unused",)),
        ("数", _NUMBER_ROLES),
        ("说明", _WORD_ROLES),
    )
]


def layout_data(preview: Preview, layout: Layout, choices: Mapping[str, Choices]) -> dict[str, Any]:
    """The tables of a file as the screen shows them.

    Args:
        preview: of the file.
        layout: what it means; another one than the preview's once that was confirmed.
        choices: what a fact may be changed to, from ``fact_choices``.
    """
    sheets = {sheet.name: sheet for sheet in preview.source.sheets} if preview.source else {}
    values = _values(preview)
    wrong = _wrong_cells(preview.problems)
    first_rows = dict.fromkeys(sheets, 1)
    tables = []
    for table in layout.tables:
        # A table begins with its title, right after the table before it.
        rows = range(first_rows[table.sheet], table.last_row + 1)
        first_rows[table.sheet] = table.last_row + 1
        head = _head(table)
        if table.used:
            head["facts"] = facts_of(table, preview.problems, choices)
            head |= _excerpt(table, sheets[table.sheet], rows, wrong[table.sheet], values)
        tables.append(head)
    return {
        "tables": tables,
        "roles": _ROLE_GROUPS,
        "digest": digest(layout),
        "inferred": sum(len(table.inferred) for table in layout.tables),
        "open": join_names(_open(tables)),
        "asked": [question.message for question in preview.questions if question.code == UNIT_QUESTION],
        "unused_names": join_names(sorted(set().union(*(table.unused_names for table in layout.used)))),
        "values": _values_line(values),
    }


def _open(tables: list[dict[str, Any]]) -> Iterator[str]:
    """What somebody must still say, as the screen names it."""
    for table in tables:
        yield from (fact["label"] for fact in table["facts"] if fact["certainty"] == "open")
        for column in table["columns"]:
            if column["certainty"] == "open":
                yield f"{column['letters']}“{column['heading']}”"


def digest(layout: Layout) -> str:
    """The same for two layouts that mean the same, however sure they are."""
    meaning = [
        (table.id, table.used, sorted((name, fact.value) for name, fact in table.facts.items()),
         [(column.index, column.use) for column in table.columns])
        for table in layout.tables
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(meaning).encode()).hexdigest()[:16]


def _values(preview: Preview) -> pd.DataFrame:
    """The entries that become values; of tasks and definitions all."""
    if preview.table is None:
        return pd.DataFrame()
    entries = preview.table.entries
    if "value" not in entries:
        return entries
    wanted = (entries["measure"] == "target") == (preview.subject == "plans")
    return entries[wanted & entries["value"].notna()]


def _values_line(values: pd.DataFrame) -> str:
    """What was read in one line, the first values in full."""
    if "value" not in values:
        return f"读到 {len(values)} 行"
    shown = join_statements(_value(entry) for entry in records(values.head(_SHOWN_VALUES)))
    more = " ……" if len(values) > _SHOWN_VALUES else ""
    return f"读到 {len(values)} 个数" + (f"：{shown}{more}" if shown else "")


def _value(entry: Mapping[str, Any]) -> str:
    measure, span = entry["measure"], entry["span"]
    if measure == "level":
        # What stands at the end of a year is no number of the whole year.
        span = "month"
    elif (measure, span) == ("month", "quarter"):
        measure = "quarter"
    words = "" if measure == "value" else COLUMN_ROLES[measure]
    unit = "%" if measure == "growth" else entry["unit"]
    parts = (entry["name"], _when(entry["period"], span), words, f"{entry['value']:,.15g}{unit}")
    return " ".join(filter(None, parts))


def _when(key: str, span: str) -> str:
    try:
        period = Period.from_key(key)
        return str(replace(period, kind=span) if span else period)  # type: ignore[arg-type]
    except PeriodError:
        return f"{key}年"


def _head(table: TableLayout) -> dict[str, Any]:
    first, last = table.header_rows
    rows = f"第{first}行" if first == last else f"第{first}—{last}行"
    return {
        "id": table.id,
        "title": join_clauses([f"表“{table.sheet}”" if table.sheet else "", f"表头在{rows}"]),
        "used": table.used,
        "certainty": table.used_certainty,
        "facts": [],
        "columns": [],
        "rows": [],
    }


def _excerpt(
    table: TableLayout, sheet: Sheet, rows: range, wrong: Mapping[int, set[str]], values: pd.DataFrame
) -> dict[str, list[dict[str, Any]]]:
    """The columns of a table and its first rows, and further rows where something is wrong."""
    wide = max((len(cells) for cells in sheet.cells), default=0)
    columns = [column for column in table.columns if column.index < wide]
    while columns and not columns[-1].heading and columns[-1].use in {"", "unused"}:
        columns.pop()
    marked = sorted(row for row in wrong if row in rows)[:_WRONG_ROWS]
    shown = sorted({*rows[:_FIRST_ROWS], *marked})
    marks = _marks(values, sheet.name, shown)
    for row in marked:
        marks[row] |= dict.fromkeys(wrong[row], "wrong")
    return {
        "columns": [_column(column) for column in columns],
        "rows": [_row(table, columns, sheet, row, marks[row]) for row in shown],
    }


def _marks(values: pd.DataFrame, sheet: str, rows: list[int]) -> defaultdict[int, dict[str, str]]:
    """By row, the letters of the columns whose cells gave a value."""
    marks: defaultdict[int, dict[str, str]] = defaultdict(dict)
    if "column" in values:
        here = values[(values["sheet"] == sheet) & values["row"].isin(rows)]
        for row, column in zip(here["row"], here["column"], strict=True):
            marks[row][_letters(column)] = "given"
    return marks


def _letters(label: str) -> str:
    """The letters of a column's label: C of C“累计”."""
    return label.partition("“")[0]


def _column(column: Column) -> dict[str, str]:
    return {
        "letters": column.letters,
        "heading": column.heading,
        "role": column.use,
        # Columns of tasks and definitions are called by their headings.
        "label": COLUMN_ROLES.get(column.use, column.heading),
        "certainty": column.certainty,
        "basis": column.basis,
    }


def _row(
    table: TableLayout, columns: list[Column], sheet: Sheet, row: int, marks: Mapping[str, str]
) -> dict[str, Any]:
    first, last = table.header_rows
    cells: list[dict[str, Any]] = [
        {"text": _text(sheet, row, column.index), "mark": marks.get(column.letters, "")} for column in columns
    ]
    # A title or note runs over the blank cells beside it, as in a spreadsheet.
    if cells and not any(cell["text"] for cell in cells[1:]):
        cells = [cells[0] | {"span": len(columns)}]
    # An issue of the whole row has no column.
    return {"row": row, "heading": first <= row <= last, "wrong": "" in marks, "cells": cells}


def _text(sheet: Sheet, row: int, index: int) -> str:
    """A cell as the sheet shows it."""
    cells = sheet.cells[row - 1] if row <= len(sheet.cells) else []
    cell = cells[index] if index < len(cells) else None
    plain: str = "" if is_missing(cell) else f"{cell:.15g}" if isinstance(cell, float) else str(cell)
    return sheet.shown.get((row - 1, index), plain)


def _wrong_cells(problems: list[Issue]) -> Mapping[str, dict[int, set[str]]]:
    """Letters of the columns with errors, by sheet and row; without letters the whole row."""
    wrong: defaultdict[str, dict[int, set[str]]] = defaultdict(dict)
    for issue in problems:
        if issue.row is not None:
            for row in issue.rows or (issue.row,):
                wrong[issue.sheet].setdefault(row, set()).add(_letters(issue.column))
    return wrong
