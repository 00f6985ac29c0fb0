"""Uploads: commit what was previewed, withdraw it, restore it. Permission is checked here, where it is written.

UploadRefusedError   nothing was written: problems, open questions, nothing to write
└── ConflictError    somebody changed one of the same values after the preview was made
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd

from indicators.access import NotAllowedError, Reporter, require_reportable
from indicators.counters import count
from indicators.frames import records
from indicators.labels import TABLES, join_names
from indicators.reading import plain_name
from indicators.store import (
    KEYS,
    Change,
    StoreError,
    StoreWriteError,
    Upload,
    UploadedFiles,
    last_commit,
    restore_rows,
    safe_name,
    update_together,
    withdraw_rows,
)
from indicators.uploads.conflicts import find_conflicts
from indicators.uploads.history import find_duplicate, list_uploads, sheet_suffix
from indicators.uploads.layouts import mark_restored, mark_withdrawn, remember_layouts
from indicators.uploads.unit_changes import refuse_across_unit_change
from indicators.validation import UNCHANGED, WOULD_CLEAR

if TYPE_CHECKING:
    from indicators.store import Snapshot, Store
    from indicators.uploads.preview import Preview

_LONGEST_NOTE: Final = 200
# What departments report; the rest is the administrators'.
_OF_DEPARTMENTS: Final = ("observations", "plans", "tasks", "follow_ups")
_log = logging.getLogger("sixlifts")


class UploadRefusedError(Exception):
    """Nothing was written; the message is Chinese."""


class ConflictError(UploadRefusedError):
    """Somebody else was first.

    Attributes:
        changes: what they changed, as ``find_conflicts`` returns it.
    """

    def __init__(self, changes: pd.DataFrame) -> None:
        self.changes = changes
        first = records(changes)[0]
        who = join_names(dict.fromkeys(changes["by"]))
        super().__init__(
            f"核对之后，{who}更新了其中{len(changes)}个数（如“{first['name']}”{first['period']}："
            f"{first['before']} → {first['now']}），本次未写入任何数据，请重新核对。"
        )


@dataclass(frozen=True)
class Receipt:
    """What came of a commit.

    Attributes:
        upload: its id.
        repeated: whether the very same file was committed before.
    """

    upload: str
    repeated: bool


def commit_upload(store: Store, preview: Preview, *, confirmed: bool, note: str = "") -> Receipt:
    """Write a preview's rows in one atomic commit, and the original file next to the tables; remember its layout.

    The very same file is written once, also when two send it in the same second: the second receipt is the first's.

    Args:
        store: where to.
        preview: what was read and checked.
        confirmed: whether all questions were answered with yes, and the layout was confirmed.
        note: what the reporter adds.

    Raises:
        NotAllowedError: a row is not the reporter's to report.
        ConflictError: one of the same values has changed since the preview was made.
        UploadRefusedError: there are problems or open questions, or nothing would change.
        StoreWriteError: nothing could be written.
    """
    outcome = "failed"
    try:
        receipt = _commit(store, preview, note, confirmed=confirmed)
        outcome = "repeated" if receipt.repeated else "committed"
    except (NotAllowedError, ConflictError, UploadRefusedError) as error:
        outcome = type(error).__name__.removesuffix("Error")
        raise
    finally:
        count("sixlifts_uploads_total", outcome)
    return receipt


def _commit(store: Store, preview: Preview, note: str, *, confirmed: bool) -> Receipt:
    if earlier := find_duplicate(store, preview):
        return Receipt(earlier, repeated=True)
    refuse_unfinished(preview, note, confirmed=confirmed)
    upload = replace(
        Upload.new(preview.reporter.name, safe_name(preview.file), note=note.strip()),
        sha256=preview.sha256, added=preview.counts["new"], changed=preview.counts["changed"],
    )  # fmt: skip
    if preview.checked.also:
        upload = upload.as_joint()
    current = _write(store, preview, upload)
    if current != upload.id:
        UploadedFiles(store).delete(upload.id)
    else:
        _remember_names(store, preview, upload)
        remember_layouts(store, upload, preview.layout, preview.decisions.unused_names)
    return Receipt(current, repeated=current != upload.id)


def withdraw_upload(store: Store, upload: str, reporter: Reporter) -> int:
    """Take an upload's rows out of what counts, so that the values before them count again; return their number.

    Raises:
        NotAllowedError: the upload is somebody else's, or of what only administrators change, and the reporter is
            none. What was one's own may be taken back whoever answers for it now.
        StoreError: there is no such upload, it is already withdrawn, or a change of unit stands in the way.
    """
    _require_own(store, upload, reporter)
    refuse_across_unit_change(store, upload)
    mark_withdrawn(store, Upload(upload, reporter.name, datetime.now(UTC)))
    return withdraw_rows(store, upload, reporter.name, require=partial(_require_rows, reporter))


def restore_upload(store: Store, upload: str, reporter: Reporter) -> int:
    """Undo a withdrawal and return the number of rows; raises like ``withdraw_upload``."""
    _require_own(store, upload, reporter)
    refuse_across_unit_change(store, upload)
    restored = restore_rows(store, upload, reporter.name, require=partial(_require_rows, reporter))
    mark_restored(store, Upload(upload, reporter.name, datetime.now(UTC)))
    return restored


def refuse_unfinished(preview: Preview, note: str, *, confirmed: bool) -> None:
    """Stop where there are problems, open questions or nothing to write; raises ``UploadRefusedError``."""
    msg = None
    if preview.table is None or not preview.accepted:
        msg = f"文件有{len(preview.problems)}处错误，未写入任何数据，请改正后重新上传。"
    elif preview.questions and not confirmed:
        msg = f"有{len(preview.questions)}处需要确认，未写入任何数据。"
    elif preview.checked.rows.empty:
        msg = f"{nothing_to_write(preview)}。"
    elif len(note.strip()) > _LONGEST_NOTE:
        msg = f"备注有{len(note.strip())}字，应不超过{_LONGEST_NOTE}字，未写入任何数据。"
    if msg is not None:
        raise UploadRefusedError(msg)


def nothing_to_write(preview: Preview) -> str:
    """Why a preview has no rows: only what was read can be the same as what is stored."""
    if not preview.counts[UNCHANGED]:
        return "没有读到可以写入的数据"
    if preview.counts[WOULD_CLEAR]:
        return "文件中的数与现有数据相同，空白不清除现有数，没有要写入的数据"
    return "与现有数据完全相同，无需提交"


def _require_own(store: Store, upload: str, reporter: Reporter) -> None:
    entry = next((entry for entry in records(list_uploads(store)) if entry["upload"] == upload), None)
    if entry is None:
        words = [*store.snapshot().damaged.values(), f"没有编号为“{upload}”的上报。"]
        raise StoreError(words[0])  # it may be in what is damaged
    if not reporter.is_administrator and entry["by"] != reporter.name:
        msg = f"这是{entry['by']}的上报，只有其本单位或管理员可以撤回或恢复。"
        raise NotAllowedError(msg)
    if not reporter.is_administrator and entry["table"] not in _OF_DEPARTMENTS:
        msg = f"只有管理员可以撤回或恢复{TABLES[entry['table']]}。"
        raise NotAllowedError(msg)


def _require_rows(reporter: Reporter, rows: pd.DataFrame) -> None:
    """What belongs to no lift concerns everybody."""
    if "lift" not in rows and not reporter.is_administrator:
        msg = "只有管理员可以撤回或恢复这一次更改。"
        raise NotAllowedError(msg)


def require_rows(preview: Preview, now: Snapshot) -> None:
    """Stop where a row is not the reporter's: by what its indicator or task is now, whatever the row says."""
    table = preview.subject
    if table == "catalogue" or preview.checked.also:
        if not preview.reporter.is_administrator:
            msg = "只有管理员可以增加或修改指标。"
            raise NotAllowedError(msg)
        return
    key = KEYS[table][0]
    rows = preview.checked.rows[[key, "lift"]].drop_duplicates()
    current = rows[key].map((now.tasks if table == "tasks" else now.catalogue).set_index(key)["lift"])
    require_reportable(rows.assign(lift=current.fillna(rows["lift"])), preview.reporter, now)
    # An administrator may add tasks, and move them to another lift.
    if table == "tasks" and preview.reporter.is_administrator:
        return
    for name in rows.loc[current != rows["lift"], key]:
        msg = f"“{name}”不在目录的这一提中，或已不在目录中，本次未写入任何数据，请重新核对。"
        raise UploadRefusedError(msg)


