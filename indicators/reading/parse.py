"""(Cells, Layout) -> entries, each with its place. Nothing is guessed here: what the layout does not say is an issue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from indicators.labels import COLUMN_ROLES, PLACES, SUBJECTS, TABLE_FACTS, join_clauses, join_statements
from indicators.reading.entries import parse_entries
from indicators.reading.formats import ROW_LIMIT
from indicators.reading.issues import ReadingError, issue
from indicators.reading.layout import (
    PeriodResolver,
    read_rows,
    refuse_longer_rows,
)
from indicators.reading.parsed import ENTRY_COLUMNS, Table
from indicators.reading.records import read_definitions, read_tasks
from indicators.reading.resolve import ValueResolver
from indicators.reading.single_indicator import add_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.reading.issues import Issue
    from indicators.reading.layout import ClassifiedSheet, Layout, TableLayout


def parse_file(sheets: Sequence[ClassifiedSheet], layout: Layout) -> Table:
    """The entries of all tables that are read.

    Args:
        sheets: from ``classify_file``.
        layout: what they mean.

    Returns:
        Entries as written; what cannot be read is in ``issues``. Without a table there are no entries and one problem
        ``no_header``.

    Raises:
        ReadingError: the sheets have too many rows.
    """
    if not layout.tables:
        missing = issue("no_header", sheet=sheets[0].name if sheets else "")
        entries = pd.DataFrame(columns=list(ENTRY_COLUMNS), dtype=object)
        return Table("observations", entries, [missing])
    if not layout.used:
        return Table(layout.tables[0].subject, pd.DataFrame(columns=list(ENTRY_COLUMNS), dtype=object))
    by_name = {sheet.name: sheet for sheet in sheets}
    _refuse_too_many_rows(by_name, layout)
    tables = [_parse_table(by_name[table.sheet], table) for table in layout.used]
    issues = [found for table in tables for found in table.issues]
    without_table = [sheet.name for sheet in sheets if sheet.name not in {t.sheet for t in layout.tables}]
    if filled := [name for name in without_table if by_name[name].cells]:
        listed = "、".join(f"“{name}”" for name in filled)
        issues.append(issue("other_sheets", others=listed))
    if question := _question(layout):
        issues.append(question)
    first = tables[0]
    if len(tables) == 1:
        return replace(first, issues=issues)
    return replace(
        first,
        entries=pd.concat([table.entries for table in tables], ignore_index=True),
        issues=issues,
        labels={
            role: label
            for role, label in first.labels.items()
            if all(t.labels.get(role) == label for t in tables)
        },
        unread={name: row for table in tables for name, row in table.unread.items()},
        unused_names=frozenset().union(*(table.unused_names for table in tables)),
    )


def _refuse_too_many_rows(sheets: dict[str, ClassifiedSheet], layout: Layout) -> None:
    used = sum(bool(sheets[table.sheet].cells[row]) for table in layout.used for row in table.body)
    if used > ROW_LIMIT:
        sheet = layout.used[0].sheet
        what = "工作表" if sheet else "文件"
        raise ReadingError(issue("too_many_rows", sheet=sheet, what=what, count=used, limit=ROW_LIMIT))


def _parse_table(sheet: ClassifiedSheet, table: TableLayout) -> Table:
    issues: list[Issue] = []
    unread: dict[str, int] = {}
    name = table.facts.get("name")
    if name is not None:
        sheet = add_names(sheet, table.header_rows[0] - 1, name.value)
    if table.subject == "tasks":
        entries = read_tasks(sheet, table, issues)
    elif table.subject == "catalogue":
        entries = read_definitions(sheet, table)
    else:
        period = table.facts.get("period")
        periods = PeriodResolver(period.value if period else "", plans=table.subject == "plans")
        if sheet.is_text:
            refuse_longer_rows(sheet, table, issues)
        rows = read_rows(sheet, table, issues)
        entries, unread = parse_entries(sheet, rows, ValueResolver(table, sheet.names, periods), issues)
        issues += _fraction_growths(entries)
    labels = _labels(table)
    if name is not None:
        # The column of names is not in the file: no message may name it.
        labels.pop("name", None)
    issues += [
        issue("column_undecided", row=table.header_rows[1], column=column.label, letters=column.letters)
        for column in table.open
    ]
    return Table(
        table.subject,
        entries,
        [replace(found, sheet=sheet.name) for found in issues],
        labels,
        unread,
        sheet.name,
        table.unused_names,
        unit_confirmed="unit" in table.facts and table.facts["unit"].value == "catalogue",
    )


def _fraction_growths(entries: pd.DataFrame) -> list[Issue]:
    """A whole column of growths within ±1 and without % may be fractions: 0.052 may mean 5.2 %."""
    growths = entries[(entries["measure"] == "growth") & (entries["value"].fillna(0.0) != 0.0)]
    issues = []
    for column, rows in growths.groupby("column", sort=False):
        if (rows["value"].abs() < 1).all() and (rows["unit"] == "").all() and len(rows) > 1:
            first = rows.iloc[0]
            found, meant = f"{first['value']:g}", f"{first['value'] * 100:g}"
            issues.append(
                issue("fraction_growth", row=int(first["row"]), column=str(column), found=found, meant=meant)
            )
    return issues


def _question(layout: Layout) -> Issue | None:
    """One question about all that was inferred; None where nothing was."""
    tables = [table for table in layout.tables if table.inferred]
    if not tables:
        return None
    several = len(layout.tables) > 1
    understood = join_statements(_understood(table, several=several) for table in tables)
    return issue("layout_inferred", understood=understood)


def _understood(table: TableLayout, *, several: bool) -> str:
    name = f"表“{table.title}”" if several else ""
    if not table.used:
        return f"{name}不读取"
    inferred = set(table.inferred)
    facts = [
        f"{TABLE_FACTS[key]}为{SUBJECTS.get(fact.value, fact.value)}（{PLACES[fact.place]}“{fact.words}”）"
        for key, fact in table.facts.items()
        if key in inferred
    ]
    columns = [
        f"{column.label}为{COLUMN_ROLES.get(column.use, column.heading)}（{column.basis}）"
        for column in table.columns
        if column.letters in inferred
    ]
    return f"{name}{join_clauses([*facts, *columns]) or '读取'}"


def _labels(table: TableLayout) -> dict[str, str]:
    """Labels by role; of tasks by the roles that ``read_tasks`` gives them: 任务 is the name, 进展 may be the state."""
    roles = [column.role for column in table.columns]
    labels = {c.role: c.label for c in table.columns if c.role and roles.count(c.role) == 1}
    if table.subject == "tasks":
        labels["name"] = labels.get("task", table.columns[table.key].label)
        labels.setdefault("state", labels.get("progress", ""))
        labels["year"] = labels.get("plan_year", "")
    return labels
