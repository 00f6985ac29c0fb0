"""A table of one indicator: only its title names it, so each row gets the name from there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from indicators.reading.cells import as_unit, interpret_heading, normalise_heading
from indicators.reading.formats import width

if TYPE_CHECKING:
    from collections.abc import Mapping

# How far down the heading is looked for.
_SEARCHED_ROWS: Final = 40
# Shorter names are part of too many titles.
_SHORTEST_NAME: Final = 4
_BRACKETS: Final = re.compile(r"[(\[【]([^()\[\]【】]+)[)\]】]")


def name_from_title(
    grid: list[list[Any]], sheet: str, names: Mapping[str, str]
) -> tuple[list[list[Any]], str]:
    """The grid with a last column 指标, and the name in it; unchanged and empty unless the title names exactly one.

    2024年规上工业总产值（亿元） above 月份 and 累计 makes each month's row one of 规上工业总产值.
    """
    for base, row in enumerate(grid[:_SEARCHED_ROWS]):
        roles = {interpret_heading(cell).role for cell in row if cell is not None}
        if {"period", "value"} <= roles and not {"name", "task"} & roles:
            cells = [str(cell) for above in grid[:base] for cell in above if cell is not None]
            name = _only_name([normalise_heading(text) for text in [*cells, sheet]], names)
            if not name:
                break
            last = width(grid)
            column = [
                "指标",
                *(name if sum(c is not None for c in r) > 1 else None for r in grid[base + 1 :]),
            ]
            named = [[*r, *[None] * (last - len(r)), n] for r, n in zip(grid[base:], column, strict=True)]
            return [*grid[:base], *named], name
    return grid, ""


def _only_name(texts: list[str], names: Mapping[str, str]) -> str:
    """The only indicator in the texts, with the unit behind it; empty for none or several."""
    matches = [
        (name, text) for text in texts for name in names if len(name) >= _SHORTEST_NAME and name in text
    ]
    # 产值 is part of 总产值, and no mention of its own.
    longest = [(n, t) for n, t in matches if not any(n != other and n in other for other, _ in matches)]
    if len({names[name] for name, _ in longest}) != 1:
        return ""
    name, text = longest[0]
    units = [as_unit(part) for part in _BRACKETS.findall(text.partition(name)[2])]
    unit = next(filter(None, units), "")
    return f"{name}（{unit}）" if unit else name
