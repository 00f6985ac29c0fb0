"""Fields of a task: read from a file's cells, compared with what is stored, and put into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.catalogue import lifts
from indicators.labels import TASK_FIELDS, is_missing, join_statements
from indicators.reading import plain_name
from indicators.validation.context import issues_for_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from indicators.reading import Issue, Table

# What a task is, and of that what only an administrator changes: a department does not move its own deadline.
DEFINED: Final = ("title", "lift", "responsible_unit", "lead_official", "due", "due_basis", "year")
ADMINISTERED: Final = ("title", "lift", "due", "due_basis", "year")
# How it stands, which a department reports.
STANDING: Final = ("state", "done_on", "evidence")
RIGHT: Final[Mapping[str, str]] = {
    "lift": "六提之一，如 安全提升", "due": "日期，如 2024-09-30", "year": "年份，如 2025",
}  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class TaskRow:
    """A row of a file about one task, next to what is stored of it.

    Attributes:
        task: its id.
        name: its title as it is stored, of a new task as it is written.
        cells: the row as it was read.
        before: the task's fields before, blank ones for a new task.
        after: the fields as they would be stored.
        changed: which of ``DEFINED`` the row gives otherwise than they are stored.
        wrong: which of them are not what they should be, and are not used.
        newest_year: the newest plan year that the task is in.
        is_new: whether there is no such task.
        was_reported: whether somebody reported on it before.
    """

    task: str
    name: str
    cells: Mapping[str, Any]
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    changed: tuple[str, ...]
    wrong: tuple[str, ...] = ()
    newest_year: int | None = None
    is_new: bool = False
    was_reported: bool = False

    @property
    def says_state(self) -> bool:
        """Whether it reports how the task stands."""
        return not all(is_blank(self.cells[name]) for name in STANDING)

    def as_issue_cells(self, **more: object) -> dict[str, Any]:
        """Its cells as written, with the task's name and what else an issue's texts need."""
        return {**self.cells, "name": self.name, **more}


def read_fields(cells: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The fields that a row gives, as they are stored; and the names of those that are not what they should be."""
    filled = {field: cells[field] for field in DEFINED if not is_blank(cells.get(field))}
    read = {field: _READ.get(field, _as_written)(cell) for field, cell in filled.items()}
    return {f: value for f, value in read.items() if value is not None}, [f for f in read if read[f] is None]


def changed_fields(given: Mapping[str, Any], stored: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields that a row gives otherwise than they are stored."""
    return tuple(
        field for field in given if _comparable(field, given[field]) != _comparable(field, stored[field])
    )


def fields_text(row: Mapping[str, Any], fields: Iterable[str]) -> str:
    """Fields as an office writes them: 六提为产业提档；时限为2025-06-30."""
    return join_statements(f"{TASK_FIELDS[field]}为{field_text(field, row[field])}" for field in fields)


def field_text(field: str, value: object) -> str:
    """One field as an office writes it; 空 where it is blank."""
    if is_blank(value):
        return "空"
    return lifts()[str(value)].short if field == "lift" else str(value)


def row_issues(cells: Sequence[dict[str, Any]], table: Table, kind: str, field: str) -> list[Issue]:
    """One issue for each row, from its ``TaskRow.as_issue_cells``."""
    return issues_for_rows(pd.DataFrame(cells, dtype=object), table, kind, field=field)


def is_blank(cell: object) -> bool:
    """Whether a cell says nothing."""
    return is_missing(cell) or cell == ""


def _comparable(field: str, value: object) -> str:
    """A field as text that is the same where it means the same; of a title without its numbering."""
    text = "" if is_blank(value) else str(value)
    return plain_name(text)[0] if field == "title" else text


def _lift(cell: object) -> str | None:
    return next((lift.lift for lift in lifts().values() if cell in {lift.lift, lift.name, lift.short}), None)


def _year(cell: object) -> int | None:
    text = str(cell).removesuffix("度").removesuffix("年")
    return int(text) if text.isdecimal() and _FIRST_YEAR <= int(text) <= _LAST_YEAR else None


def _due(cell: object) -> date | None:
    return cell if isinstance(cell, date) else None


def _as_written(cell: object) -> str:
    return str(cell).strip()


_READ: Final[Mapping[str, Any]] = {"lift": _lift, "year": _year, "due": _due}
