"""Cells -> one entry per value: which sheet, where its heading is, which layout it has, and its title."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from indicators.period import PeriodError, parse
from indicators.reading.formats import ROW_LIMIT, as_grid
from indicators.reading.issues import ReadingError, issue
from indicators.reading.layout import (
    PeriodResolver,
    ValueResolver,
    cells_under,
    find_heading,
    holds_periods,
    is_number,
    name_from_title,
    parse_entries,
    read_definitions,
    read_rows,
    read_tasks,
    read_title,
    refuse_longer_rows,
)
from indicators.reading.parsed import ENTRY_COLUMNS, ReadOverrides, Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from indicators.reading.formats import Grid
    from indicators.reading.issues import Issue
    from indicators.reading.layout import Column, Heading, Title
    from indicators.reading.parsed import DecodedFile, Sheet

_ANY_YEAR = 2000


def parse_file(
    source: DecodedFile, names: Mapping[str, str], overrides: ReadOverrides | None = None
) -> Table:
    """The entries of the first sheet with a heading.

    Args:
        source: from ``decode``.
        names: plain names of known indicators and tasks -> id; used only to distinguish names from other text.
        overrides: what the person corrected.

    Returns:
        Entries as written; what cannot be read is in ``issues``. Without a heading there are no entries and one
        problem ``no_header``.

    Raises:
        ReadingError: the chosen sheet does not exist, or the sheet has too many rows.
    """
    overrides = overrides or ReadOverrides()
    sheets = _wanted(source, overrides)
    row = overrides.header_row - 1 if overrides.header_row else None
    for sheet in sheets:
        grid, name = as_grid(sheet.cells), ""
        heading = find_heading(grid, names, row=row)
        if heading is None:
            grid, name = name_from_title(grid, sheet.name, names)
            heading = find_heading(grid, names, row=row)
        if heading is None:
            continue
        heading = replace(heading, subject=overrides.subject or heading.subject)
        _refuse_too_many_rows(grid, heading, sheet)
        table = _read(source, sheet, grid, heading, names, overrides)
        if others := "、".join(f"“{other.name}”" for other in source.sheets if other is not sheet):
            table.issues.append(issue("other_sheets", sheet=sheet.name, others=others))
        if name:
            named = issue("name_from_title", sheet=sheet.name, row=table.header_rows[0], name=name)
            table.issues.append(named)
            # The column of names is not in the file: no message may name it.
            table = replace(table, labels={r: label for r, label in table.labels.items() if r != "name"})
        return table
    return _without_heading(sheets[0], overrides)


def _wanted(source: DecodedFile, overrides: ReadOverrides) -> tuple[Sheet, ...]:
    if not overrides.sheet:
        return source.sheets
    chosen = tuple(sheet for sheet in source.sheets if sheet.name == overrides.sheet)
    if not chosen:
        listed = "、".join(sheet.name for sheet in source.sheets)
        raise ReadingError(issue("unknown_sheet", found=overrides.sheet, sheets=listed))
    return chosen


def _refuse_too_many_rows(grid: Grid, heading: Heading, sheet: Sheet) -> None:
    used = sum(map(bool, grid[heading.last + 1 :]))
    if used > ROW_LIMIT:
        what = "工作表" if sheet.name else "文件"
        raise ReadingError(issue("too_many_rows", sheet=sheet.name, what=what, count=used, limit=ROW_LIMIT))


def _read(  # noqa: PLR0913, PLR0917 - what is known of the sheet so far
    source: DecodedFile,
    sheet: Sheet,
    grid: list[list[Any]],
    heading: Heading,
    names: Mapping[str, str],
    overrides: ReadOverrides,
) -> Table:
    title = read_title(grid[: heading.first], sheet.name)
    # The corner may hold the unit: 指标（单位：亿元）.
    title = replace(title, unit=heading.columns[heading.key].meaning.unit or title.unit)
    issues: list[Issue] = []
    unread: dict[str, int] = {}
    if heading.subject == "tasks":
        entries = read_tasks(grid, heading, issues)
    elif heading.subject == "catalogue":
        entries = read_definitions(grid, heading)
    else:
        heading = _with_measures(heading, title, overrides)
        _report_month_growths(heading, issues)
        _report_unused_periods(grid, heading, names, issues)
        periods = PeriodResolver(title, overrides, plans=heading.subject == "plans")
        if source.separator:
            refuse_longer_rows(grid, heading, issues)
        tables = read_rows(grid, heading, names, issues)
        entries, unread = parse_entries(grid, tables, ValueResolver(heading, names, periods), issues)
    return Table(
        heading.subject,
        heading.form,
        sheet.name,
        (heading.first + 1, heading.last + 1),
        title.unit,
        entries,
        [replace(entry, sheet=sheet.name) for entry in issues],
        _ignored(heading),
        _labels(heading),
        unread,
    )


def _labels(heading: Heading) -> dict[str, str]:
    """Labels by role; of tasks by the roles that ``read_tasks`` gives them: 任务 is the name, 进展 may be the state."""
    roles = [column.role for column in heading.columns]
    labels = {c.role: c.label for c in heading.columns if c.role and roles.count(c.role) == 1}
    if heading.subject == "tasks":
        labels["name"] = labels.get("task", heading.columns[heading.key].label)
        labels.setdefault("state", labels.get("progress", ""))
    return labels


def _ignored(heading: Heading) -> list[str]:
    """Headings of unused columns; 完成情况 is a task's state where no other column is."""
    as_state = heading.subject == "tasks" and not heading.with_role("state")
    unused = {"ignored", ""} if as_state else {"ignored", "", "progress"}
    return [c.heading for c in heading.columns if c.heading and c.role in unused]


