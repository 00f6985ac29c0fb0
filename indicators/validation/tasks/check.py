"""What a file says of tasks as rows of ``tasks``: how they stand, what is changed of them, and new ones."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.frames import records
from indicators.labels import CANCELLED, DONE, NOT_BEGUN, TASK_FIELDS, UNDER_WAY, join_names
from indicators.store import DEMO, REPORTED
from indicators.validation.context import CheckResult, issues_for_rows
from indicators.validation.diff import CHANGED, NEW, UNCHANGED
from indicators.validation.names import task_names
from indicators.validation.tasks.fields import (
    ADMINISTERED,
    DEFINED,
    RIGHT,
    STANDING,
    TaskRow,
    changed_fields,
    field_text,
    fields_text,
    is_blank,
    read_fields,
    row_issues,
)
from indicators.validation.tasks.new import check_new_tasks, is_new, new_task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.reading import Issue, Table
    from indicators.validation.context import Context
    from indicators.validation.names import Names

_STATES: Final = {
    **dict.fromkeys(("已完成", "完成", "办结", "已办结", "是", "100%", "√", "✔"), DONE),
    **dict.fromkeys(
        ("进行中", "推进中", "正在推进", "在建", "未完成", "否", "序时推进", "有序推进"), UNDER_WAY
    ),
    **dict.fromkeys(("未开始", "未启动", "尚未启动"), NOT_BEGUN),
    **dict.fromkeys(("已取消", "取消", "不再实施", "撤销", "中止"), CANCELLED),
}
_ENDED: Final = (DONE, CANCELLED)
_STORED: Final = ["task", *DEFINED, "quote", *STANDING, "note", "row", "origin"]


def check_tasks(table: Table, context: Context) -> CheckResult:
    """Tasks that would be written, next to the stored ones."""
    names, administrator = task_names(context.snapshot), context.reporter.is_administrator
    definitions, standings = _definitions(context), _standings(context)
    unknown: list[dict[str, Any]] = []
    rows: list[TaskRow] = []
    for cells in records(table.entries):
        task = _task_of(cells, names)
        if task is not None:
            rows.append(_known_task(task, cells, definitions[task], standings.get(task, {})))
        elif administrator and is_new(cells):
            rows.append(new_task(cells, _standing(cells, {}), context.today))
        else:
            unknown.append(cells)
    rows = [row for row in rows if _says_something(row, administrator=administrator)]

    def nearest(row: dict[str, Any]) -> dict[str, str]:
        alike = join_names(f"“{name}”" for name in names.nearest(str(row["name"])))
        return {"nearest": f"，最接近的是{alike}" if alike else ""}

    issues = [
        *issues_for_rows(pd.DataFrame(unknown), table, "unknown_task", nearest, field="name"),
        *_check_standings(rows, table, context),
        *_check_permissions(rows, table, context),
        *_check_years([row for row in rows if administrator or not {*ADMINISTERED} & {*row.changed}], table),
        *_check_titles(rows, table, names),
        *_check_changes(rows, table, administrator=administrator),
        *check_new_tasks([row for row in rows if row.is_new], table, names),
    ]
    differences = pd.DataFrame([_difference(row) for row in rows], dtype=object)
    if differences.empty:
        return CheckResult(pd.DataFrame(columns=_STORED), differences, issues)
    stored = differences[differences["change"].isin([NEW, CHANGED])].assign(origin=REPORTED)
    return CheckResult(stored[_STORED], differences, issues)


def _definitions(context: Context) -> dict[str, list[dict[str, Any]]]:
    """What was stored of each task, newest first; what is simulated never becomes part of a real one."""
    log = context.snapshot.log["tasks"]
    stored = log[log["origin"] != DEMO][["task", *DEFINED, "quote"]].astype(object)
    by_task: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in reversed(records(stored.where(stored.notna(), None))):
        year = row["year"]
        by_task[row["task"]].append(row | {"year": None if year is None else int(year)})
    return by_task


def _standings(context: Context) -> dict[str, dict[str, Any]]:
    """How each task stands that was reported on; simulated words never become reported ones."""
    tasks = context.snapshot.tasks
    stored = tasks[tasks["origin"] == REPORTED][["task", *STANDING]].astype(object)
    return {row["task"]: row for row in records(stored.where(stored.notna(), None))}


def _task_of(cells: Mapping[str, Any], names: Names) -> str | None:
    """The task that a row means: by its code, else by its title."""
    code = str(cells.get("task") or "")
    return code if code in names.labels else names.find(str(cells["name"]))


def _known_task(
    task: str, cells: dict[str, Any], rows: list[dict[str, Any]], standing: Mapping[str, Any]
) -> TaskRow:
    """A row next to what is stored: of the plan year that it names, where the task is in several."""
    given, wrong = read_fields(cells)
    newest, year = rows[0], given.get("year")
    defined = next((row for row in rows if year is None or (row["year"] or 0) <= year), newest)
    changed = changed_fields(given, defined)
    before = {field: standing.get(field) for field in STANDING}
    return TaskRow(
        task, str(defined["title"]), cells, defined | before,
        newest | {field: given[field] for field in changed} | _standing(cells, before), changed,
        # 今年 under 时限 is what the stored date rests on, and no other date.
        tuple(field for field in wrong if cells[field] != defined["due_basis"]),
        newest["year"], was_reported=not is_blank(standing.get("state")),
    )  # fmt: skip


def _standing(cells: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """State, day and evidence; what the file leaves blank stays as it was reported."""
    state = _read_state(cells) or before.get("state")
    return {
        "state": state,
        # A task that goes on has no day on which it ended.
        "done_on": (cells["done_on"] or before.get("done_on")) if state in _ENDED else None,
        "evidence": cells["evidence"] or before.get("evidence"),
    }


def _read_state(cells: Mapping[str, Any]) -> str | None:
    return _STATES.get(str(cells["state"]).strip())


def _says_something(row: TaskRow, *, administrator: bool) -> bool:
    """Whether a row is there for more than its name.

    In a department's list of all tasks, one without anything on how it stands is not reported.
    """
    defines = any(not is_blank(row.cells.get(field)) for field in DEFINED)
    if administrator:
        return row.says_state or defines
    return row.says_state or bool({*ADMINISTERED} & {*row.changed}) or (defines and not row.changed)


def _difference(row: TaskRow) -> dict[str, Any]:
    """What would be stored, with ``change``, and everything that changes as text: ``old``, ``new``."""
    fields = [*row.changed, *changed_fields({field: row.after[field] for field in STANDING}, row.before)]
    first = row.is_new or (row.says_state and not row.was_reported and not row.changed)
    if set(fields) <= {"state"}:
        old, new = row.before["state"], row.after["state"]
    else:
        old = fields_text(row.before, (field for field in fields if not is_blank(row.before[field])))
        new = fields_text(row.after, fields)
    return {
        **row.after, "task": row.task, "name": row.name, "period": "", "old": old or None, "new": new or None,
        "change": NEW if first else CHANGED if fields else UNCHANGED,
        **{place: row.cells[place] for place in ("sheet", "row", "note")},
    }  # fmt: skip


def _check_standings(rows: list[TaskRow], table: Table, context: Context) -> list[Issue]:
    """What a row says of how its task stands."""
    says = [
        row.as_issue_cells(
            read_state=_read_state(row.cells), old_state=row.before["state"], today=context.today
        )
        for row in rows
        if row.says_state
    ]
    unknown = [cells for cells in says if not cells["read_state"]]
    ended = [cells for cells in says if cells["read_state"] in _ENDED]
    going_on = [cells for cells in says if cells["read_state"] in {UNDER_WAY, NOT_BEGUN}]
    seen = pd.Series([row.task for row in rows]).duplicated()
    issues = []
    for kind, wrong, field in (
        ("unknown_state.blank", [c for c in unknown if is_blank(c["state"])], "state"),
        ("unknown_state", [c for c in unknown if not is_blank(c["state"])], "state"),
        ("future_day", [c for c in says if c["done_on"] and c["done_on"] > context.today], "done_on"),
        ("no_day_done", [c for c in ended if not c["done_on"]], "done_on"),
        ("no_reason", [c for c in ended if c["read_state"] == CANCELLED and not c["evidence"]], "evidence"),
        ("done_on_unfinished", [c for c in going_on if c["done_on"]], "done_on"),
        ("twice.task", [r.as_issue_cells() for r, again in zip(rows, seen, strict=True) if again], "name"),
        ("state_backwards.task", [c for c in going_on if c["old_state"] in _ENDED], "state"),
    ):
        issues += row_issues(wrong, table, kind, field)
    return issues


def _check_permissions(rows: list[TaskRow], table: Table, context: Context) -> list[Issue]:
    """Tasks that are not the reporter's, and what only an administrator changes of the others."""
    lifts = [row.before["lift"] or row.after["lift"] for row in rows]
    allowed = context.may_report(pd.DataFrame({"task": [row.task for row in rows], "lift": lifts}))
    name = context.reporter.name
    closed = [
        row.as_issue_cells(reporter=name, belonging=context.belonging(lift, row.task))
        for row, lift, may in zip(rows, lifts, allowed, strict=True)
        if not may
    ]
    issues = row_issues(closed, table, "not_yours.task", "name")
    if context.reporter.is_administrator:
        return issues
    moved = [
        (row, field) for row, may in zip(rows, allowed, strict=True) if may for field in _administered(row) if field in row.changed
    ]  # fmt: skip
    for row, field in moved:
        old, new = (field_text(field, fields[field]) for fields in (row.before, row.after))
        cells = row.as_issue_cells(heading=TASK_FIELDS[field], old=old, new=new)
        issues += row_issues([cells], table, "not_yours.task_field", "name" if field == "title" else field)
    return issues


