"""What goes wrong with tables, said in Chinese: which table, which file, without the library's stack trace.

    StoreError
    ├── StoreWriteError          nothing was written: no permission, no space
    │   └── StoreConflictError   nothing was written: somebody else was first
    └── StoreDamagedError        a table's file or log cannot be read

Messages name table, file and what to do.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pyarrow as pa
from deltalake.exceptions import DeltaError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class StoreError(Exception):
    """Something about the tables that a person must hear; the message is Chinese and names the table."""


class StoreDamagedError(StoreError):
    """A file of a table cannot be read; the message names it."""


class StoreWriteError(StoreError):
    """Nothing was written and the old state stands."""


class StoreConflictError(StoreWriteError):
    """Nothing was written: the table has moved on since what was to be written was compared with it."""


def translate_read_errors(table: str, path: str, read: Callable[[], T]) -> T:
    """The result of ``read``; whatever a damaged file makes the library raise becomes one clear error."""
    try:
        return read()
    except (DeltaError, OSError, pa.ArrowException, ValueError) as error:
        place = broken_log_file(path) or path
        msg = f"数据表 {table} 无法读取（{place}）：{first_line(error)}。原文件未作改动，请从备份恢复该文件后重试。"
        raise StoreDamagedError(msg) from error


def write_error(table: str, path: str, error: Exception) -> StoreWriteError:
    """Why a table was not written to."""
    return StoreWriteError(
        f"数据表 {table} 未能写入（{path}）：{first_line(error)}。原有数据未变，请检查磁盘空间和文件夹权限后重试。"
    )


def first_line(error: BaseException) -> str:
    """The sentence in a library's error: Rust appends a stack trace when RUST_BACKTRACE is set."""
    return _COLOUR.sub("", str(error)).strip().split("\n", 1)[0]


def broken_log_file(path: str) -> str | None:
    """The first file of a local table's log that is not lines of JSON; the library names only the folder."""
    if "://" in path and not path.startswith("file://"):
        return None
    log = Path(path.removeprefix("file://")) / "_delta_log"
    return next((str(file) for file in sorted(log.glob("*.json")) if not _is_json_lines(file)), None)


def _is_json_lines(file: Path) -> bool:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        return bool(lines) and all(isinstance(json.loads(line), dict) for line in lines)
    except (OSError, ValueError):
        return False