def _with_measures(heading: Heading, title: Title, overrides: ReadOverrides) -> Heading:
    """Measures that only the columns together show; and whether the table is one of plans."""
    columns = _with_growths(heading.columns)
    values = [c.meaning for c in columns if c.role == "value"]
    measures = {meaning.measure for meaning in values}
    subject = heading.subject
    if not overrides.subject and (
        ("target" in measures and measures <= {"target", "growth"})
        or (title.is_plan and measures <= {"target", ""})
    ):
        subject = "plans"
    to_date = any(m.measure == "ytd" or re.match(r"(?:\d{4}年)?1-", m.when) for m in values)
    measured = []
    for column in columns:
        meaning = column.meaning
        if subject == "plans":
            if meaning.measure == "growth":
                meaning = replace(meaning, role="ignored")
        elif column.role == "value" and not meaning.measure:
            single = re.fullmatch(r"(?:\d{4}年)?\d{1,2}月份?|\d{4}[-/.]?\d{1,2}", meaning.when)
            measure = "month" if single and to_date else title.measure
            meaning = replace(meaning, measure=measure, span=measure or meaning.span)
        measured.append(replace(column, meaning=meaning))
    return replace(heading, subject=subject, columns=tuple(measured))


def _with_growths(columns: tuple[Column, ...]) -> list[Column]:
    """A bare 同比 is that of the column on its left; the month's own is ignored, growth since January kept.

    Right of 2023年 and 2024年 it is that of the newer one.
    """
    result: list[Column] = []
    measure, newest = "", ""
    for column in columns:
        meaning = column.meaning
        if column.role == "value" and meaning.measure == "growth":
            span = meaning.span or (measure if measure in {"month", "ytd"} else "")
            role = "ignored" if span == "month" else "value"
            meaning = replace(meaning, role=role, span=span, when=meaning.when or newest)
        elif column.role == "value" and meaning.measure != "target":
            starts_group = result and result[-1].meaning.measure == "growth"
            newest = meaning.when if starts_group else _later(newest, meaning.when)
            measure = meaning.measure
        result.append(replace(column, meaning=meaning))
    return result


def _later(newest: str, when: str) -> str:
    """The later of two periods as written; ``when`` where either is none."""
    try:
        return max(when, newest, key=lambda written: parse(written, year=_ANY_YEAR).key)
    except PeriodError:
        return when


def _report_month_growths(heading: Heading, issues: list[Issue]) -> None:
    for column in heading.columns:
        if column.role == "ignored" and (column.meaning.measure, column.meaning.span) == ("growth", "month"):
            kind, row = "month_growth_ignored.column", heading.last + 1
            issues.append(issue(kind, row=row, column=column.label, heading=column.heading))


def _report_unused_periods(
    grid: Grid, heading: Heading, names: Mapping[str, str], issues: list[Issue]
) -> None:
    """A column of periods whose heading does not say so is not read, but reported."""
    if heading.form == "across" or heading.with_role("period"):
        return
    row = heading.last + 1
    for column in heading.columns:
        cells = cells_under(grid, row, column.index)
        unnamed = not column.heading or column.role or not cells or any(map(is_number, cells))
        if not unnamed and holds_periods(grid, row, column.index, names):
            found = str(cells[0])
            issues.append(
                issue("periods_left_out", row=row, column=column.label, found=found, heading=column.heading)
            )


def _without_heading(sheet: Sheet, overrides: ReadOverrides) -> Table:
    chosen = overrides.header_row
    missing = issue("no_header.chosen" if chosen else "no_header", sheet=sheet.name, row=chosen or None)
    entries = pd.DataFrame(columns=list(ENTRY_COLUMNS), dtype=object)
    return Table(overrides.subject or "observations", "", sheet.name, (0, 0), "", entries, [missing])
