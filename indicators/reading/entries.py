"""Rows and columns put together: one entry per value, whatever the layout was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from indicators.frames import unescape_formula
from indicators.reading.cells import (
    Number,
    NumberError,
    is_plain,
    is_unreadable_day,
    parse_day,
    parse_growth,
    parse_number,
    parse_target,
    value_unit,
)
from indicators.reading.issues import MOST_ERRORS, issue
from indicators.reading.parsed import ENTRY_COLUMNS, PLAN_COLUMNS

if TYPE_CHECKING:
    from indicators.reading.issues import Issue
    from indicators.reading.layout import ClassifiedSheet, Column, Row, TableLayout
    from indicators.reading.resolve import ResolvedValue, ValueResolver


def parse_entries(
    sheet: ClassifiedSheet,
    tables: list[tuple[list[Column], list[Row]]],
    resolver: ValueResolver,
    issues: list[Issue],
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Entries in the order of the file, ``ENTRY_COLUMNS`` or of plans ``PLAN_COLUMNS``; an issue for each that cannot be read.

    Returns:
        The entries, and the names of unread values with their first row.
    """
    entries: list[dict[str, Any]] = []
    unread: dict[str, int] = {}
    reported: set[tuple[object, ...]] = set()
    plans = resolver.periods.plans
    merged = {(top, left): right for top, left, _, right in sheet.merged if right > left}
    for columns, rows in tables:
        for row in rows:
            if _are_too_many(issues):
                issues.append(issue("too_many_issues", row=row.number, limit=MOST_ERRORS))
                break
            words = _words_of_plan(row, resolver.table, issues) if plans else {}
            for column in columns:
                value = resolver.resolve(column, row)
                if right := merged.get((row.number - 1, column.index)):
                    covered = [c for c in columns if column.index <= c.index <= right]
                    if len(covered) > 1:
                        value = _of_all(value, resolver.resolve(covered[-1], row), column, row)
                raw = sheet.cell(row.number - 1, column.index)
                measure = "target" if plans else value.measure
                number = _read_number(raw, measure, row, column, issues)
                if value.issue and value.scope not in reported:
                    reported.add(value.scope)
                    issues.append(value.issue)
                if number is not None and not value.issue:
                    entries.append(_entry(row, column, value, raw, number) | words | {"sheet": sheet.name})
                else:
                    unread.setdefault(value.name, row.number)
    # Rows of tables side by side become those of the sheet again.
    entries.sort(key=lambda entry: entry["row"])
    frame = pd.DataFrame(entries, columns=list(PLAN_COLUMNS if plans else ENTRY_COLUMNS), dtype=object)
    return frame.astype({"row": "int32", "value": "float64"}), unread


def _are_too_many(issues: list[Issue]) -> bool:
    return len(issues) > MOST_ERRORS and sum(f.severity == "error" for f in issues) > MOST_ERRORS


def _of_all(first: ResolvedValue, last: ResolvedValue, column: Column, row: Row) -> ResolvedValue:
    """A value merged over several months: since January if it begins there, of no known months otherwise."""
    if last.issue or (first.period.endswith("-01") and first.period < last.period):
        return replace(last, measure="ytd", span="ytd")
    unclear = issue(
        "merged_value",
        row=row.number,
        column=column.label,
        found=first.name,
        months=f"{first.period}至{last.period}",
    )
    return replace(last, issue=unclear, scope=("merged_value", row.number, column.index))


def _read_number(raw: Any, measure: str, row: Row, column: Column, issues: list[Issue]) -> Number | None:  # noqa: ANN401 - a cell
    """The number in a cell, read as its measure is written; None, with an issue, where it is none."""
    parse = {"target": parse_target, "growth": parse_growth}.get(measure, parse_number)
    try:
        return parse(raw)
    except NumberError as error:
        is_target = measure == "target" and error.code == "unreadable_number"
        kind = "unreadable_number.target" if is_target else error.code
        found = str(error.raw)
        issues.append(issue(kind, row=row.number, column=column.label, found=found, reason=error.reason))
        return None


def _entry(row: Row, column: Column, value: ResolvedValue, raw: Any, number: Number) -> dict[str, Any]:  # noqa: ANN401 - a cell
    return {
        "row": row.number,
        "column": column.label,
        "name": value.name,
        "period": value.period,
        "span": value.span,
        "measure": value.measure,
        # -0 is 0.
        "value": number.value + 0.0,
        "found": None if is_plain(raw) else "" if raw is None else str(raw).strip(),
        "unit": value_unit(number.unit, value.unit),
        "state": value.state,
        "note": _text(row.note),
    }


def _words_of_plan(row: Row, table: TableLayout, issues: list[Issue]) -> dict[str, Any]:
    """What the row of a plan says besides its numbers."""
    if is_unreadable_day(row.announced):
        label, found = table.with_role("announced")[0].label, str(row.announced)
        issues.append(issue("unreadable_day", row=row.number, column=label, found=found))
    return {
        "wording": _text(row.wording),
        "quote": _text(row.evidence),
        "announced": parse_day(row.announced),
    }


def _text(cell: object) -> str:
    return "" if cell is None else unescape_formula(str(cell).strip())