def _write(store: Store, preview: Preview, upload: Upload) -> str:
    """Save the file and append the rows, or neither; returns what ``_append`` returns."""
    files = UploadedFiles(store)
    try:
        require_rows(preview, store.snapshot())
        files.save(upload.id, preview.file, preview.content)
        return _append(store, preview, upload)
    except OSError as error:
        files.delete(upload.id)
        msg = "原始文件无法保存。未写入任何数据，请检查磁盘空间和文件夹权限后重试。"
        raise StoreWriteError(msg) from error
    except BaseException as error:
        written = _was_written(store, preview, upload)
        if written is False:
            files.delete(upload.id)
        # A disk may fill up right after the commit: what was written counts, whatever the library reports.
        if not written or not isinstance(error, StoreWriteError):
            raise
        return upload.id


def _append(store: Store, preview: Preview, upload: Upload) -> str:
    """Append right after the version that the rows were compared with, or after one that touches none of them.

    Returns:
        The upload that counts now: this one, or another one of the same file that was first.
    """
    rows = preview.checked.rows.assign(source=f"{upload.file}{sheet_suffix(preview.sheet)}")
    earlier: str | None = None

    def decide(now: Snapshot) -> dict[str, pd.DataFrame] | None:
        nonlocal earlier
        # Read after the snapshot was taken: whatever is committed later makes this commit fail.
        if earlier := find_duplicate(store, preview):
            return None
        refuse_outdated(store, preview, now)
        return {preview.subject: rows, **preview.checked.also}

    if upload.is_joint:
        update_together(store, upload, decide)
    else:
        store.update(preview.subject, lambda now: Change(rows, upload) if decide(now) is not None else None)
    return earlier or upload.id


