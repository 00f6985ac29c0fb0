"""Rows that are deleted from what counts, and brought back: one recorded commit a table, nothing is ever lost.

Several may do so at once while others report: each commit comes right after the version that it was decided on, or is
decided again.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pandas as pd

from indicators.store.commits import ACTION, BY, REMOVE, RESTORE, UPLOAD, WITHDRAW, Change
from indicators.store.errors import StoreError
from indicators.store.schemas import JOINT_UPLOADS, SCHEMAS, SHOWN
from indicators.store.snapshot import Snapshot
from indicators.store.upload import Upload

if TYPE_CHECKING:
    from indicators.store.store import Store

Require = Callable[[pd.DataFrame], None]
Decide = Callable[[Snapshot], Change]


def withdraw_rows(store: Store, upload: str, by: str, *, require: Require | None = None) -> int:
    """Delete an upload's rows from what counts; the values before them come back.

    Args:
        store: of the tables.
        upload: its id.
        by: who does it.
        require: gets the rows of each table before anything is written, and raises if it must not be.

    Returns:
        The number of values deleted.

    Raises:
        StoreError: no row carries this upload, or it is withdrawn already.
        StoreWriteError: nothing was written.
    """
    stamp = Upload(upload, by, datetime.now(UTC))
    if require is not None:
        _require_all(store.snapshot(), upload, require)
    # Of an upload to several tables the row that makes them count goes first, and all is gone at once.
    deleted = sum(
        _update(store, t, _deletion(store, t, "upload", upload, stamp, WITHDRAW), require) for t in SHOWN
    )
    if not deleted:
        commits = [commit for t in SHOWN if (commit := last_commit(store, t, upload)) is not None]
        withdrawn_by = [commit[BY] for commit in commits if commit[ACTION] == WITHDRAW]
        msg = f"没有编号为“{upload}”的上报，无法撤回。可用 history 查看全部上报。"
        if withdrawn_by:
            msg = f"编号为“{upload}”的上报已由{withdrawn_by[0]}撤回，无需再次撤回。"
        raise StoreError(msg)
    with suppress(
        StoreError
    ):  # a department's own names for indicators go with its upload, and are no values
        _update(store, "names", _deletion(store, "names", "upload", upload, stamp, WITHDRAW))
    return deleted


def restore_rows(store: Store, upload: str, by: str, *, require: Require | None = None) -> int:
    """Undo ``withdraw_rows``: the upload's rows come back with the time they were first reported at.

    Returns:
        The number of values brought back.

    Raises:
        StoreError: the upload is not withdrawn.
        StoreWriteError: nothing was written.
    """
    stamp = Upload(upload, by, datetime.now(UTC))
    restored = sum(
        _update(store, table, _restoration(store, table, stamp), require) for table in reversed(SHOWN)
    )
    if not restored:
        msg = f"编号为“{upload}”的上报没有被撤回，无需恢复"
        raise StoreError(msg)
    with suppress(StoreError):
        _update(store, "names", _restoration(store, "names", stamp))
    return restored


def remove_origin(store: Store, origin: str, by: str) -> int:
    """Delete all rows of one origin from all tables; returns their number."""
    stamp, action = Upload.new(by), f"{REMOVE} {origin}"
    return sum(_update(store, t, _deletion(store, t, "origin", origin, stamp, action)) for t in SCHEMAS)


def last_commit(store: Store, table: str, upload: str) -> pd.Series | None:
    """The newest commit of an upload in one table, as ``Store.history`` has it; None without one.

    Newest by version: the clocks of two machines may differ.
    """
    history = store.history()
    commits = history[(history["table"] == table) & (history[UPLOAD] == upload)]
    return None if commits.empty else commits.sort_values("version").iloc[-1]


def _update(store: Store, table: str, decide: Decide, require: Require | None = None) -> int:
    """Commit what is decided on the newest snapshot; returns its number of rows, without any nothing is committed."""

    def decide_if_any(snapshot: Snapshot) -> Change | None:
        change = decide(snapshot)
        if change.rows.empty:
            return None
        if require is not None and table != JOINT_UPLOADS:
            require(change.rows)
        return change

    change = store.update(table, decide_if_any)
    return 0 if change is None or table == JOINT_UPLOADS else len(change.rows)


def _require_all(snapshot: Snapshot, upload: str, require: Require) -> None:
    """Ask for all tables before the first of them is changed."""
    for table in SHOWN:
        rows = snapshot.log[table]
        rows = rows[rows["upload"] == upload]
        if len(rows) and table != JOINT_UPLOADS:
            require(rows)


def _deletion(store: Store, table: str, column: str, value: str, stamp: Upload, action: str) -> Decide:  # noqa: PLR0913, PLR0917 - what is deleted where
    condition = f"{column} = '{value.replace(chr(39), chr(39) * 2)}'"

    def decide(snapshot: Snapshot) -> Change:
        # All stored rows: those of an upload to several tables do not count any more by now.
        rows = store.log_at(table, snapshot.versions[table]) if stamp.is_joint else snapshot.log[table]
        return Change(rows[rows[column] == value], stamp, action, deleted_where=condition)

    return decide


def _restoration(store: Store, table: str, stamp: Upload) -> Decide:
    def decide(snapshot: Snapshot) -> Change:
        # Read after the snapshot was taken: a later commit makes this one fail.
        last = last_commit(store, table, stamp.id)
        if last is None or last[ACTION] != WITHDRAW:
            return Change(snapshot.log[table].iloc[:0], stamp, RESTORE)
        rows = store.log_at(table, int(last["version"]) - 1)
        return Change(rows[rows["upload"] == stamp.id], stamp, RESTORE)

    return decide
