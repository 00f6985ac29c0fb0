"""Rows and columns put together: one entry per value, whatever the layout was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from indicators.reading.cells import (
    EXPECTED_NUMBER,
    EXPECTED_TARGET,
    Number,
    NumberError,
    is_multiplier,
    is_plain,
    multiplied,
    parse_growth,
    parse_number,
    parse_target,
)
from indicators.reading.formats import cell_at
from indicators.reading.issues import issue
from indicators.reading.layout.resolve import MONTH_GROWTH, UNITS_DIFFER, as_note, as_state
from indicators.reading.parsed import ENTRY_COLUMNS

if TYPE_CHECKING:
    from indicators.reading.formats import Grid
    from indicators.reading.issues import Issue
    from indicators.reading.layout.columns import Column
    from indicators.reading.layout.resolve import ResolvedValue, ValueResolver
    from indicators.reading.layout.rows import Block, Row


def parse_entries(
    grid: Grid, blocks: list[Block], sayings: ValueResolver, issues: list[Issue]
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Entries in the order of the file, ``ENTRY_COLUMNS``; what cannot be read is left out and told.

    Returns:
        The entries, and the names beside what was left out with their first row.
    """
    entries: list[dict[str, Any]] = []
    unread: dict[str, int] = {}
    reported: set[tuple[object, ...]] = set()
    for block in blocks:
        for row in block.rows:
            for column in block.columns:
                said = sayings.of(column, row.cells)
                raw = cell_at(grid, row.number - 1, column.index)
                measure = "target" if sayings.targets else said.measure
                number = _read_number(raw, measure, row, column, issues)
                if said.issue and (scope := _scope(said, row)) not in reported:
                    reported.add(scope)
                    issues.append(replace(said.issue, row=row.number))
                if number is not None and not said.problem:
                    entries.append(_entry(row, column, said, raw, number))
                elif number is None or said.problem != MONTH_GROWTH:
                    unread.setdefault(said.name, row.number)
    # Of tables side by side the rows become those of the sheet again.
    entries.sort(key=lambda entry: entry["row"])
    frame = pd.DataFrame(entries, columns=list(ENTRY_COLUMNS), dtype=object)
    return frame.astype({"row": "int32", "value": "float64"}), unread


def _read_number(raw: Any, measure: str, row: Row, column: Column, issues: list[Issue]) -> Number | None:  # noqa: ANN401 - a cell
    """The number in a cell, read as its measure is written; None, and told, where it is none."""
    parse = {"target": parse_target, "growth": parse_growth}.get(measure, parse_number)
    try:
        return parse(raw)
    except NumberError as error:
        right = EXPECTED_TARGET if measure == "target" else EXPECTED_NUMBER
        unreadable = issue(
            error.code, row=row.number, column=column.label, found=str(error.raw), reason=error.reason,
            right=right,
        )  # fmt: skip
        issues.append(unreadable)
        return None


def _scope(said: ResolvedValue, row: Row) -> tuple[object, ...]:
    """Within what a problem is told once: what a heading or a name lacks, what a row lacks for all of its values."""
    if said.problem == MONTH_GROWTH:
        return said.problem, said.name
    if said.problem == UNITS_DIFFER:
        return said.problem, said.issue and said.issue.message
    return said.problem, said.place, None if said.of_heading else row.number


def _entry(row: Row, column: Column, said: ResolvedValue, raw: Any, number: Number) -> dict[str, Any]:  # noqa: ANN401
    found = None if is_plain(raw) else "" if raw is None else str(raw).strip()
    # The unit behind the number is the nearest; 万 alone multiplies the one of heading or column.
    unit = multiplied(number.unit, said.unit) if is_multiplier(number.unit) else number.unit or said.unit
    return {
        "row": row.number,
        "column": column.label,
        "name": said.name,
        "period": said.period,
        "span": said.span,
        "measure": said.measure,
        # -0 is 0.
        "value": number.value + 0.0,
        "found": found,
        "unit": unit,
        "state": as_state(row.state),
        "note": as_note(row.note),
    }
