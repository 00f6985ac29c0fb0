"""Values typed into a grid, as a small file: the template's headings and the rows that were changed.

A grid shows a template as it was when it was opened, and others may commit meanwhile. So only the changed cells are taken
from it, all others as they are now; nobody puts an old unit back by correcting a name.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from indicators.frames import as_csv
from indicators.labels import join_names
from indicators.reading import issue

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from indicators.reading import Issue
    from indicators.uploads.templates import Template
    from indicators.validation import CheckResult

_CODE: Final = "编码"
_FIRST_LINE: Final = 2  # below the headings
_MOST_NAMES: Final = 5


@dataclass(frozen=True)
class TypedRows:
    """The rows of a grid that were changed, as a file.

    Attributes:
        content: the file.
        names: line of the file -> what its row is about; empty where nothing was changed.
    """

    content: bytes
    names: Mapping[int, str] = field(default_factory=dict)


def as_typed(table: pd.DataFrame) -> pd.DataFrame:
    """The table with each cell as somebody would type it; blank is empty text."""
    return table.astype(object).where(table.notna(), "").map(_typed).reset_index(drop=True)


def typed_rows(opened: pd.DataFrame, typed: pd.DataFrame, now: Template, remark: str) -> TypedRows:
    """What was typed into a grid.

    Args:
        opened: the template's table as it was when the grid was opened.
        typed: the same with what was typed, new rows at its end; columns that only stand beside are not sent.
        now: the template as it is now.
        remark: the last line of the file: who typed it when. It makes the same values of another day another file.
    """
    before, after = as_typed(opened), as_typed(typed[list(opened.columns)])
    columns = list(dict.fromkeys([*now.table.columns, *opened.columns]))
    key = _CODE if _CODE in opened else str(opened.columns[0])
    current = {row[key]: row for row in as_typed(now.table).to_dict("records") if row.get(key)}
    changed: list[dict[Hashable, str]] = []
    for line, row in enumerate(after.to_dict("records")):
        old = before.iloc[line].to_dict() if line < len(before) else dict.fromkeys(row, "")
        cells = {heading: cell or now.emptied for heading, cell in row.items() if cell != old[heading]}
        # The old target's words are none of the new one's.
        gone: dict[Hashable, str] = {
            words: "" for heading in cells for words in now.words.get(str(heading), ())
        }
        if cells:
            changed.append({**row, **current.get(old[key], {}), **gone, **cells})
    if not changed:
        return TypedRows(b"")
    table = pd.DataFrame(changed, columns=columns, dtype=object).fillna("")
    name = str(now.table.columns[0])
    for heading in now.numbers:
        table[heading] = table[heading].map(_negative_as_number)
    content = as_csv(table) + f"注：{remark}\n".encode()
    return TypedRows(content, {line: str(row[name]) for line, row in enumerate(changed, start=_FIRST_LINE)})


def unread_rows(checked: CheckResult, issues: list[Issue], names: Mapping[int, str]) -> list[Issue]:
    """An issue for each typed row of which nothing would be written, and nothing is said: only a name, only a remark."""
    compared = set() if checked.differences.empty else set(checked.differences["row"])
    said = {row for found in issues for row in found.rows or (found.row,)}
    return [
        issue("nothing_found.row", row=row, name=names[row]) for row in names if row not in compared | said
    ]


def call_by_name(issues: list[Issue], names: Mapping[int, str]) -> list[Issue]:
    """The issues of typed rows with what each row is about as their place, for nobody has seen the lines of the file."""
    return [replace(found, where=_where(found, names)) for found in issues]


def _typed(cell: object) -> str:
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell).strip()


def _negative_as_number(cell: str) -> object:
    """-3.2 as a number: as text it would be kept from running as a formula, and be none any more."""
    try:
        return float(cell) if cell[:1] in {"-", "+"} else cell
    except ValueError:
        return cell


def _where(found: Issue, names: Mapping[int, str]) -> str:
    """“规上工业总产值”的“数值（累计）”; empty for what concerns all rows."""
    rows = [names[row] for row in found.rows or (found.row or 0,) if row in names]
    if not rows:
        return ""
    more = f"等{len(rows)}行" if len(rows) > _MOST_NAMES else ""
    named = join_names(f"“{name}”" if name else "没有名称的一行" for name in rows[:_MOST_NAMES]) + more
    heading = found.column.partition("“")[2].rstrip("”")
    return f"{named}的“{heading}”" if heading else named
