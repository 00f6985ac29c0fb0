"""Rows taken out of what counts, and brought back: each a recorded commit a table, nothing is ever lost.

Several may do so at once, and others report meanwhile: each commit comes right after the version that it was decided
on, or is decided anew.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from indicators.store.commits import ACTION, BY, REMOVE, RESTORE, UPLOAD, WITHDRAW, Change
from indicators.store.errors import StoreError
from indicators.store.schemas import SCHEMAS, SHOWN
from indicators.store.upload import Upload

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from indicators.store.snapshot import Snapshot
    from indicators.store.store import Store


def withdraw_rows(
    store: Store, upload: str, by: str, *, require: Callable[[pd.DataFrame], None] | None = None
) -> int:
    """Take an upload's rows out of what counts; the values before them come back.

    Args:
        store: of the tables.
        upload: its id.
        by: who does it.
        require: is shown the rows of a table before they go, and raises if they must not.

    Returns:
        The number of values taken out.

    Raises:
        StoreError: no row carries this upload, or it is withdrawn already.
        StoreWriteError: nothing was written.
    """
    trail = Upload(upload, by, datetime.now(UTC))
    removed = sum(_delete(store, t, "upload", upload, trail, WITHDRAW, require) for t in SHOWN)
    if not removed:
        raise StoreError(_why_not(store, upload))
    with suppress(StoreError):  # what a department calls things goes with its upload, and is no value
        _delete(store, "names", "upload", upload, trail, WITHDRAW)
    return removed


def restore_rows(
    store: Store, upload: str, by: str, *, require: Callable[[pd.DataFrame], None] | None = None
) -> int:
    """Undo a withdrawal: the upload's rows come back with the time they were first reported at.

    Args:
        store: of the tables.
        upload: its id.
        by: who does it.
        require: is shown the rows of a table before they come back, and raises if they must not.

    Returns:
        The number of values put back.

    Raises:
        StoreError: the upload does not stand withdrawn.
        StoreWriteError: nothing was written.
    """
    trail = Upload(upload, by, datetime.now(UTC))
    restored = sum(_bring_back(store, table, trail, require) for table in SHOWN)
    if not restored:
        msg = f"编号为“{upload}”的上报没有被撤回，无需恢复"
        raise StoreError(msg)
    with suppress(StoreError):
        _bring_back(store, "names", trail)
    return restored


def remove_origin(store: Store, origin: str, by: str) -> int:
    """Take out all rows of one origin, in all tables; returns how many."""
    trail = Upload.new(by)
    return sum(_delete(store, table, "origin", origin, trail, f"{REMOVE} {origin}") for table in SCHEMAS)


def last_commit(store: Store, table: str, upload: str) -> pd.Series | None:
    """The newest commit of an upload in one table, as ``Store.history`` has it; None without one.

    Newest by version: the clocks of two machines may differ.
    """
    history = store.history()
    commits = history[(history["table"] == table) & (history[UPLOAD] == upload)]
    return None if commits.empty else commits.sort_values("version").iloc[-1]


def _why_not(store: Store, upload: str) -> str:
    for table in SHOWN:
        commit = last_commit(store, table, upload)
        if commit is not None and commit[ACTION] == WITHDRAW:
            return f"编号为“{upload}”的上报已由{commit[BY]}撤回，无需再次撤回。"
    return f"没有编号为“{upload}”的上报，无法撤回。可用 history 查看全部上报。"


def _delete(  # noqa: PLR0913, PLR0917 - what a commit tells of itself
    store: Store,
    table: str,
    column: str,
    value: str,
    trail: Upload,
    action: str,
    require: Callable[[pd.DataFrame], None] | None = None,
) -> int:
    """Take out the rows with this value and return how many they were; without any, nothing is committed."""
    condition = f"{column} = '{value.replace(chr(39), chr(39) * 2)}'"

    def decide(snapshot: Snapshot) -> Change | None:
        rows = snapshot.log[table]
        rows = rows[rows[column] == value]
        if require is not None and len(rows):
            require(rows)
        return Change(rows, trail, action, removed=condition) if len(rows) else None

    return _count(store.update(table, decide))


def _bring_back(
    store: Store, table: str, trail: Upload, require: Callable[[pd.DataFrame], None] | None = None
) -> int:
    def decide(_: Snapshot) -> Change | None:
        # Asked after the snapshot was taken: a later commit makes this one fail.
        last = last_commit(store, table, trail.id)
        if last is None or last[ACTION] != WITHDRAW:
            return None
        rows = store.log_at(table, int(last["version"]) - 1)
        rows = rows[rows["upload"] == trail.id]
        if require is not None:
            require(rows)
        return Change(rows, trail, RESTORE)

    return _count(store.update(table, decide))


def _count(change: Change | None) -> int:
    return 0 if change is None else len(change.rows)
