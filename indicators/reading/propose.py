"""Cells -> Layout: what each table of a file seems to mean, and which of that is stated and which only inferred."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from indicators.reading.cells import named_measure, plain_name
from indicators.reading.issues import ReadingError, issue
from indicators.reading.layout import (
    Fact,
    Layout,
    TableLayout,
    find_headings,
    propose_uses,
    read_title,
)
from indicators.reading.parsed import ReadOverrides
from indicators.reading.single_indicator import add_names, name_from_title

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from indicators.reading.layout import ClassifiedSheet, Heading, Title

_NOTHING: Final[frozenset[str]] = frozenset()


def propose(
    sheets: Sequence[ClassifiedSheet],
    file: str,
    overrides: ReadOverrides | None = None,
    adds_up: Collection[str] = _NOTHING,
) -> Layout:
    """The layout that a file seems to have; nothing of it is confirmed yet.

    Args:
        sheets: from ``classify_file``.
        file: its name; it may name the month.
        overrides: the sheet and heading that a person chose, and what the file is for.
        adds_up: ids of the indicators whose months add up, for which 累计 or 当月 matters.

    Raises:
        ReadingError: the chosen sheet does not exist.
    """
    overrides = overrides or ReadOverrides()
    proposed: list[TableLayout] = []
    known: dict[str, bool] = {}
    for sheet in _wanted(sheets, overrides):
        row = overrides.header_row - 1 if overrides.header_row else None
        headings, named = find_headings(sheet, row=row), None
        if not headings and (found := name_from_title(sheet, file)):
            at, named = found
            sheet = add_names(sheet, at, named.value)  # noqa: PLW2901 - the same sheet with one more column
            headings = find_headings(sheet, row=at)
        for heading in headings:
            # What stands at the top of a sheet holds for all its tables.
            above = dict.fromkeys([*_title_rows(heading), *_title_rows(headings[0])])
            title = read_title(sheet, list(above), file)
            table = _table(sheet, heading, named, title, overrides, adds_up)
            proposed.append(table)
            known[table.id] = _names_known(sheet, table)
    return Layout(_chosen(proposed, known))


def _wanted(sheets: Sequence[ClassifiedSheet], overrides: ReadOverrides) -> Sequence[ClassifiedSheet]:
    if not overrides.sheet:
        return sheets
    chosen = [sheet for sheet in sheets if sheet.name == overrides.sheet]
    if not chosen:
        listed = "、".join(sheet.name for sheet in sheets)
        raise ReadingError(issue("unknown_sheet", found=overrides.sheet, sheets=listed))
    return chosen


def _table(  # noqa: PLR0913, PLR0917 - what is known of one table
    sheet: ClassifiedSheet,
    heading: Heading,
    named: Fact | None,
    title: Title,
    overrides: ReadOverrides,
    adds_up: Collection[str],
) -> TableLayout:
    facts = {}
    # The corner may hold the unit: 指标（单位：亿元）.
    corner = heading.columns[heading.key]
    if corner.meaning.unit:
        facts["unit"] = Fact(corner.meaning.unit, "group", corner.label, corner.heading, "stated")
    if named is not None:
        facts["name"] = named
    table = TableLayout(
        sheet.name, (heading.first + 1, heading.last + 1), heading.end, heading.form, heading.key,
        heading.columns, facts,
    )  # fmt: skip
    subject = overrides.of(table.id).subject
    if subject:
        facts["subject"] = Fact(subject, "asked", certainty="confirmed")
    elif heading.subject != "observations":
        facts["subject"] = Fact(heading.subject, "column", certainty="stated")
    return propose_uses(sheet, table, title, adds_up)


def _title_rows(heading: Heading) -> range:
    return range(heading.top, heading.first)


def _chosen(tables: list[TableLayout], known: dict[str, bool]) -> tuple[TableLayout, ...]:
    """Of several tables those are read that name something known and are for the same table of the store."""
    if len(tables) < 2:  # noqa: PLR2004 - nothing to choose
        return tuple(tables)
    first = next((table for table in tables if known[table.id]), tables[0])
    chosen = [table is first or (known[table.id] and table.subject == first.subject) for table in tables]
    return tuple(
        replace(table, used=used, used_certainty="inferred")
        for table, used in zip(tables, chosen, strict=True)
    )


def _names_known(sheet: ClassifiedSheet, table: TableLayout) -> bool:
    """Whether a table has the name of a known indicator or task."""
    written = [column.name for column in table.columns] if table.form == "across" else [
        str(sheet.cell(row, column.index) or "")
        for row in table.body
        for column in table.columns
        if column.role in {"name", "task"} or column.index == table.key
    ]  # fmt: skip
    names = {plain_name(name)[0] for name in written if name}
    return any(name in sheet.names or named_measure(name)[0] in sheet.names for name in names)