def refuse_outdated(store: Store, preview: Preview, now: Snapshot) -> None:
    """Stop where somebody changed one of the same values since the preview, or may not write them any more.

    Raises:
        ConflictError: names what they changed.
        NotAllowedError: a row is not the reporter's.
    """
    changes = find_conflicts(store, preview, now)
    moved = [table for table in preview.checked.also if now.versions[table] != preview.versions[table]]
    if moved and changes.empty:
        msg = "核对之后，其他数据又有更新，本次未写入任何数据，请重新核对。"
        raise UploadRefusedError(msg)
    if len(changes):
        raise ConflictError(changes)
    require_rows(preview, now)


def _was_written(store: Store, preview: Preview, upload: Upload) -> bool | None:
    """Whether the upload is in its table's log; None where that cannot be read."""
    try:
        return last_commit(store, preview.subject, upload.id) is not None
    except StoreError:
        return None


def _remember_names(store: Store, preview: Preview, upload: Upload) -> None:
    """Keep the names that the department explained for its next file; the values count even without them."""
    names = {plain_name(name)[0]: indicator for name, indicator in preview.decisions.names.items()}
    rows = [{"department": preview.reporter.name, "name": n, "indicator": i} for n, i in names.items()]
    try:
        if rows:
            store.append("names", pd.DataFrame(rows), upload)
    except StoreError:
        _log.exception("names of upload %s", upload.id)
