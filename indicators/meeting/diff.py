"""与现在比较: what changed between two snapshots of what a meeting shows: figures, plans, verdicts, tasks, definitions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.evaluation import board
from indicators.frames import records
from indicators.labels import NO_VALUE, is_missing, join_clauses
from indicators.meeting import diff_wording as wording
from indicators.period import Period
from indicators.plan_year import counted_tasks, planned_indicators
from indicators.store import ACTION, BY, DEMO, KEYS, REMOVE, UPLOAD, WITHDRAW, turn_of
from indicators.thresholds import known_thresholds, settings_of, threshold_text, value_of
from indicators.wording import TASK_STATUS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from indicators.store import Snapshot

COLUMNS: Final = ["what", "subject", "name", "lift", "period", "before", "after", "who", "when", "upload"]
_REMOVE_DEMO: Final = f"{REMOVE} {DEMO}"
_UNKNOWN: Final = {"who": "", "when": pd.NaT, "upload": ""}
Row = dict[str, Any]
# Table -> its name in a comparison, and how its rows are worded: as on screen, then as exactly as the change needs.
_TABLES: Final[dict[str, tuple[str, tuple[Callable[[Row], dict[str, str]], ...]]]] = {
    "observations": ("数值", (wording.value_parts, partial(wording.value_parts, exact=True))),
    "plans": ("计划", (wording.plan_parts,)),
    "tasks": ("任务", (wording.task_parts,)),
    "catalogue": ("口径", (wording.definition_parts,)),
    "follow_ups": ("督办", (wording.follow_up_parts,)),
}


def diff_snapshots(
    before: Snapshot, after: Snapshot, through: Period, history: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What a meeting that looked at ``through`` would now be shown differently.

    Args:
        before: the tables of its edition.
        after: the tables to compare with.
        through: the month looked at; its year so far and the year before are compared, and the verdicts at its end.
        history: ``Store.history()``, which knows who withdrew what is no longer there.

    Returns:
        One row a change, verdicts first, then in the order of the screens: ``what`` (判定, 数值, 计划, 任务, 口径, 督办,
        阈值), ``subject`` (indicator, task or setting), ``name``, ``lift``, ``period`` (as on screen, empty without one), ``before``
        and ``after`` as text with their unit, — where there was nothing; ``who``, ``when`` (UTC) and ``upload`` of the
        newest change, empty and NaT where unknown.
    """
    rows = [row for table in _TABLES for row in _changed_rows(table, before, after, through, history)]
    rows = _collapse_demo(rows)
    rules = list(_changed_thresholds(before, after, history))
    verdicts = _changed_verdicts(before, after, through, rows, rules[0] if rules else _UNKNOWN)
    changes = pd.DataFrame([*verdicts, *rows, *rules], columns=COLUMNS)
    return changes.assign(when=pd.to_datetime(changes["when"], utc=True))


def _changed_rows(
    table: str, before: Snapshot, after: Snapshot, through: Period, history: pd.DataFrame | None
) -> Iterable[Row]:
    key = list(KEYS[table])
    old, new = (
        {
            tuple(str(row[name] or "") for name in key): row
            for row in records(_shown(snapshot, table, through))
        }
        for snapshot in (before, after)
    )
    old_subjects, new_subjects = _subjects(before), _subjects(after)
    subjects = old_subjects | new_subjects
    newest = {row[key[0]]: row for row in records(getattr(after, table))}
    order = {subject: position for position, subject in enumerate(subjects)}
    for at in sorted(old.keys() | new.keys(), key=lambda at: (order.get(at[0], len(order)), at[1:])):
        was, now = old.get(at), new.get(at)
        # Each in the unit that it had then.
        old_row = was and {**old_subjects.get(at[0], {}), **was}
        new_row = now and {**new_subjects.get(at[0], {}), **now}
        texts = _difference(table, old_row, new_row)
        if texts is None:
            continue
        subject = subjects.get(at[0], {})
        yield {
            "what": _TABLES[table][0], "subject": at[0],
            "name": subject.get("name", at[0]), "lift": subject.get("lift", ""),
            "period": _period(table, new_row or old_row or {}), "before": texts[0], "after": texts[1],
            **_change_made_by(table, was, now, newest.get(at[0]), history),
            "demo_replaced": table == "observations" and now is None and was is not None and was["origin"] == DEMO,
        }  # fmt: skip


def _collapse_demo(rows: list[Row]) -> list[Row]:
    """Demonstration values of an indicator that gave way together are one change."""
    groups: dict[object, list[Row]] = {}
    for position, row in enumerate(rows):
        groups.setdefault(row["subject"] if row["demo_replaced"] else position, []).append(row)
    collapsed = []
    for first, *others in groups.values():
        count = {"before": f"{len(others) + 1}个演示数"}
        collapsed.append(
            first | {"period": f"{first['period']}至{others[-1]['period']}"} | count if others else first
        )
    return collapsed


def _shown(snapshot: Snapshot, table: str, through: Period) -> pd.DataFrame:
    """The rows of a table that the meeting shows."""
    rows: pd.DataFrame = counted_tasks(snapshot, through) if table == "tasks" else getattr(snapshot, table)
    if table == "observations":
        return rows[rows["period"].between(f"{through.year - 1}-01", through.key)]
    if table == "plans":
        return rows[rows["year"] == through.year]
    if table == "follow_ups":
        return rows[rows["period"] == through.key]
    if table == "tasks":
        # As the board judges them at the end of the month: what was done later was still under way.
        later = pd.to_datetime(rows["done_on"]) > pd.Timestamp(through.end)
        state = rows["state"].mask(later, TASK_STATUS["in_progress"].word)
        return rows.assign(state=state, done_on=rows["done_on"].mask(later))
    # What the month's plan does not contain is no change to it.
    return rows[rows["indicator"].isin(planned_indicators(snapshot, through))]


