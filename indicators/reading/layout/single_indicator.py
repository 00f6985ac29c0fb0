"""A table of one indicator: its name stands above the heading only, so each row is given it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from indicators.reading.cells import as_unit, interpret_heading, normalise_heading
from indicators.reading.formats import width

if TYPE_CHECKING:
    from collections.abc import Mapping

# How far down the heading is looked for.
_DEEPEST: Final = 40
# Shorter names are part of too many titles.
_SHORTEST: Final = 4
_BEHIND: Final = re.compile(r"[(\[【]([^()\[\]【】]+)[)\]】]")


def name_from_title(
    grid: list[list[Any]], sheet: str, names: Mapping[str, str]
) -> tuple[list[list[Any]], str]:
    """The grid with a last column 指标, and the name in it; as it was, and empty, where the title names not just one.

    2024年规上工业总产值（亿元） above 月份 and 累计 makes each month's row one of 规上工业总产值.
    """
    for base, row in enumerate(grid[:_DEEPEST]):
        roles = [interpret_heading(cell).role for cell in row if cell is not None]
        if "period" in roles and "value" in roles and not {"name", "task"} & set(roles):
            said = [
                normalise_heading(str(cell)) for above in grid[:base] for cell in above if cell is not None
            ]
            name = _named([*said, normalise_heading(sheet)], names)
            if not name:
                break
            last = width(grid)
            given = ["指标", *(name if sum(c is not None for c in r) > 1 else None for r in grid[base + 1 :])]
            named = [[*r, *[None] * (last - len(r)), n] for r, n in zip(grid[base:], given, strict=True)]
            return [*grid[:base], *named], name
    return grid, ""


def _named(texts: list[str], names: Mapping[str, str]) -> str:
    """The only indicator that the texts name, with the unit behind it; empty for none or several."""
    found = [(name, text) for text in texts for name in names if len(name) >= _SHORTEST and name in text]
    # 产值 is part of 总产值, and says nothing by itself.
    whole = [(n, t) for n, t in found if not any(n != other and n in other for other, _ in found)]
    if len({names[name] for name, _ in whole}) != 1:
        return ""
    name, text = whole[0]
    units = [as_unit(part) for part in _BEHIND.findall(text.partition(name)[2])]
    unit = next((unit for unit in units if unit), "")
    return f"{name}（{unit}）" if unit else name
