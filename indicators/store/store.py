"""The tables: append, snapshot, history, withdraw, as of.

Delta tables (package ``deltalake``) under one root: parquet that other tools read as it is, with atomic commits and
time travel. Rows are appended, never changed; the newest row for a key is the value, the older ones its history.
Nothing is ever vacuumed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError

from indicators.store.commits import CREATE, RESTORE, Change, as_history, metadata
from indicators.store.errors import (
    StoreConflictError,
    StoreDamagedError,
    StoreError,
    StoreWriteError,
    translate_read_errors,
    write_error,
)
from indicators.store.schemas import PARTITIONS, SCHEMAS
from indicators.store.snapshot import Snapshot
from indicators.store.table_rows import as_rows, read_rows
from indicators.store.upload import Upload

# Every version must stay readable for good: editions and audits go back years.
_KEEP = {
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
}
# Two offices that commit in the same moment wait for each other, they do not fail.
_RETRIES = 100
# Others who commit at the same time move a table on; each attempt decides on what they wrote.
_ATTEMPTS = 50
SEED_UPLOAD = "seed"
SYSTEM = "系统"


class Store:
    """The tables under one root: any folder, existing or not, or an ``s3://`` address."""

    def __init__(self, root: str | Path) -> None:
        text = str(root)
        self.root = text if "://" in text else str(Path(text).expanduser().absolute())
        self._lock = threading.Lock()
        self._newest: Snapshot | None = None
        self._commits: dict[str, tuple[int, list[dict[str, Any]]]] = {}
        self._history: tuple[dict[str, int], pd.DataFrame] | None = None

    def create(self, seed: Mapping[str, pd.DataFrame]) -> bool:
        """Make every table that is missing, with its seed rows, in one commit each.

        Of two processes that start at once exactly one makes a table; the other finds it made.

        Returns:
            Whether any table was made.

        Raises:
            StoreWriteError: the folder cannot be written to.
        """
        upload = Upload(SEED_UPLOAD, SYSTEM, datetime.now(UTC))
        before = self._made_before()  # read first: whoever makes tables meanwhile adds to it
        made = [self._create(table, seed.get(table), upload, lost=table in before) for table in SCHEMAS]
        if "://" not in self.root and before != set(SCHEMAS):
            # A folder that is only to be read is no reason not to read it.
            with suppress(OSError):
                self._made.write_text("\n".join(SCHEMAS), encoding="utf-8")
        return True in made

    @property
    def _made(self) -> Path:
        """Names the tables that were once made, so that a lost one is told from one not made yet."""
        return Path(self.root) / "tables.txt"

    def _made_before(self) -> set[str]:
        if "://" in self.root or not self._made.exists():
            return set()
        return set(self._made.read_text(encoding="utf-8").split())

    def _create(self, table: str, rows: pd.DataFrame | None, upload: Upload, *, lost: bool) -> bool:
        path = self.path(table)
        if DeltaTable.is_deltatable(path):
            return False
        if lost:  # seeding it anew would bury what was reported under a fresh table
            msg = f"数据表 {table} 缺少日志（{path}/_delta_log）。未作改动，请从备份恢复该文件夹后重试。"
            raise StoreDamagedError(msg)
        data = as_rows(table, pd.DataFrame() if rows is None else rows, upload)
        try:
            if "://" not in path:
                Path(path).mkdir(parents=True, exist_ok=True)
            write_deltalake(
                path,
                data,
                mode="error",
                partition_by=PARTITIONS[table] or None,
                configuration=_KEEP,
                # A retry would append the seed to the table that another process has just made.
                commit_properties=metadata(upload, CREATE, len(data), retries=0),
            )
        except (DeltaError, OSError) as error:
            if DeltaTable.is_deltatable(path):
                return False  # another process was first
            raise write_error(table, path, error) from error
        return True

    def append(self, table: str, rows: pd.DataFrame, upload: Upload) -> int:
        """Add rows in one atomic commit, whatever stands; processes that append at once lose nothing.

        Args:
            table: a name of ``tables.SCHEMAS``.
            rows: its columns; missing ones become blank; ``upload``, ``reported_by`` and ``reported_at`` are stamped.
            upload: who delivers.

        Returns:
            The table's version with these rows.

        Raises:
            StoreWriteError: nothing was written.
        """
        return self._commit(table, Change(rows, upload))

    def update(self, table: str, decide: Callable[[Snapshot], Change | None]) -> Change | None:
        """Change a table depending on what stands, in one commit right after the version that was decided on.

        Args:
            table: a name of ``tables.SCHEMAS``.
            decide: what to commit, given the newest snapshot; None for nothing. It may raise. It is asked again
                whenever somebody else was first.

        Returns:
            What was committed.

        Raises:
            StoreWriteError: nothing was written; also when others were first every time.
        """
        for _ in range(_ATTEMPTS):
            snapshot = self.snapshot()
            change = decide(snapshot)
            if change is None:
                return None
            with suppress(StoreConflictError):
                self._commit(table, change, after=snapshot.versions[table])
                return change
        msg = f"同时写入数据表 {table} 的人太多，本次未写入任何数据，请稍后再试。"
        raise StoreWriteError(msg)

    def _commit(self, table: str, change: Change, *, after: int | None = None) -> int:
        """Write right after version ``after`` or not at all; without one, after whatever is the newest by then."""
        delta = self.open(table)
        properties = metadata(
            change.upload, change.action, len(change.rows), retries=_RETRIES if after is None else 0
        )
        stamp = None if change.action == RESTORE else change.upload
        try:
            if after is not None:
                delta.load_as_version(after)
            if change.removed:
                delta.delete(change.removed, commit_properties=properties)
            else:
                rows = as_rows(table, change.rows, stamp)
                write_deltalake(delta, rows, mode="append", commit_properties=properties)
            return int(delta.version())
        except CommitFailedError as error:
            if after is not None:
                msg = f"数据表 {table} 在核对之后已有新的写入，本次未写入任何数据"
                raise StoreConflictError(msg) from error
            raise write_error(table, self.path(table), error) from error
        except (DeltaError, OSError) as error:
            raise write_error(table, self.path(table), error) from error

    def version(self) -> dict[str, int]:
        """The newest version of every table; cheap enough to ask on every page."""
        return {table: int(self.open(table).version()) for table in SCHEMAS}

    def snapshot(self, at: datetime | Mapping[str, int] | None = None) -> Snapshot:
        """All tables at one moment, immutable.

        Args:
            at: a time, or versions by table; a table that did not exist by then, or is not named, is empty. The newest
                by default, which is kept in memory and read again, table by table, only when a version has changed.

        Raises:
            StoreDamagedError: a file or log cannot be read.
            StoreError: there were no tables at that time.
        """
        if at is not None:
            versions = (
                {t: v for t, v in at.items() if t in SCHEMAS}
                if isinstance(at, Mapping)
                else self._versions_at(at)
            )
            empty = {
                table: SCHEMAS[table].empty_table().to_pandas() for table in SCHEMAS if table not in versions
            }
            return Snapshot(versions, {t: self.log_at(t, v) for t, v in versions.items()} | empty)
        with self._lock:
            old = self._newest
            versions, log = dict(old.versions) if old else {}, dict(old.log) if old else {}
            for table in SCHEMAS:
                if table not in versions or not self._is_newest(table, versions[table]):
                    delta = self.open(table)
                    if versions.get(table) != int(delta.version()):
                        versions[table] = int(delta.version())
                        log[table] = read_rows(table, delta, self.path(table))
            if old is None or old.versions != versions:
                self._newest = Snapshot(versions, log)
            assert self._newest is not None  # noqa: S101 - set above
            return self._newest

    def _is_newest(self, table: str, version: int) -> bool:
        """Whether no later commit is in the log: cheaper to look for its file than to open the table."""
        if "://" in self.root:
            return False
        log = Path(self.path(table)) / "_delta_log"
        return (log / f"{version:020}.json").exists() and not (log / f"{version + 1:020}.json").exists()

    def log_at(self, table: str, version: int) -> pd.DataFrame:
        """All rows of one table at one of its versions, oldest report first."""
        delta = self.open(table)
        try:
            delta.load_as_version(version)
        except (DeltaError, OSError, ValueError) as error:
            msg = f"数据表 {table} 没有第 {version} 版"
            raise StoreError(msg) from error
        return read_rows(table, delta, self.path(table))

    def history(self) -> pd.DataFrame:
        """Every commit, newest first: ``upload, table, version, action, by, at, file, sha256, rows, new, changed, note``."""
        commits = {table: self._commits_of(table) for table in SCHEMAS}
        versions = {table: version for table, (version, _) in commits.items()}
        if self._history is None or self._history[0] != versions:
            self._history = versions, as_history({table: read for table, (_, read) in commits.items()})
        return self._history[1].copy(deep=False)

    def _commits_of(self, table: str) -> tuple[int, list[dict[str, Any]]]:
        """Version and commits of one table, newest first; of those known before only the newer ones are read."""
        version, known = self._commits.get(table, (-1, []))
        if version >= 0 and self._is_newest(table, version):
            return version, known
        delta = self.open(table)
        newest = int(delta.version())
        if newest != version:
            more = newest - version if newest > version >= 0 else None
            read = translate_read_errors(table, self.path(table), lambda: delta.history(more))
            version, known = self._commits[table] = newest, read + (known if more else [])
        return version, known

    def path(self, table: str) -> str:
        """Where a table lies."""
        return f"{self.root.rstrip('/')}/{table}"

    def open(self, table: str) -> DeltaTable:
        """The newest version of one table.

        Raises:
            StoreError: there is no such table; StoreDamagedError: it cannot be read.
        """
        if table not in SCHEMAS:
            msg = f"没有名为“{table}”的数据表，可用：{'、'.join(SCHEMAS)}"
            raise StoreError(msg)
        path = self.path(table)
        if "://" not in path and not Path(path).exists():
            msg = f"数据表 {table} 尚未建立（{path}），请先运行 python -m indicators init"
            raise StoreError(msg)
        return translate_read_errors(table, path, lambda: DeltaTable(path))

    def _versions_at(self, at: datetime) -> dict[str, int]:
        """The newest versions committed by then, by the time in the commit itself: a copied file keeps it."""
        versions = {}
        for table in SCHEMAS:
            commits = translate_read_errors(table, self.path(table), self.open(table).history)
            before = [commit["version"] for commit in commits if commit["timestamp"] <= at.timestamp() * 1000]
            if before:
                versions[table] = int(max(before))
        if not versions:
            msg = f"{at:%Y-%m-%d %H:%M} 时还没有数据表"
            raise StoreError(msg)
        return versions
