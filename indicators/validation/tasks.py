"""What a file says of tasks as rows of ``tasks``: state, day done, evidence; the rest stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from indicators.labels import CANCELLED, DONE, NOT_BEGUN, UNDER_WAY, is_missing, join_names
from indicators.store import REPORTED
from indicators.validation.context import CheckResult, issues_for_rows
from indicators.validation.diff import CHANGED, NEW, UNCHANGED
from indicators.validation.names import task_names

if TYPE_CHECKING:
    from indicators.reading import Issue, Table
    from indicators.validation.context import Context

_STATES = {
    **dict.fromkeys(("已完成", "完成", "办结", "已办结", "是", "100%", "√", "✔"), DONE),
    **dict.fromkeys(
        ("进行中", "推进中", "正在推进", "在建", "未完成", "否", "序时推进", "有序推进"), UNDER_WAY
    ),
    **dict.fromkeys(("未开始", "未启动", "尚未启动"), NOT_BEGUN),
    **dict.fromkeys(("已取消", "取消", "不再实施", "撤销", "中止"), CANCELLED),
}
_ENDED = (DONE, CANCELLED)
_KEPT = ["lift", "title", "due", "due_basis", "quote", "lead_official", "year"]
_REPORTED = ["state", "done_on", "evidence", "responsible_unit"]


def check_tasks(table: Table, context: Context) -> CheckResult:
    """Task states that would be written, next to the stored ones."""
    names = task_names(context.snapshot)
    entries = table.entries.assign(
        task=table.entries["name"].astype(str).map(names.find),
        read_state=table.entries["state"].astype(str).str.strip().map(_STATES),
    )
    unknown = entries[entries["task"].isna()]
    # In a list of all tasks, one without anything next to it is not reported.
    reported = entries[["state", "done_on", "evidence"]]
    entries = entries[entries["task"].notna() & (reported.notna() & (reported != "")).any(axis=1)]
    rows = _compare(entries, context)
    undone = rows[rows["old_state"].isin(_ENDED) & ~rows["state"].isin(_ENDED)]
    closed = rows[~context.may_report(rows["lift"])]

    def nearest(row: dict[str, Any]) -> dict[str, str]:
        alike = join_names(f"“{name}”" for name in names.nearest(str(row["name"])))
        return {"nearest": f"，最接近的是{alike}" if alike else ""}

    issues = [
        *issues_for_rows(unknown, table, "unknown_task", nearest, field="name"),
        *_check_entries(entries, table, context),
        *issues_for_rows(closed, table, "not_yours.task", field="name", reporter=context.reporter.name),
        *issues_for_rows(undone, table, "state_backwards.task", field="state"),
    ]
    stored = rows[rows["change"].isin([NEW, CHANGED])].assign(title=rows["name"], origin=REPORTED)
    return CheckResult(stored[["task", *_KEPT, *_REPORTED, "note", "row", "origin"]], rows, issues)


def _check_entries(entries: pd.DataFrame, table: Table, context: Context) -> list[Issue]:
    done_on, state = pd.to_datetime(entries["done_on"]), entries["read_state"]
    blank = entries["state"].isna() | (entries["state"] == "")
    unexplained = entries["evidence"].isna() | (entries["evidence"] == "")
    issues = []
    for kind, wrong, field in (
        ("unknown_state.blank", state.isna() & blank, "state"),
        ("unknown_state", state.isna() & ~blank, "state"),
        ("future_day", done_on > pd.Timestamp(context.today), "done_on"),
        ("no_day_done", state.isin(_ENDED) & done_on.isna(), "done_on"),
        ("no_reason", (state == CANCELLED) & unexplained, "evidence"),
        ("done_on_unfinished", state.notna() & ~state.isin(_ENDED) & done_on.notna(), "done_on"),
        ("twice.task", entries.duplicated("task"), "name"),
    ):
        issues += issues_for_rows(entries[wrong], table, kind, field=field, today=context.today)
    return issues


def _compare(entries: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Entries with what is stored: ``old_`` columns, ``change``, and the cells that the file leaves blank."""
    stored = context.snapshot.tasks.set_index("task")
    rows = entries.drop(columns=["state", "name"]).rename(columns={"read_state": "state"})
    rows = rows.join(stored[_KEPT], on="task").rename(columns={"title": "name"})
    old = stored.reindex(rows["task"]).set_axis(rows.index)
    real = old["origin"] == REPORTED
    # What the file leaves blank stays as it was reported; simulated words never become reported ones.
    before = old[_REPORTED].astype(object).where(real, None)
    for column in _REPORTED:
        blank = rows[column].isna() | (rows[column] == "")
        rows[column] = rows[column].astype(object).where(~blank, before[column])
    # A task that goes on has no day on which it ended.
    rows["done_on"] = rows["done_on"].where(rows["state"].isin(_ENDED), None)
    same = (rows[_REPORTED].map(_as_text) == before.map(_as_text)).all(axis=1)
    change = np.select([~real, same], [NEW, UNCHANGED], CHANGED)
    return rows.join(before.add_prefix("old_")).assign(
        change=change, old=before["state"], new=rows["state"], period=""
    )


def _as_text(cell: object) -> str:
    return "" if is_missing(cell) else str(cell)
