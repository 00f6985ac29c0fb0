"""The store: create, append, update, snapshot, history.

Delta tables (package ``deltalake``) under one root: parquet that other tools read as it is, with atomic commits and
time travel. Rows are appended, never changed; the newest row for a key is the value, the older ones its history.
Nothing is ever vacuumed.
"""

from __future__ import annotations

import logging
import os
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from deltalake import DeltaTable, write_deltalake

from indicators.shared_files import is_remote, write_whole
from indicators.store.commits import CREATE, RESTORE, Change, as_history, commit_properties
from indicators.store.errors import (
    StoreConflictError,
    StoreDamagedError,
    StoreError,
    StoreWriteError,
    read_errors,
    unsynced_errors,
    write_errors,
)
from indicators.store.log import (
    Damage,
    StoredRows,
    TableReader,
    as_rows,
    as_words,
    counted_rows,
    find_damage,
    seal_new_versions,
    stored_rows,
)
from indicators.store.schemas import BY_LIFT, KEEP_ALL_VERSIONS, MADE, SCHEMAS
from indicators.store.snapshot import Snapshot
from indicators.store.upload import Upload

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyarrow as pa

# Others who commit at the same time add versions; each attempt decides on what they wrote.
_ATTEMPTS: Final = 100
SYSTEM: Final = "系统"
_log = logging.getLogger("sixlifts.tables")


