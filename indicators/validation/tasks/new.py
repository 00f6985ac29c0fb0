"""Tasks that a file adds: an administrator's rows with a title that is not known, a lift and a due date."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from indicators.labels import TASK_FIELDS, join_statements
from indicators.reading import issue, plain_name
from indicators.validation.tasks.fields import (
    DEFINED,
    RIGHT,
    STANDING,
    TaskRow,
    field_text,
    is_blank,
    read_fields,
    row_issues,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from indicators.reading import Issue, Table
    from indicators.validation.names import Names

# What a due date rests on that nobody gave words for.
_REPORTER_SAYS: Final = "上报人填写"


def is_new(cells: Mapping[str, Any]) -> bool:
    """Whether the row of an unknown title is meant as a new task: it says of which lift, and by when."""
    return not is_blank(cells.get("lift")) and not is_blank(cells.get("due"))


def new_task(cells: Mapping[str, Any], standing: Mapping[str, Any], today: date) -> TaskRow:
    """A task that is not known yet; without a plan year one is proposed, which is asked about.

    That is the year of the month that is due today, or of the due date, where that is earlier.
    """
    given, wrong = read_fields(cells)
    month_due = today.replace(day=1) - timedelta(days=1)
    year = min(month_due, given.get("due", month_due)).year
    before: dict[str, Any] = dict.fromkeys((*DEFINED, *STANDING))
    after = before | {"due_basis": _REPORTER_SAYS, "year": year, "quote": ""} | given | {**standing}
    changed = tuple(field for field in DEFINED if not is_blank(after[field]))
    task, title = _new_id(str(cells["name"])), str(given["title"])
    return TaskRow(task, title, cells, before, after, changed, tuple(wrong), is_new=True)


def _new_id(name: str) -> str:
    return f"task_{hashlib.sha256(plain_name(name)[0].encode()).hexdigest()[:10]}"


def check_new_tasks(rows: list[TaskRow], table: Table, names: Names) -> list[Issue]:
    """One question for all new tasks and one for their plan year; a title close to a known one is asked about by itself."""
    issues: list[Issue] = []
    added: list[TaskRow] = []
    for task in rows:
        for field in task.wrong:
            cells = task.as_issue_cells(heading=TASK_FIELDS[field], right=RIGHT[field])
            issues += row_issues([cells], table, "wrong_definition", field)
        if meant := names.meant_by(task.name):
            cells = task.as_issue_cells(meant=meant)
            issues += row_issues([cells], table, "new_tasks.alike", "name")
        else:
            added.append(task)
    undated = [row for row in rows if is_blank(row.cells.get("year"))]
    for kind, asked in (("new_tasks", added), ("plan_year_assumed", undated)):
        if asked:
            listed = join_statements(_listed(row, names) for row in asked)
            row, year = int(asked[0].cells["row"]), asked[0].after["year"]
            issues.append(issue(kind, sheet=table.sheet, row=row, count=len(asked), listed=listed, year=year))
    return issues


def _listed(row: TaskRow, names: Names) -> str:
    """A new task as its question lists it, with the known one most like it."""
    nearest = names.nearest(row.name)[:1]
    known = f"，近似“{nearest[0]}”" if nearest else ""
    return f"“{row.name}”（{field_text('lift', row.after['lift'])}，时限{row.after['due']}{known}）"
