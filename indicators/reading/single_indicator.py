"""A table of one indicator: only its title names it, so each row gets the name from there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from indicators.reading.cells import as_unit, interpret_heading
from indicators.reading.formats import width
from indicators.reading.layout import classify, texts_above

if TYPE_CHECKING:
    from indicators.reading.layout import ClassifiedSheet, Fact

# How far down the heading is looked for.
_SEARCHED_ROWS: Final = 40
# Shorter names are part of too many titles.
_SHORTEST_NAME: Final = 4
_BRACKETS: Final = re.compile(r"[(\[【]([^()\[\]【】]+)[)\]】]")


def name_from_title(sheet: ClassifiedSheet, file: str) -> tuple[int, Fact] | None:
    """The row of the heading, from 0, and the indicator that the title names; None unless it names exactly one.

    2024年规上工业总产值（亿元） above 月份 and 累计 makes each month's row one of 规上工业总产值.
    """
    for row in range(min(_SEARCHED_ROWS, len(sheet.cells))):
        roles = {interpret_heading(cell).role for _, cell, _ in sheet.filled(row)}
        if {"period", "value"} <= roles and not {"name", "task"} & roles:
            name = _only_name(sheet, range(row), file)
            return (row, name) if name else None
    return None


def add_names(sheet: ClassifiedSheet, row: int, name: str) -> ClassifiedSheet:
    """The sheet with a last column 指标 from the heading's row on, and the name in each row of values."""
    last = width(sheet.cells)
    cells: list[list[Any]] = list(sheet.cells[:row])
    for index, written in enumerate(sheet.cells[row:]):
        named = "指标" if index == 0 else name if sum(cell is not None for cell in written) > 1 else None
        cells.append([*written, *[None] * (last - len(written)), named])
    kinds = [[classify(cell, sheet.names) for cell in written] for written in cells]
    return replace(sheet, cells=cells, kinds=kinds)


def _only_name(sheet: ClassifiedSheet, rows: range, file: str) -> Fact | None:
    """The only indicator in the texts above, with the unit behind it; None for none or several."""
    matches = [
        (name, text)
        for text in texts_above(sheet, rows, file)
        for name in sheet.names
        if len(name) >= _SHORTEST_NAME and name in text.text
    ]
    # 产值 is part of 总产值, and no mention of its own.
    longest = [(n, t) for n, t in matches if not any(n != other and n in other for other, _ in matches)]
    if len({sheet.names[name] for name, _ in longest}) != 1:
        return None
    name, text = longest[0]
    units = [as_unit(part) for part in _BRACKETS.findall(text.text.partition(name)[2])]
    unit = next(filter(None, units), "")
    return text.fact(f"{name}（{unit}）" if unit else name)