class Store:
    """The tables under one root: any folder, existing or not, or an ``s3://`` address."""

    def __init__(self, root: str | Path) -> None:
        text = str(root)
        self.root = text if is_remote(text) else str(Path(text).expanduser().absolute())
        self._lock = threading.Lock()
        self._newest = Snapshot({}, {})
        self._readers = {table: TableReader(table, self.path(table)) for table in SCHEMAS}
        self._sealed: dict[str, int] = {}
        self._commits: dict[str, tuple[int, list[dict[str, Any]]]] = {}
        self._history: tuple[dict[str, int], pd.DataFrame] = {}, as_history({})

    def create(self, seed: Mapping[str, pd.DataFrame]) -> None:
        """Make every table that is missing, with its seed rows, in one commit each; seal what has no checksums yet.

        Of two processes that start at once exactly one makes a table. Raises a ``StoreWriteError`` where none can be.
        """
        upload, before = Upload("seed", SYSTEM, datetime.now(UTC)), self._made_before()
        for table in SCHEMAS:
            # A new seed in place of a lost table would hide what was reported.
            if table not in before and not DeltaTable.is_deltatable(self.path(table)):
                self._create(table, as_rows(table, seed.get(table, pd.DataFrame()), upload), upload)
            if not self.is_remote:
                self._sealed[table] = seal_new_versions(Path(self.path(table)))
        if not self.is_remote and before != set(SCHEMAS):
            # A folder that is read-only can still be read.
            with suppress(OSError):
                write_whole(Path(self.root) / MADE, "\n".join(SCHEMAS).encode())

    @property
    def was_made(self) -> bool:
        """Whether any table was once made here; of storage elsewhere it is not asked."""
        return self.is_remote or bool(self._made_before())

    def _made_before(self) -> set[str]:
        """The tables that were once made here: one that is lost is noticed by that."""
        made = Path(self.root) / MADE
        return set(made.read_text(encoding="utf-8").split()) if made.exists() else set()

    def _create(self, table: str, rows: pa.Table, upload: Upload) -> None:
        path = self.path(table)
        try:
            with write_errors(table):
                if not self.is_remote:
                    Path(path).mkdir(parents=True, exist_ok=True)
                write_deltalake(
                    path,
                    rows,
                    mode="error",
                    partition_by=["lift"] if table in BY_LIFT else None,
                    configuration=KEEP_ALL_VERSIONS,
                    commit_properties=commit_properties(upload, CREATE, len(rows), 0),
                )
        except StoreWriteError:
            if not DeltaTable.is_deltatable(path):  # otherwise another process was first
                raise

    def append(self, table: str, rows: pd.DataFrame, upload: Upload) -> None:
        """Add rows in one atomic commit, whatever the table holds, as ``update`` does; columns that miss become blank."""
        self.update(table, lambda _: Change(rows, upload))

    def append_after(self, snapshot: Snapshot, table: str, rows: pd.DataFrame, upload: Upload) -> None:
        """Add rows right after the table's version in a snapshot; ``StoreConflictError`` where it is not the newest."""
        self._commit(table, Change(rows, upload), snapshot)

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
            What was committed; it is on the disk.

        Raises:
            StoreWriteError: nothing was written; also when others were first every time.
            StoreDamagedError: nothing was written, for the table is damaged.
        """
        self._require(table)
        for _ in range(attempts):
            snapshot = self.snapshot()
            change = decide(snapshot)
            if change is None:
                return None
            with suppress(StoreConflictError):
                self._commit(table, change, snapshot)
                return change
        msg = f"同时写入数据表 {table} 的人太多，本次未写入任何数据，请稍后再试。"
        raise StoreWriteError(msg)

    def _commit(self, table: str, change: Change, decided_on: Snapshot) -> None:
        """Write right after the version decided on, or not at all; when it returns, the commit is on the disk."""
        after, number = decided_on.versions[table], decided_on.next_commit
        # To delete is to copy what stays: a flipped bit would be copied as if it were sound.
        found = as_words(table, self.damaged_files(table)) if change.deleted_where else ""
        if words := decided_on.damaged.get(table) or found:
            raise StoreDamagedError(words)
        delta = self.open(table)
        properties = commit_properties(change.upload, change.action, len(change.rows), number)
        with write_errors(table):
            delta.load_as_version(after)
            if change.deleted_where:
                delta.delete(change.deleted_where, commit_properties=properties)
            else:
                stamp = None if change.action == RESTORE else change.upload
                rows = as_rows(table, change.rows, stamp, number)
                # A table that was made without a column gets it with the first rows that have it.
                write_deltalake(delta, rows, mode="append", schema_mode="merge", commit_properties=properties)
        if not self.is_remote:  # storage elsewhere does so by itself
            with unsynced_errors(table):
                sealed, folder = self._sealed.get(table, -1), Path(self.path(table))
                self._sealed[table] = seal_new_versions(folder, sealed, synced=True)

    def damaged_files(self, table: str) -> list[Damage]:
        """Every damaged file of a table in any of its versions; none where storage elsewhere has its own checks."""
        return [] if self.is_remote else find_damage(Path(self.path(table)), table)

    def snapshot(self) -> Snapshot:
        """The tables as they are now; kept in memory, and only what has changed is read again.

        Of a damaged table the rows that can be read stay. Raises a ``StoreError`` where a table was never made.
        """
        with self._lock:
            damaged = {table: words for table in SCHEMAS if (words := self._read(table))}
            for words in set(damaged.values()) - set(self._newest.damaged.values()):
                _log.warning("%s", words)
            versions = {table: reader.version for table, reader in self._readers.items()}
            if versions != self._newest.versions or damaged != self._newest.damaged:
                rows = {table: reader.rows for table, reader in self._readers.items()}
                self._newest = Snapshot(versions, counted_rows(rows), damaged)
            return self._newest

    def _read(self, table: str) -> str:
        """Read what is new of a table; returns what is damaged, in words."""
        reader = self._readers[table]
        if self.is_remote:
            if not self._is_newest(table, reader.version):
                reader.read_opened(self.open(table))
            return ""
        try:
            if not reader.is_current():
                if reader.version < 0:
                    self._require(table)
                reader.read()
        except StoreDamagedError as error:
            return str(error)
        return as_words(table, reader.damage)

    def snapshot_at(self, versions: Mapping[str, int]) -> Snapshot:
        """The tables at these versions; a table that is not named is empty.

        Raises:
            StoreDamagedError: a file or log cannot be read.
            StoreError: a table has no such version.
        """
        known = {table: version for table, version in versions.items() if table in SCHEMAS}
        rows = {table: stored_rows(table, schema.empty_table()) for table, schema in SCHEMAS.items()}
        rows |= {table: self._rows_at(table, version) for table, version in known.items()}
        return Snapshot(known, counted_rows(rows))

    def log_at(self, table: str, version: int) -> pd.DataFrame:
        """All rows of one table at one of its versions, oldest first; raises as ``snapshot_at``."""
        return self._rows_at(table, version).frame

    def _rows_at(self, table: str, version: int) -> StoredRows:
        self._require(table)
        reader = TableReader(table, self.path(table))
        # The library is not asked about a folder: it needs the whole log, also what is damaged after this version.
        delta = self.open(table) if self.is_remote else None
        if not 0 <= version <= (int(delta.version()) if delta else reader.newest()):
            msg = f"数据表 {table} 没有第 {version} 版"
            raise StoreError(msg)
        reader.read(version) if delta is None else reader.read_opened(delta, version)
        if reader.damage:
            raise StoreDamagedError(as_words(table, reader.damage))
        return reader.rows

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
        # Of a damaged log what is known stays; a snapshot says that it is damaged.
        with suppress(StoreDamagedError):
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

    @property
    def is_remote(self) -> bool:
        """Whether the tables are in storage elsewhere, which syncs and checks what it keeps."""
        return is_remote(self.root)

    def path(self, table: str) -> str:
        """The folder of a table."""
        return f"{self.root.rstrip('/')}/{table}"

    def open(self, table: str) -> DeltaTable:
        """The newest version of one table.

        Raises:
            StoreError: there is no such table.
            StoreDamagedError: it cannot be read.
        """
        self._require(table)
        with read_errors(table, self.path(table)):
            return DeltaTable(self.path(table))

    def _require(self, table: str) -> None:
        if table not in SCHEMAS:
            msg = f"没有名为“{table}”的数据表，可用：{'、'.join(SCHEMAS)}"
            raise StoreError(msg)
        if not self.is_remote and not Path(self.path(table)).exists() and table not in self._made_before():
            msg = f"数据表 {table} 尚未建立，请先运行 python -m indicators init"
            raise StoreError(msg)
