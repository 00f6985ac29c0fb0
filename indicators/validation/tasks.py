"""What a file says of tasks as rows of ``tasks``: state, day done, evidence; the rest stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from indicators.labels import DONE, NOT_BEGUN, UNDER_WAY, is_missing
from indicators.store import REPORTED
from indicators.validation.context import CheckResult, issues_for_rows
from indicators.validation.diff import CHANGED, NEW, UNCHANGED
from indicators.validation.names import Names, task_names

if TYPE_CHECKING:
    from indicators.reading import Issue, Table
    from indicators.validation.context import Context

_STATES = {
    **dict.fromkeys(("已完成", "完成", "办结", "已办结", "是", "100%", "√", "✔"), DONE),
    **dict.fromkeys(
        ("进行中", "推进中", "正在推进", "在建", "未完成", "否", "序时推进", "有序推进"), UNDER_WAY
    ),
    **dict.fromkeys(("未开始", "未启动", "尚未启动"), NOT_BEGUN),
}
_KEPT = ["lift", "title", "due", "due_basis", "quote", "lead_official"]
_REPORTED = ["state", "done_on", "evidence", "responsible_unit"]


def check_tasks(table: Table, context: Context) -> CheckResult:
    """Task states that would be written, beside those that stand."""
    names = task_names(context.snapshot)
    entries = table.entries.assign(
        task=pd.Series(
            [names.find(str(name)) for name in table.entries["name"]], table.entries.index, dtype=object
        )
    )
    unknown = entries[entries["task"].isna()]
    entries = entries[entries["task"].notna()]
    # A list of all tasks in which nothing stands beside this one reports nothing of it.
    told = entries[_REPORTED[:3]]
    entries = entries[(told.notna() & (told != "")).any(axis=1)]
    entries = entries.assign(
        meant=pd.Series([_STATES.get(str(s).strip()) for s in entries["state"]], entries.index, dtype=object)
    )
    findings = [
        *issues_for_rows(_at(unknown, "name", table), table.sheet, "unknown_task",
                  lambda row: {"nearest": _nearest(str(row["name"]), names)}),
        *_wrong(entries, table, context),
    ]  # fmt: skip
    rows = _beside_what_stands(entries, context)
    findings += [*_not_yours(rows, table, context), *_undone_again(rows, table)]
    return CheckResult(_to_store(rows), rows, findings)


def _nearest(name: str, names: Names) -> str:
    nearest = "、".join(f"“{like}”" for like in names.nearest(name))
    return f"，最接近的是{nearest}" if nearest else ""


def _at(rows: pd.DataFrame, field: str, table: Table) -> pd.DataFrame:
    """The rows, with what was found in the field's column."""
    found = rows[field].astype(object).where(rows[field].notna(), "").astype(str)
    return rows.assign(found=found, column=table.labels.get(field, ""))


def _wrong(entries: pd.DataFrame, table: Table, context: Context) -> list[Issue]:
    sheet = table.sheet
    done_on = pd.to_datetime(entries["done_on"])
    without_state = entries[entries["meant"].isna()]
    future = entries[done_on > pd.Timestamp(context.today)]
    undated = entries[(entries["meant"] == DONE) & done_on.isna()]
    undone = entries[(entries["meant"] != DONE) & entries["meant"].notna() & done_on.notna()]
    twice = entries[entries.duplicated("task", keep="first")]
    blank = without_state["state"].isna() | (without_state["state"] == "")
    return [
        *issues_for_rows(_at(without_state[blank], "state", table), sheet, "unknown_state.blank"),
        *issues_for_rows(_at(without_state[~blank], "state", table), sheet, "unknown_state"),
        *issues_for_rows(_at(future, "done_on", table), sheet, "future_day", today=context.today),
        *issues_for_rows(_at(undated, "done_on", table), sheet, "no_day_done"),
        *issues_for_rows(_at(undone, "done_on", table), sheet, "done_on_unfinished"),
        *issues_for_rows(_at(twice, "name", table), sheet, "twice.task"),
    ]


def _beside_what_stands(entries: pd.DataFrame, context: Context) -> pd.DataFrame:
    standing = context.snapshot.tasks.set_index("task")
    rows = entries.drop(columns=["state", "name"]).rename(columns={"meant": "state"})
    rows = rows.join(standing[[*_KEPT, "origin"]], on="task").rename(columns={"title": "name"})
    old = standing.reindex(rows["task"]).reset_index(drop=True).set_axis(rows.index)
    real = (old["origin"] == REPORTED).to_numpy()
    for column in _REPORTED:
        before = old[column].astype(object).where(pd.Series(real, index=rows.index), None)
        rows[f"old_{column}"] = before
        # What the file leaves blank stays as it was reported; simulated words never become reported ones.
        rows[column] = [
            before_cell if is_missing(cell) or cell == "" else cell
            for cell, before_cell in zip(rows[column], before, strict=True)
        ]
    # A deed that is not done has no day on which it was.
    rows["done_on"] = rows["done_on"].astype(object).where(rows["state"] == DONE, None)
    same = [
        all(_same(row[column], row[f"old_{column}"]) for column in _REPORTED)
        for row in rows.to_dict("records")
    ]
    rows["change"] = [
        NEW if not was else (UNCHANGED if equal else CHANGED) for was, equal in zip(real, same, strict=True)
    ]
    return rows.assign(old=rows["old_state"], new=rows["state"], period="")


def _same(one: object, other: object) -> bool:
    return (is_missing(one) or one == "") == (is_missing(other) or other == "") and (
        is_missing(one) or str(one) == str(other)
    )


def _undone_again(rows: pd.DataFrame, table: Table) -> list[Issue]:
    again = rows[(rows["old_state"] == DONE) & (rows["state"] != DONE)]
    return issues_for_rows(_at(again, "state", table), table.sheet, "state_backwards.task")


def _not_yours(rows: pd.DataFrame, table: Table, context: Context) -> list[Issue]:
    theirs = rows["lift"].map(lambda lift: not context.reporter.may_report(str(lift))).astype(bool)
    closed = rows[theirs]
    return issues_for_rows(
        _at(closed, "name", table), table.sheet, "not_yours.task", reporter=context.reporter.name
    )


def _to_store(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows[rows["change"].isin([NEW, CHANGED])]
    stored: dict[str, Any] = {
        column: rows[column] for column in [*_KEPT, *_REPORTED, "note", "row"] if column != "title"
    }
    return pd.DataFrame({"task": rows["task"], "title": rows["name"], **stored, "origin": REPORTED})
