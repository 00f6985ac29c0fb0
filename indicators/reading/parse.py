"""Cells -> one entry per value: which sheet, where its heading is, which layout, and what stands above and below."""

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


def parse_file(source: DecodedFile, names: Mapping[str, str], choices: ReadOverrides | None = None) -> Table:
    """What a source says.

    Args:
        source: from ``decode``.
        names: plain names of known indicators and tasks -> id; used only to tell names from other text.
        choices: what the person corrected.

    Returns:
        Entries as written; what cannot be read is in ``issues``. Without a heading there are no entries and one
        problem ``no_header``.

    Raises:
        ReadingError: a sheet was chosen that is not there, or the sheet has too many rows.
    """
    choices = choices or ReadOverrides()
    sheets = _wanted(source, choices)
    row = choices.header_row - 1 if choices.header_row else None
    for sheet in sheets:
        grid = as_grid(sheet.cells)
        heading = find_heading(grid, names, row=row)
        from_title = ""
        if heading is None:
            grid, from_title = name_from_title(grid, sheet.name, names)
            heading = find_heading(grid, names, row=row)
        if heading is not None:
            heading = replace(heading, subject=choices.subject or heading.subject)
            _refuse_too_many_rows(grid, heading, sheet)
            others = [other.name for other in source.sheets if other is not sheet]
            table = _with_others(_read(source, sheet, grid, heading, names, choices), others)
            return _from_title(table, from_title) if from_title else table
    return _without_heading(sheets[0], choices)


def _wanted(source: DecodedFile, choices: ReadOverrides) -> tuple[Sheet, ...]:
    if not choices.sheet:
        return source.sheets
    chosen = tuple(sheet for sheet in source.sheets if sheet.name == choices.sheet)
    if not chosen:
        listed = "、".join(sheet.name for sheet in source.sheets)
        raise ReadingError(issue("unknown_sheet", found=choices.sheet, sheets=listed))
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
    choices: ReadOverrides,
) -> Table:
    title = read_title(grid[: heading.first], sheet.name)
    # The corner may hold it: 指标（单位：亿元）.
    title = replace(title, unit=heading.columns[heading.key].meaning.unit or title.unit)
    issues: list[Issue] = []
    unread: dict[str, int] = {}
    if heading.subject in {"tasks", "catalogue"}:
        read = read_tasks if heading.subject == "tasks" else read_definitions
        entries = read(grid, heading, issues)
    else:
        heading = _measured(heading, title, choices)
        _tell_growths(heading, issues)
        _ask_about_periods(grid, heading, names, issues)
        periods = PeriodResolver(title, choices, plans=heading.subject == "plans")
        resolver = ValueResolver(heading, names, periods)
        if source.separator:
            refuse_longer_rows(grid, heading, issues)
        tables = read_rows(grid, heading, names, issues)
        entries, unread = parse_entries(grid, tables, resolver, issues)
    return Table(
        heading.subject,
        heading.form,
        sheet.name,
        (heading.first + 1, heading.last + 1),
        title.unit,
        entries,
        [replace(one, sheet=sheet.name) for one in issues],
        _ignored(heading),
        _labels(heading),
        unread,
    )


def _labels(heading: Heading) -> dict[str, str]:
    """By role; of tasks under the roles that ``read_tasks`` takes them for: 任务 is the name, 进展 may be the state."""
    roles = [column.role for column in heading.columns]
    labels = {c.role: c.label for c in heading.columns if c.role and roles.count(c.role) == 1}
    if heading.subject == "tasks":
        labels["name"] = labels.get("task", heading.columns[heading.key].label)
        labels.setdefault("state", labels.get("progress", ""))
    return labels


def _ignored(heading: Heading) -> list[str]:
    """Headings of columns left alone; 完成情况 is a task's state where no other column is."""
    as_state = heading.subject == "tasks" and not heading.with_role("state")
    left_alone = {"ignored", ""} if as_state else {"ignored", "", "progress"}
    return [c.heading for c in heading.columns if c.heading and c.role in left_alone]


