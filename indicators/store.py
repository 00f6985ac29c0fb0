"""The tables: append, snapshot, history, withdraw, as of.

Delta tables (package ``deltalake``) under one root: parquet that other tools read as it is, with atomic commits and
time travel. Rows are appended, never changed; the newest row for a key is the value, the older ones its history.
Nothing is ever vacuumed.

    StoreError
    ├── StoreDamagedError   a table's file or log cannot be read
    └── StoreWriteError     nothing was written: no permission, no space, conflict
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pandas as pd
import pyarrow as pa
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError

from indicators.damage import broken_log_file, first_line
from indicators.snapshot import Snapshot
from indicators.tables import PARTITIONS, SCHEMAS
from indicators.upload import Upload, as_rows, metadata

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

# Every version must stay readable for good: editions and audits go back years.
_KEEP = {
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
}
_DELETE_TRIES = 10
SEED_UPLOAD = "seed"
SYSTEM = "系统"


class StoreError(Exception):
    """Something about the tables that a person must hear; the message is Chinese and names the table."""


class StoreDamagedError(StoreError):
    """A file of a table cannot be read; the message names it."""


class StoreWriteError(StoreError):
    """Nothing was written and the old state stands."""


class Store:
    """The tables under one root: any folder, existing or not, or an ``s3://`` address."""

    def __init__(self, root: str | Path) -> None:
        text = str(root)
        self.root = text if "://" in text else str(Path(text).expanduser().absolute())
        self._lock = threading.Lock()
        self._newest: Snapshot | None = None

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
                commit_properties=metadata(upload, "create", len(data), retries=0),
            )
        except (DeltaError, OSError) as error:
            if DeltaTable.is_deltatable(path):
                return False  # another process was first
            raise _write_error(table, path, error) from error
        return True

    def append(self, table: str, rows: pd.DataFrame | pa.Table, upload: Upload) -> int:
        """Add rows in one atomic commit; processes that append at once lose nothing.

        Args:
            table: a name of ``tables.SCHEMAS``.
            rows: its columns; missing ones become blank; ``upload``, ``reported_by`` and ``reported_at`` are stamped.
            upload: who delivers.

        Returns:
            The table's version with these rows.

        Raises:
            StoreWriteError: nothing was written.
        """
        delta = self._open(table)  # the library would make a missing table: unpartitioned, unseeded
        frame = rows.to_pandas() if isinstance(rows, pa.Table) else rows
        data = as_rows(table, frame, upload)
        path = self.path(table)
        try:
            write_deltalake(
                delta, data, mode="append", commit_properties=metadata(upload, "append", len(data))
            )
            return int(DeltaTable(path).version())
        except (DeltaError, OSError) as error:
            raise _write_error(table, path, error) from error

    def version(self) -> dict[str, int]:
        """The newest version of every table; cheap enough to ask on every page."""
        return {table: int(self._open(table).version()) for table in SCHEMAS}

    def snapshot(self, at: datetime | Mapping[str, int] | None = None) -> Snapshot:
        """All tables at one moment, immutable.

        Args:
            at: a time, or versions by table; the newest by default, which is kept in memory and read again, table
                by table, only when a version has changed.

        Raises:
            StoreDamagedError: a file or log cannot be read.
            StoreError: there were no tables at that time.
        """
        if at is not None:
            frames = {table: self._read_at(table, at) for table in SCHEMAS}
            return Snapshot({t: v for t, (v, _) in frames.items()}, {t: f for t, (_, f) in frames.items()})
        with self._lock:
            opened = {table: self._open(table) for table in SCHEMAS}
            versions = {table: int(delta.version()) for table, delta in opened.items()}
            old = self._newest
            if old is None or old.versions != versions:
                log = {
                    table: old.log[table]
                    if old is not None and old.versions[table] == versions[table]
                    else _read(table, delta)
                    for table, delta in opened.items()
                }
                self._newest = Snapshot(versions, log)
            assert self._newest is not None  # noqa: S101 - set above
            return self._newest

    def history(self) -> pd.DataFrame:
        """Every commit, newest first: ``upload, table, version, action, by, at, file, sha256, rows, note``."""
        entries = []
        for table in SCHEMAS:
            for commit in _reading(table, self.path(table), self._open(table).history):
                told = {
                    key: commit.get(key, "") for key in ("upload", "action", "by", "file", "sha256", "note")
                }
                at = datetime.fromtimestamp(commit["timestamp"] / 1000, UTC)
                rows = int(commit.get("rows", 0))
                entries.append({"table": table, "version": commit["version"], "at": at, "rows": rows} | told)
        columns = ["upload", "table", "version", "action", "by", "at", "file", "sha256", "rows", "note"]
        frame = pd.DataFrame(entries, columns=columns)
        return frame.sort_values(["at", "table"], ascending=[False, True], ignore_index=True)

    def withdraw(self, upload: str, by: str) -> int:
        """Take an upload's rows out of what counts, one recorded commit a table; values before them come back.

        Returns:
            The number of rows taken out.

        Raises:
            StoreError: no row carries this upload.
            StoreWriteError: nothing was written.
        """
        removed = self._delete("upload", upload, Upload(upload, by, datetime.now(UTC)), "withdraw")
        if not removed:
            msg = f"没有编号为“{upload}”的上报，无法撤回。可用 history 查看全部上报。"
            raise StoreError(msg)
        return removed

    def remove_origin(self, origin: str, by: str) -> int:
        """Take out all rows of one origin, in all tables; returns how many."""
        return self._delete("origin", origin, Upload.new(by), f"remove {origin}")

    def path(self, table: str) -> str:
        """Where a table lies."""
        return f"{self.root.rstrip('/')}/{table}"

    def _delete(self, column: str, value: str, upload: Upload, action: str) -> int:
        snapshot = self.snapshot()
        removed = 0
        for table in SCHEMAS:
            count = int((snapshot.log[table][column] == value).sum())
            if count:
                self._delete_from(
                    table, f"{column} = '{value.replace(chr(39), chr(39) * 2)}'", upload, action, count
                )
                removed += count
        return removed

    def _delete_from(self, table: str, predicate: str, upload: Upload, action: str, count: int) -> None:
        path = self.path(table)
        for attempt in range(_DELETE_TRIES):
            try:
                DeltaTable(path).delete(predicate, commit_properties=metadata(upload, action, count))
            except CommitFailedError as error:
                # Somebody appended meanwhile: what was read is no longer all there is, so read again.
                if attempt == _DELETE_TRIES - 1:
                    raise _write_error(table, path, error) from error
            except (DeltaError, OSError) as error:
                raise _write_error(table, path, error) from error
            else:
                return

    def _open(self, table: str) -> DeltaTable:
        if table not in SCHEMAS:
            msg = f"没有名为“{table}”的数据表，可用：{'、'.join(SCHEMAS)}"
            raise StoreError(msg)
        path = self.path(table)
        if "://" not in path and not Path(path).exists():
            msg = f"数据表 {table} 尚未建立（{path}），请先运行 python -m indicators init"
            raise StoreError(msg)
        return _reading(table, path, lambda: DeltaTable(path))

    def _read_at(self, table: str, at: datetime | Mapping[str, int]) -> tuple[int, pd.DataFrame]:
        delta = self._open(table)
        wanted = at[table] if isinstance(at, Mapping) else self._version_at(table, delta, at)
        try:
            delta.load_as_version(wanted)
        except (DeltaError, OSError, ValueError) as error:
            msg = f"数据表 {table} 没有第 {wanted} 版"
            raise StoreError(msg) from error
        return int(delta.version()), _read(table, delta)

    def _version_at(self, table: str, delta: DeltaTable, at: datetime) -> int:
        """The newest version committed by then, by the time in the commit itself: a copied file keeps it."""
        commits = _reading(table, self.path(table), delta.history)
        before = [commit["version"] for commit in commits if commit["timestamp"] <= at.timestamp() * 1000]
        if not before:
            msg = f"{at:%Y-%m-%d %H:%M} 时还没有数据表 {table}"
            raise StoreError(msg)
        return int(max(before))


def _reading(table: str, path: str, read: Callable[[], T]) -> T:
    """The result of ``read``; whatever a damaged file makes the library raise becomes one clear error."""
    try:
        return read()
    except (DeltaError, OSError, pa.ArrowException, ValueError) as error:
        place = broken_log_file(path) or path
        msg = f"数据表 {table} 无法读取（{place}）：{first_line(error)}。原文件未作改动，请从备份恢复该文件后重试。"
        raise StoreDamagedError(msg) from error


def _read(table: str, delta: DeltaTable) -> pd.DataFrame:
    """All rows, oldest report first."""
    path = delta.table_uri
    frame: pd.DataFrame = _reading(
        table, path, lambda: delta.to_pyarrow_table().select(SCHEMAS[table].names).to_pandas()
    )
    return frame.sort_values(["reported_at", "upload", "row"], kind="stable", ignore_index=True)


def _write_error(table: str, path: str, error: Exception) -> StoreWriteError:
    return StoreWriteError(
        f"数据表 {table} 未能写入（{path}）：{first_line(error)}。原有数据未变，请检查磁盘空间和文件夹权限后重试。"
    )
