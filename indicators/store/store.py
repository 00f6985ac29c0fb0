"""The store: create, append, update, snapshot, history.

Delta tables (package ``deltalake``) under one root: parquet that other tools read as it is, with atomic commits and
time travel. Rows are appended, never changed; the newest row for a key is the value, the older ones its history.
Nothing is ever vacuumed.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError

from indicators.store.commits import CREATE, RESTORE, Change, as_history, commit_properties
from indicators.store.errors import (
    StoreConflictError,
    StoreDamagedError,
    StoreError,
    StoreWriteError,
    read_errors,
    write_error,
)
from indicators.store.schemas import BY_LIFT, SCHEMAS
from indicators.store.snapshot import Snapshot
from indicators.store.table_rows import StoredRows, TableReader, as_rows, counted_rows
from indicators.store.upload import Upload

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyarrow as pa

# Every version must stay readable for good: editions and audits go back years.
_KEEP_ALL_VERSIONS: Final = {
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
}
# Two offices that commit in the same moment wait for each other, they do not fail.
_RETRIES: Final = 100
# Others who commit at the same time add versions; each attempt decides on what they wrote.
_ATTEMPTS: Final = 50
SYSTEM: Final = "系统"


class Store:
    """The tables under one root: any folder, existing or not, or an ``s3://`` address."""

    def __init__(self, root: str | Path) -> None:
        text = str(root)
        self.root = text if "://" in text else str(Path(text).expanduser().absolute())
        self._lock = threading.Lock()
        self._newest = Snapshot({}, {})
        self._readers = {table: TableReader(table) for table in SCHEMAS}
        self._rows: dict[str, StoredRows] = {}
        self._commits: dict[str, tuple[int, list[dict[str, Any]]]] = {}
        self._history: tuple[dict[str, int], pd.DataFrame] = {}, as_history({})

    def create(self, seed: Mapping[str, pd.DataFrame]) -> None:
        """Make every table that is missing, with its seed rows, in one commit each.

        Of two processes that start at once exactly one makes a table; the other leaves it as it is.

        Raises:
            StoreDamagedError: a table that was made before has lost its log.
            StoreWriteError: the folder cannot be written to.
        """
        upload = Upload("seed", SYSTEM, datetime.now(UTC))
        made = Path(self.root) / "tables.txt"  # names every table once made: a lost one is noticed
        before = set(made.read_text(encoding="utf-8").split()) if made.exists() else set()
        for table in SCHEMAS:
            if not DeltaTable.is_deltatable(self.path(table)):
                if table in before:  # a new seed would hide what was reported
                    msg = f"数据表 {table} 缺少日志（{self.path(table)}/_delta_log）。未作改动，请从备份恢复该文件夹后重试。"
                    raise StoreDamagedError(msg)
                self._create(table, as_rows(table, seed.get(table, pd.DataFrame()), upload), upload)
        if "://" not in self.root and before != set(SCHEMAS):
            # A folder that is read-only can still be read.
            with suppress(OSError):
                made.write_text("\n".join(SCHEMAS), encoding="utf-8")

    def _create(self, table: str, rows: pa.Table, upload: Upload) -> None:
        path = self.path(table)
        try:
            if "://" not in path:
                Path(path).mkdir(parents=True, exist_ok=True)
            write_deltalake(
                path,
                rows,
                mode="error",
                partition_by=["lift"] if table in BY_LIFT else None,
                configuration=_KEEP_ALL_VERSIONS,
                # A retry would append the seed to the table that another process has just made.
                commit_properties=commit_properties(upload, CREATE, len(rows), retries=0),
            )
        except (DeltaError, OSError) as error:
            if not DeltaTable.is_deltatable(path):  # otherwise another process was first
                raise write_error(table, path, error) from error

    def append(self, table: str, rows: pd.DataFrame, upload: Upload) -> None:
        """Add rows in one atomic commit, whatever the table holds; processes that append at once lose nothing.

        Args:
            table: a name of ``SCHEMAS``.
            rows: its columns; missing ones become blank; ``upload``, ``reported_by`` and ``reported_at`` are stamped.
            upload: who delivers.

        Raises:
            StoreWriteError: nothing was written.
        """
        self._commit(table, Change(rows, upload))

    def append_after(self, version: int, table: str, rows: pd.DataFrame, upload: Upload) -> None:
        """Add rows right after this version of the table; ``StoreConflictError`` where it is no longer the newest."""
        self._commit(table, Change(rows, upload), after=version)

    def update(
        self, table: str, decide: Callable[[Snapshot], Change | None], *, attempts: int = _ATTEMPTS
    ) -> Change | None:
        """Change a table depending on what the tables hold, in one commit right after the version decided on.

        Args:
            table: a name of ``SCHEMAS``.
            decide: what to commit, given the newest snapshot; None for nothing. It may raise. It is called again
                whenever somebody else was first.
            attempts: how often others may be first.

        Returns:
            What was committed.

        Raises:
            StoreWriteError: nothing was written; also when others were first every time.
        """
        for _ in range(attempts):
            snapshot = self.snapshot()
            change = decide(snapshot)
            if change is None:
                return None
            with suppress(StoreConflictError):
                self._commit(table, change, after=snapshot.versions[table])
                return change
        msg = f"同时写入数据表 {table} 的人太多，本次未写入任何数据，请稍后再试。"
        raise StoreWriteError(msg)

    def _commit(self, table: str, change: Change, *, after: int | None = None) -> None:
        """Write right after version ``after`` or not at all; without one, after whatever is the newest by then."""
        delta = self.open(table)
        retries = _RETRIES if after is None else 0
        properties = commit_properties(change.upload, change.action, len(change.rows), retries=retries)
        try:
            if after is not None:
                delta.load_as_version(after)
            if change.deleted_where:
                delta.delete(change.deleted_where, commit_properties=properties)
            else:
                rows = as_rows(table, change.rows, None if change.action == RESTORE else change.upload)
                # A table that was made without a column gets it with the first rows that have it.
                write_deltalake(delta, rows, mode="append", schema_mode="merge", commit_properties=properties)
        except (DeltaError, OSError) as error:
            if after is not None and isinstance(error, CommitFailedError):
                msg = f"数据表 {table} 在核对之后已有新的写入，本次未写入任何数据"
                raise StoreConflictError(msg) from error
            raise write_error(table, self.path(table), error) from error

    def snapshot(self) -> Snapshot:
        """The tables as they are now; kept in memory, and only a table whose version has changed is read again.

        Raises:
            StoreDamagedError: a file or log cannot be read.
        """
        with self._lock:
            versions = dict(self._newest.versions)
            for table in SCHEMAS:
                if not self._is_newest(table, versions.get(table, -1)):
                    delta = self.open(table)
                    version = int(delta.version())
                    if versions.get(table) != version:
                        self._rows[table] = self._readers[table].read(delta, self.path(table))
                        versions[table] = version
            if versions != self._newest.versions:
                self._newest = Snapshot(versions, counted_rows(self._rows))
            return self._newest

    def snapshot_at(self, versions: Mapping[str, int]) -> Snapshot:
        """The tables at these versions; a table that is not named is empty.

        Raises:
            StoreDamagedError: a file or log cannot be read.
            StoreError: a table has no such version.
        """
        known = {table: version for table, version in versions.items() if table in SCHEMAS}
        empty = {table: StoredRows(schema.empty_table().to_pandas()) for table, schema in SCHEMAS.items()}
        rows = {table: self._rows_at(table, at) for table, at in known.items()}
        return Snapshot(known, counted_rows(empty | rows))

    def log_at(self, table: str, version: int) -> pd.DataFrame:
        """All rows of one table at one of its versions, oldest report first; raises as ``snapshot_at``."""
        return self._rows_at(table, version).frame

    def _rows_at(self, table: str, version: int) -> StoredRows:
        delta = self.open(table)
        try:
            delta.load_as_version(version)
        except (DeltaError, OSError, ValueError) as error:
            msg = f"数据表 {table} 没有第 {version} 版"
            raise StoreError(msg) from error
        return TableReader(table).read(delta, self.path(table))

    def history(self) -> pd.DataFrame:
        """Every commit, newest first: ``upload, table, version, action, by, at, file, sha256, rows, new, changed, note``."""
        with self._lock:
            for table in SCHEMAS:
                self._read_newer_commits(table)
            versions = {table: version for table, (version, _) in self._commits.items()}
            if versions != self._history[0]:
                self._history = versions, as_history({table: c for table, (_, c) in self._commits.items()})
            return self._history[1].copy(deep=False)

    def _read_newer_commits(self, table: str) -> None:
        version, known = self._commits.get(table, (-1, []))
        if self._is_newest(table, version):
            return
        delta = self.open(table)
        newest = int(delta.version())
        if newest < version:  # the folder was put back from a backup
            version, known = -1, []
        if newest > version:
            with read_errors(table, self.path(table)):
                self._commits[table] = newest, delta.history(newest - version) + known

    def _is_newest(self, table: str, version: int) -> bool:
        """Whether no later commit is in the log: cheaper to look for its file than to open the table."""
        log = f"{self.path(table)}/_delta_log/"
        # Every page asks this of every table several times, and making a Path takes longer than asking.
        this, next_one = (f"{log}{number:020}.json" for number in (version, version + 1))
        return os.path.exists(this) and not os.path.exists(next_one)  # noqa: PTH110

    def path(self, table: str) -> str:
        """The folder of a table."""
        return f"{self.root.rstrip('/')}/{table}"

    def open(self, table: str) -> DeltaTable:
        """The newest version of one table.

        Raises:
            StoreError: there is no such table.
            StoreDamagedError: it cannot be read.
        """
        if table not in SCHEMAS:
            msg = f"没有名为“{table}”的数据表，可用：{'、'.join(SCHEMAS)}"
            raise StoreError(msg)
        path = self.path(table)
        if "://" not in path and not Path(path).exists():
            msg = f"数据表 {table} 尚未建立（{path}），请先运行 python -m indicators init"
            raise StoreError(msg)
        with read_errors(table, path):
            return DeltaTable(path)
