"""与现在比较: what changed between two snapshots of what a meeting shows: figures, plans, verdicts, tasks, definitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.evaluation import board
from indicators.frames import records
from indicators.labels import NO_VALUE, is_missing, join_clauses
from indicators.meeting.diff_wording import (
    definition_parts,
    follow_up_parts,
    plan_parts,
    task_parts,
    value_parts,
    verdict,
)
from indicators.period import Period
from indicators.store import ACTION, DEMO, KEYS, REMOVE, UPLOAD, WITHDRAW
from indicators.wording import TASK_STATUS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from indicators.store import Snapshot

COLUMNS: Final = ["what", "subject", "name", "lift", "period", "before", "after", "who", "when", "upload"]
_REMOVE_DEMO: Final = f"{REMOVE} {DEMO}"
_TRAIL: Final = ["upload", "reported_by", "reported_at"]
Row = dict[str, Any]


@dataclass(frozen=True)
class _Compared:
    """Attributes: what: the word for it. parts: a row as it is told."""

    what: str
    table: str
    parts: Callable[..., dict[str, str]]


_TABLES: Final = (
    _Compared("数值", "observations", value_parts),
    _Compared("计划", "plans", plan_parts),
    _Compared("任务", "tasks", task_parts),
    _Compared("口径", "catalogue", definition_parts),
    _Compared("督办", "follow_ups", follow_up_parts),
)


def diff_snapshots(
    before: Snapshot, after: Snapshot, through: Period, history: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What a meeting that looked at ``through`` would now be shown otherwise.

    Args:
        before: the tables of its edition.
        after: the tables to compare with.
        through: the month looked at; its year so far and the year before are compared, and the verdicts at its end.
        history: ``Store.history()``, which knows who took back what is no longer there.

    Returns:
        One row a change, verdicts first, then in the order of the screens: ``what`` (判定, 数值, 计划, 任务, 口径, 督办),
        ``subject`` (indicator or task), ``name``, ``lift``, ``period`` (as on screen, empty where there is none),
        ``before`` and ``after`` as text with their unit, — where nothing stood; ``who``, ``when`` (UTC) and ``upload``
        of the newest change, empty and NaT where that is not known.
    """
    rows = [row for one in _TABLES for row in _changed(one, before, after, through, history)]
    rows = _folded(rows)
    rows = [*_verdicts(before, after, through, rows), *rows]
    found = pd.DataFrame(rows, columns=COLUMNS)  # and nothing that only helped to make them
    return found.assign(when=pd.to_datetime(found["when"], utc=True))


def _changed(
    one: _Compared, before: Snapshot, after: Snapshot, through: Period, history: pd.DataFrame | None
) -> Iterable[Row]:
    key = list(KEYS[one.table])
    old, new = (_by_key(_shown(snapshot, one.table, through), key) for snapshot in (before, after))
    known = _subjects(before), _subjects(after)
    all_known = known[0] | known[1]
    newest = {row[key[0]]: row for row in records(getattr(after, one.table).sort_values("reported_at"))}
    order = {subject: number for number, subject in enumerate(all_known)}
    for at in sorted(old.keys() | new.keys(), key=lambda at: (order.get(at[0], len(order)), at[1:])):
        was, now = old.get(at), new.get(at)
        subject = all_known.get(at[0], {})
        # Each in the unit that it had then.
        both = [
            row and {**subjects.get(at[0], {}), **row}
            for row, subjects in zip((was, now), known, strict=True)
        ]
        told = _told(one, *both)
        if told[0] == told[1]:
            continue
        yield {
            "what": one.what, "subject": at[0], "name": subject.get("name", at[0]), "lift": subject.get("lift", ""),
            "period": _period(one.table, both[1] or both[0] or {}), "before": told[0], "after": told[1],
            **_trail(one.table, was, now, newest.get(at[0]), history),
            "stepped_back": one.table == "observations" and now is None and was is not None and was["origin"] == DEMO,
        }  # fmt: skip


def _folded(rows: list[Row]) -> list[Row]:
    """The simulated values of an indicator that stepped back together are one change."""
    gone: dict[str, list[Row]] = {}
    for row in rows:
        if row["stepped_back"]:
            gone.setdefault(row["subject"], []).append(row)
    kept = []
    for row in rows:
        together = gone.get(row["subject"], []) if row["stepped_back"] else []
        if len(together) > 1 and row is together[0]:
            kept.append(
                row
                | {
                    "period": f"{row['period']}至{together[-1]['period']}",
                    "before": f"{len(together)}个演示数",
                }
            )
        elif len(together) <= 1:
            kept.append(row)
    return kept


def _shown(snapshot: Snapshot, table: str, through: Period) -> pd.DataFrame:
    rows: pd.DataFrame = getattr(snapshot, table)
    if table == "observations":
        return rows[(rows["period"] >= f"{through.year - 1}-01") & (rows["period"] <= through.key)]
    if table == "plans":
        return rows[rows["year"] == through.year]
    if table == "tasks":
        return _tasks_at(rows, through)
    return rows[rows["period"] == through.key] if table == "follow_ups" else rows


