"""Which facts of a whole table its values need: only those are shown and confirmed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from indicators.period import PeriodError, parse
from indicators.reading.cells import interpret_heading, plain_name
from indicators.reading.layout.columns import cells_under

if TYPE_CHECKING:
    from indicators.reading.layout.classify import ClassifiedSheet
    from indicators.reading.layout.columns import Column
    from indicators.reading.layout.layout import Fact, TableLayout
    from indicators.reading.layout.title import Title

_ANY_YEAR: Final = 2000
_HAS_YEAR: Final = re.compile(r"(?:19|20)\d\d")


def needed_facts(sheet: ClassifiedSheet, table: TableLayout, title: Title) -> dict[str, Fact]:
    """Period, unit, area and state of the title where a value has none in its own cell, row or heading."""
    wanted = {
        "period": {"none": None, "year": title.year}.get(_needs_period(sheet, table), title.facts.get("period")),
        "unit": (table.facts.get("unit") or title.facts.get("unit")) if _needs_unit(sheet, table) else None,
        "area": None if table.with_role("area") else title.facts.get("area"),
        "state": None if table.with_role("state") else title.facts.get("state"),
    }  # fmt: skip
    return {name: fact for name, fact in wanted.items() if fact is not None}


def _read_columns(table: TableLayout) -> list[Column]:
    return [c for c in table.columns if c.role == "value" and c.use not in {"unused", "undecided"}]


def _needs_period(sheet: ClassifiedSheet, table: TableLayout) -> str:
    """What the values need of the table's period: ``none`` of it, its ``year``, or its ``months``, too."""
    in_column = next((column.index for column in table.with_role("period")), None)
    index = table.key if table.form == "across" else in_column
    cells = [str(cell) for cell, _ in cells_under(sheet, table.body, index)] if index is not None else []
    headings = [
        " ".join(part.when for part in (*column.parts, column.meaning)).strip()
        for column in _read_columns(table)
    ]
    has_months = any(map(_names_months, cells)) if cells else bool(headings) and all(headings)
    if cells:
        has_year = not any(map(_is_without_year, cells))
    else:
        has_year = has_months and all(map(_HAS_YEAR.search, headings))
    if has_year or (has_months and table.with_role("year")):
        return "none"
    return "year" if has_months else "months"


def _names_months(cell: str) -> bool:
    """Whether a row's period is one; rows of 累计 and 同比 are of the table's."""
    try:
        return bool(parse(cell, year=_ANY_YEAR))
    except PeriodError:
        return bool(interpret_heading(cell).when)


def _is_without_year(cell: str) -> bool:
    try:
        parse(cell)
    except PeriodError:
        return True
    return False


def _needs_unit(sheet: ClassifiedSheet, table: TableLayout) -> bool:
    """Whether an amount has no unit in its cell, row or heading."""
    bare = [c for c in _read_columns(table) if c.use != "growth" and not c.meaning.unit]
    if table.form == "across":
        return any(not plain_name(column.name)[1] for column in bare)
    at = next((column.index for column in table.with_role("unit")), None)
    for row in table.body:
        if sheet.kind(row, table.key) == "empty" or not any(
            sheet.kind(row, c.index) == "number" for c in bare
        ):
            continue
        in_row = at is not None and sheet.cell(row, at) is not None
        if not in_row and not plain_name(str(sheet.cell(row, table.key)))[1]:
            return True
    return False