def _subjects(snapshot: Snapshot) -> dict[str, Row]:
    """Name, lift, unit and decimals of everything that can change, in the order of the screens."""
    columns = ["indicator", "lift", "name", "unit", "decimals", "kind"]
    indicators = records(snapshot.catalogue.sort_values("position", kind="stable")[columns])
    tasks = records(snapshot.tasks[["task", "lift", "title"]].rename(columns={"title": "name"}))
    return {row["indicator"]: row for row in indicators} | {row["task"]: row for row in tasks}


def _period(table: str, row: Row) -> str:
    if table == "plans" and not row["period"]:
        return f"{row['year']}年"
    if table not in {"observations", "plans", "follow_ups"}:
        return ""
    period = Period.from_key(str(row["period"]))
    return period.month_label if table == "observations" and row.get("kind") == "stock" else str(period)


def _difference(table: str, was: Row | None, now: Row | None) -> tuple[str, str] | None:
    """Before and after in words: the row's main part, and of the others those that differ; None where nothing does."""
    for parts_of in _TABLES[table][1]:
        old, new = ({} if row is None else parts_of(row) for row in (was, now))
        labels = [label for label in old | new if not label or old.get(label) != new.get(label)]
        if any(old.get(label) != new.get(label) for label in labels):
            break
    else:
        return None
    if not old or not new:
        there = old | new
        labels = [""] if "" in there else [label for label in labels if there[label] != NO_VALUE]
    before, after = (
        join_clauses(f"{label}：{side[label]}" if label else side[label] for label in labels if label in side)
        for side in (old, new)
    )
    return before or NO_VALUE, after or NO_VALUE


def _change_made_by(
    table: str, was: Row | None, now: Row | None, newest: Row | None, history: pd.DataFrame | None
) -> Row:
    """Who changed it: whoever reported the newer row, or removed the one that is gone."""
    if now is not None and (was is None or turn_of(now) > turn_of(was)):
        row, action = now, ""
    elif was is not None and was["origin"] == DEMO and newest is not None and newest["origin"] != DEMO:
        row, action = newest, ""  # demonstration values give way to the first real one
    else:
        assert was is not None  # noqa: S101 - one of them is there
        row, action = was, _REMOVE_DEMO if was["origin"] == DEMO else WITHDRAW
    upload = "" if action == _REMOVE_DEMO else row["upload"]
    if history is not None:
        commits = history[history["table"] == table]
        is_cause = (
            commits[ACTION] == action if action == _REMOVE_DEMO else commits[UPLOAD] == str(row["upload"])
        )
        if is_cause.any():
            last = commits[is_cause].sort_values("version").iloc[-1]
            return {"who": last["by"], "when": last["at"], "upload": upload}
    reported = {"who": row["reported_by"], "when": row["reported_at"]}
    return _UNKNOWN | ({} if action else reported) | {"upload": upload}


def _changed_thresholds(before: Snapshot, after: Snapshot, history: pd.DataFrame | None) -> Iterable[Row]:
    """Thresholds that are different now, with whoever last changed any."""
    cause = _UNKNOWN
    if history is not None:
        commits = history[history["table"] == "thresholds"].sort_values("version")
        last = commits.iloc[-1] if len(commits) else None
        cause = cause if last is None else {"who": last[BY], "when": last["at"], "upload": last[UPLOAD]}
    rules = [settings_of(side) for side in (before, after)]
    for setting, threshold in known_thresholds(after).items():
        was, now = (value_of(side, setting) for side in rules)
        if was != now:
            yield {
                "what": "阈值", "subject": setting, "name": threshold.name, "lift": "", "period": "",
                "before": threshold_text(threshold, was), "after": threshold_text(threshold, now), **cause,
            }  # fmt: skip


def _changed_verdicts(
    before: Snapshot, after: Snapshot, through: Period, rows: list[Row], otherwise: Row
) -> Iterable[Row]:
    """Verdicts that are different now, each with whoever made the newest change it may come from.

    Where nothing of an indicator or task has changed, it comes from what has changed ``otherwise``: a threshold.
    """
    newest: dict[str, Row] = {}
    for row in rows:
        other = newest.get(row["subject"])
        if other is None or (not is_missing(row["when"]) and not row["when"] < other["when"]):
            newest[row["subject"]] = row
    boards = [board(snapshot, None, through) for snapshot in (before, after)]
    for kind, name in (("indicators", "name"), ("tasks", "title")):
        old, new = (getattr(side, kind) for side in boards)
        for subject in [*old.index, *new.index.difference(old.index, sort=False)]:
            was, now = (frame.loc[subject] if subject in frame.index else None for frame in (old, new))
            sides = [side for side in (was, now) if side is not None]
            shown = sides[-1]
            if len(sides) > 1 and sides[0]["status"] == shown["status"]:
                continue
            cause = newest.get(subject, otherwise)
            yield {
                "what": "判定", "subject": subject, "name": shown[name], "lift": shown["lift"], "period": str(through),
                "before": wording.verdict(kind, was), "after": wording.verdict(kind, now), **{part: cause[part] for part in _UNKNOWN},
            }  # fmt: skip
