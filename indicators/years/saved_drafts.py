"""Drafts in the tables: one a year, each save a row with who and when; whoever saves later sees what the other changed."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeVar

import pandas as pd

from indicators.access import NotAllowedError
from indicators.frames import records
from indicators.labels import is_missing
from indicators.store import REPORTED, Change, StoreError, Upload
from indicators.years.draft import Draft, DraftTarget, DraftTask, draft_text, read_draft

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from indicators.access import Reporter
    from indicators.store import Snapshot, Store

Row = TypeVar("Row", DraftTarget, DraftTask)
DRAFT, PUBLISHED, DISCARDED = "草稿", "已发布", "已放弃"
_LABELS: Final = {
    "title": "标题", "document": "文件", "announced": "日期", "text": "原文", "entered": "目标", "wording": "目标原文",
    "words": "依据", "confirmed_by": "确认人", "listed": "列入", "responsible_unit": "责任单位", "name": "名称", "lift": "六提",
    "unit": "单位", "kind": "类型", "direction": "方向", "frequency": "频率", "definition": "口径", "what": "处理", "due": "时限",
    "due_basis": "时限依据",
}  # fmt: skip
_WHOLE: Final = ("title", "document", "announced", "text", "refused")
_LONGEST: Final = 30


@dataclass(frozen=True)
class SavedDraft:
    """A draft as it is stored.

    Attributes:
        draft: its content.
        state: ``DRAFT``, ``PUBLISHED`` or ``DISCARDED``.
        id: of this save.
        by: who saved it.
        at: when, in UTC.
    """

    draft: Draft
    state: str
    id: str
    by: str
    at: datetime


class DraftOvertakenError(StoreError):
    """Somebody else has saved the same draft meanwhile; nothing was written.

    Attributes:
        changes: what they changed, one line each.
        merged: both together; where both changed the same field it has this person's.
        saved: theirs, as it is stored.
    """

    def __init__(self, changes: list[str], merged: Draft, saved: SavedDraft) -> None:
        self.changes, self.merged, self.saved = changes, merged, saved
        super().__init__(
            f"{saved.by}在您之后也保存过这份草稿，本次没有保存；已合并双方的改动，请核对后再保存。"
        )


def saved_draft(snapshot: Snapshot, year: int) -> SavedDraft | None:
    """The newest save of a year's draft; None without one."""
    rows = snapshot.drafts
    rows = rows[rows["year"] == year]
    if rows.empty:
        return None
    (row,) = records(rows)
    return SavedDraft(
        read_draft(row["content"]),
        row["state"],
        row["upload"],
        row["reported_by"],
        row["reported_at"].to_pydatetime(),
    )


def save_draft(
    store: Store, reporter: Reporter, draft: Draft, *, opened: Draft, base: str = ""
) -> SavedDraft:
    """Save a draft on top of the one that was opened.

    Args:
        store: of the tables.
        reporter: who saves.
        draft: as it is now.
        opened: as it was when it was opened, or last saved.
        base: the id of the save that it was opened from; empty where there was none.

    Raises:
        NotAllowedError: not by an administrator.
        DraftOvertakenError: somebody else has saved it since.
        StoreWriteError: nothing was written.
    """
    return _write(store, reporter, SavedDraft(draft, DRAFT, base, "", datetime.now(UTC)), opened)


def discard_draft(store: Store, reporter: Reporter, saved: SavedDraft) -> SavedDraft:
    """Give a saved draft up: the next one begins with last year's plan; raises like ``save_draft``."""
    return _write(store, reporter, replace(saved, state=DISCARDED), saved.draft)


def _write(store: Store, reporter: Reporter, new: SavedDraft, opened: Draft) -> SavedDraft:
    """Append a draft in a state, on top of the save whose id it has; what is written has an id of its own."""
    if not reporter.is_administrator:
        msg = f"“{reporter.name}”不是管理员，年度计划草稿只有管理员可以保存。"
        raise NotAllowedError(msg)
    upload = Upload.new(reporter.name)

    def decide(now: Snapshot) -> Change:
        newest = saved_draft(now, new.draft.year)
        if newest is not None and newest.id != new.id:
            changes = differences(opened, newest.draft, names_in(now))
            raise DraftOvertakenError(changes, merge(opened, new.draft, newest.draft), newest)
        return Change(pd.DataFrame([draft_row(new.draft, new.state)]), upload)

    store.update("drafts", decide)
    return replace(new, id=upload.id, by=upload.by, at=upload.at)


def draft_row(draft: Draft, state: str) -> dict[str, object]:
    """A draft as a row of its table."""
    return {"year": draft.year, "content": draft_text(draft), "state": state, "origin": REPORTED}


def names_in(snapshot: Snapshot) -> dict[str, str]:
    """What indicators and tasks are called on the screens."""
    catalogue, tasks = snapshot.catalogue, snapshot.tasks
    return dict(zip(catalogue["indicator"], catalogue["name"], strict=True)) | dict(
        zip(tasks["task"], tasks["title"], strict=True)
    )


def differences(before: Draft, after: Draft, names: Mapping[str, str]) -> list[str]:
    """What changed from one draft to another, one line a field: 规上工业总产值的目标：2600 → 2700."""
    found = [*_changed_fields("公告", before, after, ("title", "document", "announced", "text"))]
    for old_rows, new_rows in ((before.targets, after.targets), (before.tasks, after.tasks)):
        old, new = {row.key: row for row in old_rows}, {row.key: row for row in new_rows}
        for key in dict.fromkeys([*old, *new]):
            name = names.get(key, key)
            if key not in old or key not in new:
                found.append(f"{'加入' if key in new else '删去'}“{name}”")
            else:
                found += _changed_fields(f"“{name}”", old[key], new[key], tuple(_LABELS))
    return found


def _changed_fields(what: str, before: object, after: object, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        old, new = getattr(before, name, None), getattr(after, name, None)
        if old != new:
            yield f"{what}的{_LABELS[name]}：{_short(old)} → {_short(new)}"


def _short(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    text = "" if is_missing(value) else str(value)
    return (f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text) or "空"


def merge(before: Draft, mine: Draft, theirs: Draft) -> Draft:
    """Both changes to a draft; where both changed the same field, mine."""
    whole = {
        name: getattr(theirs if getattr(mine, name) == getattr(before, name) else mine, name)
        for name in _WHOLE
    }
    targets = tuple(_merge_rows(before.targets, mine.targets, theirs.targets))
    tasks = tuple(_merge_rows(before.tasks, mine.tasks, theirs.tasks))
    return replace(mine, targets=targets, tasks=tasks, **whole)


def _merge_rows(before: tuple[Row, ...], mine: tuple[Row, ...], theirs: tuple[Row, ...]) -> Iterator[Row]:
    old, other = {row.key: row for row in before}, {row.key: row for row in theirs}
    for row in mine:
        base, their = old.get(row.key), other.get(row.key)
        if base is None or their is None:
            yield row
        else:
            unchanged = [f.name for f in fields(row) if getattr(row, f.name) == getattr(base, f.name)]
            yield replace(row, **{name: getattr(their, name) for name in unchanged})
    own = {row.key for row in mine} | set(old)
    yield from (row for row in theirs if row.key not in own)