def _tasks_at(rows: pd.DataFrame, through: Period) -> pd.DataFrame:
    """Tasks as the board judges them at the end of the month: what was done later was still under way."""
    later = pd.to_datetime(rows["done_on"]) > pd.Timestamp(through.end)
    under_way = TASK_STATUS["in_progress"].word
    return rows.assign(state=rows["state"].mask(later, under_way), done_on=rows["done_on"].mask(later))


def _by_key(rows: pd.DataFrame, key: list[str]) -> dict[tuple[str, ...], Row]:
    return {tuple(str(row[name] or "") for name in key): row for row in records(rows)}


def _subjects(snapshot: Snapshot) -> dict[str, Row]:
    """Name, lift, unit and decimals of everything that can change, in the order of the screens."""
    defined = ["indicator", "lift", "name", "unit", "decimals", "kind"]
    indicators = records(snapshot.catalogue.sort_values("position", kind="stable")[defined])
    tasks = records(snapshot.tasks[["task", "lift", "title"]].rename(columns={"title": "name"}))
    return {row["indicator"]: row for row in indicators} | {row["task"]: row for row in tasks}


def _period(table: str, row: Row) -> str:
    if table == "plans":
        return f"{row['year']}年" if not row["period"] else str(Period.from_key(str(row["period"])))
    if table == "observations":
        period = Period.from_key(str(row["period"]))
        return period.month_label if row.get("kind") == "stock" else str(period)
    return str(Period.from_key(str(row["period"]))) if table == "follow_ups" else ""


def _told(one: _Compared, was: Row | None, now: Row | None) -> tuple[str, str]:
    """Before and after in words: what it is about, and of everything else what differs."""
    for exact in (False, True):
        parts = [{} if row is None else one.parts(row, exact=exact) for row in (was, now)]
        differ = [label for label in parts[0] | parts[1] if parts[0].get(label) != parts[1].get(label)]
        if differ:
            break
    labels = [label for label in parts[0] | parts[1] if not label or label in differ]
    if was is None or now is None:
        there = parts[0] | parts[1]
        labels = [""] if "" in there else [label for label in labels if there[label] != NO_VALUE]
    told = [
        join_clauses(f"{label}：{side[label]}" if label else side[label] for label in labels if label in side)
        for side in parts
    ]
    return (told[0] or NO_VALUE, told[1] or NO_VALUE) if differ else ("", "")


def _trail(
    table: str, was: Row | None, now: Row | None, newest: Row | None, history: pd.DataFrame | None
) -> Row:
    """Who changed it: whoever reported the newer row, or took away the one that is gone."""
    if now is not None and (was is None or now["reported_at"] > was["reported_at"]):
        row, action = now, ""
    elif was is not None and was["origin"] == DEMO and newest is not None and newest["origin"] != DEMO:
        row, action = newest, ""  # simulated values step back before the first real one
    else:
        assert was is not None  # noqa: S101 - one of them is there
        row, action = was, _REMOVE_DEMO if was["origin"] == DEMO else WITHDRAW
    last = _last_commit(history, table, str(row["upload"]), action)
    if last is None:
        last = {"by": "", "at": pd.NaT} if action else {"by": row["reported_by"], "at": row["reported_at"]}
    return {
        "who": last["by"],
        "when": last["at"],
        "upload": "" if action == _REMOVE_DEMO else row["upload"],
    }


def _last_commit(history: pd.DataFrame | None, table: str, upload: str, action: str) -> Row | None:
    """The newest commit that did this; of an upload, what was last done with it."""
    if history is None:
        return None
    commits = history[history["table"] == table]
    mine = commits[ACTION] == action if action == _REMOVE_DEMO else commits[UPLOAD] == upload
    commits = commits[mine].sort_values("version")
    return None if commits.empty else records(commits.tail(1))[0]


def _verdicts(before: Snapshot, after: Snapshot, through: Period, rows: list[Row]) -> Iterable[Row]:
    """Verdicts that are others now, each with whoever made the newest change it may come from."""
    newest: dict[str, Row] = {}
    for row in rows:
        other = newest.get(row["subject"])
        if other is None or (not is_missing(row["when"]) and not row["when"] < other["when"]):
            newest[row["subject"]] = row
    boards = [board(snapshot, None, through) for snapshot in (before, after)]
    for kind in ("indicators", "tasks"):
        was, now = (getattr(one, kind) for one in boards)
        for subject in [*was.index, *now.index.difference(was.index, sort=False)]:
            both = [frame.loc[subject] if subject in frame.index else None for frame in (was, now)]
            there = [row for row in both if row is not None]
            if len(there) > 1 and there[0]["status"] == there[1]["status"]:
                continue
            one = there[-1]
            cause = newest.get(subject, {"who": "", "when": pd.NaT, "upload": ""})
            yield {
                "what": "判定", "subject": subject, "name": one["name" if kind == "indicators" else "title"],
                "lift": one["lift"], "period": str(through),
                "before": verdict(kind, both[0]), "after": verdict(kind, both[1]),
                **{part: cause[part] for part in ("who", "when", "upload")},
            }  # fmt: skip