def _administered(row: TaskRow) -> tuple[str, ...]:
    """What of a task only an administrator changes: a unit that is named decides who may report it."""
    return ADMINISTERED if is_blank(row.before["responsible_unit"]) else (*ADMINISTERED, "responsible_unit")


def _check_years(rows: list[TaskRow], table: Table) -> list[Issue]:
    """A task is due in a year of its plan or later; it is carried over forwards, and only while it goes on."""
    issues = []
    for row in rows:
        year, newest = row.after["year"], row.newest_year
        named = row.after["year"] if row.is_new else read_fields(row.cells)[0].get("year")
        if not row.changed or year is None:
            continue
        cells = row.as_issue_cells(year=year, newest=newest, due=row.after["due"], state=row.after["state"])
        if named and newest and named < newest:
            fields = join_names(TASK_FIELDS[field] for field in row.changed if field != "year")
            more = {"year": named, "fields": fields or TASK_FIELDS["year"]}
            issues += row_issues([cells | more], table, "plan_year_passed", "year")
        elif {"due", "year"} & {*row.changed} and row.after["due"] and row.after["due"].year < year:
            issues += row_issues([cells], table, "due_before_year", "due")
        elif newest and year > newest and row.after["state"] in _ENDED:
            issues += row_issues([cells], table, "carried_ended", "year")
    return issues


def _check_titles(rows: list[TaskRow], table: Table, names: Names) -> list[Issue]:
    """A title leads to one task only."""
    taken = [
        row.as_issue_cells(title=row.after["title"])
        for row in rows
        if "title" in row.changed and names.find(str(row.after["title"])) not in {None, row.task}
    ]
    return row_issues(taken, table, "name_taken.task", "title")


def _check_changes(rows: list[TaskRow], table: Table, *, administrator: bool) -> list[Issue]:
    """One question for each task of which something stored changes, with all of that; a blank may be filled in."""
    issues = []
    for row in (row for row in rows if not row.is_new):
        fields = [field for field in row.changed if administrator or field not in ADMINISTERED]
        if not all(is_blank(row.before[field]) for field in fields):
            kind = "task_changed.carried" if "year" in fields and row.newest_year else "task_changed"
            before, after = fields_text(row.before, fields), fields_text(row.after, fields)
            cells = row.as_issue_cells(before=before, after=after, year=row.after["year"])
            issues += row_issues([cells], table, kind, "name")
        for field in row.wrong if administrator else ():
            cells = row.as_issue_cells(heading=TASK_FIELDS[field], right=RIGHT[field])
            issues += row_issues([cells], table, "task_field_unread", field)
    return issues
