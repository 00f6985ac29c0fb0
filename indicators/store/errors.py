"""What goes wrong with the tables, in Chinese: which table, which file and what to do.

What the library says, in English and with paths, is the cause of each, for the log.

StoreError
├── StoreWriteError          nothing was written: no permission, no space
│   └── StoreConflictError   nothing was written: somebody else was first
├── StoreUnsyncedError       written, but the disk did not confirm it
└── StoreDamagedError        a table's file or log cannot be read
"""

from __future__ import annotations

import json
import logging
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyarrow as pa
from deltalake.exceptions import CommitFailedError, DeltaError

if TYPE_CHECKING:
    from collections.abc import Iterator

_log = logging.getLogger("sixlifts.tables")
_OF_DAMAGE: Final = (DeltaError, OSError, pa.ArrowException, ValueError)


class StoreError(Exception):
    """Something is wrong with the tables; the message is Chinese and names the table."""


class StoreDamagedError(StoreError):
    """A file of a table cannot be read; the message names it."""


class StoreUnsyncedError(StoreError):
    """The rows are in the tables now, but may be gone after a power failure: nobody is told that all is well."""


class StoreWriteError(StoreError):
    """Nothing was written; the tables are as before."""


class StoreConflictError(StoreWriteError):
    """Nothing was written: the table has changed since the version that the change was decided on."""


def is_panic(error: BaseException) -> bool:
    """Whether a library written in Rust gave up: its exception is no ``Exception``, and has no type to import."""
    return type(error).__name__ == "PanicException"


def unwritten_error() -> StoreWriteError:
    """What a writer hears while the storage elsewhere is away."""
    return StoreWriteError("数据存储暂时无法连接，本次未写入任何数据。恢复后请重试，不用重启。")


@contextmanager
def read_errors(table: str, path: str) -> Iterator[None]:
    """Turn whatever a damaged file makes the library raise into one ``StoreDamagedError``."""
    try:
        yield
    except BaseException as error:
        if not (isinstance(error, _OF_DAMAGE) or is_panic(error)):
            raise
        place = Path(_broken_log_file(path) or path).name
        msg = f"数据表 {table} 无法读取（{place}）。原文件未作改动，请从备份恢复该文件后重试。"
        raise StoreDamagedError(msg) from error


@contextmanager
def write_errors(table: str) -> Iterator[None]:
    """Turn whatever the library raises while it writes into one ``StoreWriteError``."""
    try:
        yield
    except CommitFailedError as error:
        msg = f"数据表 {table} 在核对之后已有新的写入，本次未写入任何数据"
        raise StoreConflictError(msg) from error
    except BaseException as error:
        if not (isinstance(error, (DeltaError, OSError)) or is_panic(error)):
            raise
        _log.error("table %s was not written: %s", table, str(error).strip().partition("\n")[0])
        msg = f"数据表 {table} 未能写入。原有数据未变，请检查磁盘空间和文件夹权限后重试。"
        raise StoreWriteError(msg) from error


@contextmanager
def unsynced_errors(table: str) -> Iterator[None]:
    """Turn what a disk answers that keeps nothing into a ``StoreUnsyncedError``."""
    try:
        yield
    except OSError as error:
        msg = f"数据表 {table} 的写入未能确认已保存到磁盘。请检查磁盘，再在上报记录中核对这一次写入。"
        raise StoreUnsyncedError(msg) from error


def _broken_log_file(path: str) -> str | None:
    """The first file of a local table's log that is not lines of JSON; the library names only the folder."""
    for file in sorted(Path(path.removeprefix("file://")).glob("_delta_log/*.json")):
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
            if lines and all(isinstance(json.loads(line), dict) for line in lines):
                continue
        except (OSError, ValueError):
            pass
        return str(file)
    return None