def _measured(heading: Heading, title: Title, choices: ReadOverrides) -> Heading:
    """Measures that only the columns together tell; and whether the table is one of plans."""
    columns = _growths(heading.columns)
    values = [c for c in columns if c.role == "value"]
    measures = {c.meaning.measure for c in values}
    if choices.subject:
        subject = choices.subject
    elif ("target" in measures and measures <= {"target", "growth"}) or (
        title.is_plan and measures <= {"target", ""}
    ):
        subject = "plans"
    else:
        subject = heading.subject
    since_january = any(
        c.meaning.measure == "ytd" or re.match(r"(?:\d{4}年)?1-", c.meaning.when) for c in values
    )
    changed = []
    for column in columns:
        meaning = column.meaning
        single = re.fullmatch(r"(?:\d{4}年)?\d{1,2}月份?|\d{4}[-/.]?\d{1,2}", meaning.when)
        if column.role == "value" and not meaning.measure and single and since_january and subject != "plans":
            meaning = replace(meaning, measure="month", span="month")
        elif column.role == "value" and not meaning.measure and title.measure and subject != "plans":
            meaning = replace(meaning, measure=title.measure, span=title.measure)
        if subject == "plans" and meaning.measure == "growth":
            meaning = replace(meaning, role="ignored")
        changed.append(replace(column, meaning=meaning))
    return replace(heading, subject=subject, columns=tuple(changed))


def _growths(columns: tuple[Column, ...]) -> list[Column]:
    """A bare 同比 is that of the column on its left; the month's own is left alone, growth since January kept.

    Beside 2023年 and 2024年 it is that of the newer one.
    """
    told: list[Column] = []
    before, newest = "", ""
    for column in columns:
        meaning = column.meaning
        if column.role == "value" and meaning.measure == "growth":
            if not meaning.span and before in {"month", "ytd"}:
                meaning = replace(meaning, span=before)
            if not meaning.when and newest:
                meaning = replace(meaning, when=newest)
        elif column.role == "value" and meaning.measure != "target":
            fresh = told and told[-1].meaning.measure == "growth"
            before, newest = meaning.measure, meaning.when if fresh else _later(newest, meaning.when)
        if column.role == "value" and meaning.measure == "growth" and meaning.span == "month":
            meaning = replace(meaning, role="ignored")
        told.append(replace(column, meaning=meaning))
    return told


def _later(one: str, other: str) -> str:
    """The later of two periods as written; the other one where either is none."""
    try:
        return max(other, one, key=lambda written: parse(written, year=_ANY_YEAR).key)
    except PeriodError:
        return other


def _tell_growths(heading: Heading, issues: list[Issue]) -> None:
    for column in heading.columns:
        if column.role == "ignored" and (column.meaning.measure, column.meaning.span) == ("growth", "month"):
            kind, row = "month_growth_ignored.column", heading.last + 1
            issues.append(issue(kind, row=row, column=column.label, heading=column.heading))


def _ask_about_periods(
    grid: list[list[Any]], heading: Heading, names: Mapping[str, str], issues: list[Issue]
) -> None:
    """A column of periods whose heading says nothing of the kind is left alone, but not without a word."""
    if heading.form == "across" or heading.with_role("period"):
        return
    for column in heading.columns:
        cells = cells_under(grid, heading.last + 1, column.index)
        unnamed = not column.heading or column.role or not cells or any(map(is_number, cells))
        if unnamed or not holds_periods(grid, heading.last + 1, column.index, names):
            continue
        left_out = issue(
            "periods_left_out", row=heading.last + 1, column=column.label, found=str(cells[0]),
            heading=column.heading,
        )  # fmt: skip
        issues.append(left_out)


def _with_others(table: Table, others: list[str]) -> Table:
    if not others:
        return table
    listed = "、".join(f"“{name}”" for name in others)
    unread = issue("other_sheets", sheet=table.sheet, others=listed)
    return replace(table, issues=[*table.issues, unread])


def _from_title(table: Table, name: str) -> Table:
    asked = issue("name_from_title", sheet=table.sheet, row=table.header_rows[0], name=name)
    # The column of names is not in the file: no message may name it.
    labels = {role: label for role, label in table.labels.items() if role != "name"}
    return replace(table, issues=[*table.issues, asked], labels=labels)


def _without_heading(sheet: Sheet, choices: ReadOverrides) -> Table:
    chosen = choices.header_row
    missing = issue("no_header.chosen" if chosen else "no_header", sheet=sheet.name, row=chosen or None)
    entries = pd.DataFrame({name: pd.Series(dtype=object) for name in ENTRY_COLUMNS})
    return Table(choices.subject or "observations", "", sheet.name, (0, 0), "", entries, [missing])
