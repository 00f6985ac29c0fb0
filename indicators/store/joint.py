"""Uploads to several tables: their rows count from the moment on when all of them are there, and then all at once.

Each table commits on its own. So the rows are written first, and last a row of ``joint_uploads`` that names the upload;
until then, and if the power fails in between, no snapshot has any of them.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

import pandas as pd

from indicators.store.commits import WITHDRAW, Change
from indicators.store.errors import StoreConflictError, StoreError, StoreUnsyncedError, StoreWriteError
from indicators.store.schemas import JOINT_UPLOADS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from indicators.store.snapshot import Snapshot
    from indicators.store.store import Store
    from indicators.store.upload import Upload

_ATTEMPTS: Final = 20


def update_together(
    store: Store, upload: Upload, decide: Callable[[Snapshot], Mapping[str, pd.DataFrame] | None]
) -> bool:
    """Append rows to several tables, depending on what they hold: all of them count from one moment on, or none.

    Args:
        store: of the tables.
        upload: who delivers, ``Upload.as_joint``.
        decide: the rows of each table, given the newest snapshot; None for nothing. It may raise. It is called again
            whenever somebody else was first.

    Returns:
        Whether anything was decided on.

    Raises:
        StoreWriteError: nothing counts; also when others were first every time.
    """
    assert upload.is_joint  # noqa: S101 - otherwise its rows would count one table after the other
    for _ in range(_ATTEMPTS):
        snapshot = store.snapshot()
        tables = decide(snapshot)
        if tables is None:
            return False
        try:
            _append(store, snapshot, upload, {t: rows for t, rows in tables.items() if len(rows)})
        except StoreConflictError:
            _delete(store, upload, tables)
        except BaseException as error:
            # A disk may fill up right after the last commit: what is complete counts, whatever the library reports.
            with suppress(StoreError):
                if upload.id not in store.snapshot().log[JOINT_UPLOADS]["upload"].array:
                    _delete(store, upload, tables)
                elif not isinstance(error, StoreUnsyncedError):
                    return True
            raise
        else:
            return True
    msg = "同时写入数据表的人太多，本次未写入任何数据，请稍后再试。"
    raise StoreWriteError(msg)


def _append(store: Store, snapshot: Snapshot, upload: Upload, tables: Mapping[str, pd.DataFrame]) -> None:
    for table, rows in tables.items():
        store.append_after(snapshot, table, rows, upload)
    # Whoever wrote to one of them meanwhile decided on tables without these rows.
    for table in tables:
        if int(store.open(table).version()) != snapshot.versions[table] + 1:
            msg = f"数据表 {table} 在核对之后已有新的写入，本次未写入任何数据"
            raise StoreConflictError(msg)
    complete = pd.DataFrame([{"tables": "、".join(tables)}])
    store.append_after(snapshot, JOINT_UPLOADS, complete, upload)


def _delete(store: Store, upload: Upload, tables: Mapping[str, pd.DataFrame]) -> None:
    """Take away rows that never counted."""
    for table in tables:

        def rows_of_upload(snapshot: Snapshot, table: str = table) -> Change | None:
            rows = store.log_at(table, snapshot.versions[table])
            rows = rows[rows["upload"] == upload.id]
            condition = f"upload = '{upload.id}'"
            return Change(rows, upload, WITHDRAW, deleted_where=condition) if len(rows) else None

        store.update(table, rows_of_upload)
