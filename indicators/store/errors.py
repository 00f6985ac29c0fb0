"""What goes wrong with the tables, in Chinese: which table, which file and what to do, without a stack trace.

StoreError
├── StoreWriteError          nothing was written: no permission, no space
│   └── StoreConflictError   nothing was written: somebody else was first
└── StoreDamagedError        a table's file or log cannot be read
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
from deltalake.exceptions import DeltaError

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class StoreError(Exception):
    """Something is wrong with the tables; the message is Chinese and names the table."""


class StoreDamagedError(StoreError):
    """A file of a table cannot be read; the message names it."""


class StoreWriteError(StoreError):
    """Nothing was written; the tables are as before."""


class StoreConflictError(StoreWriteError):
    """Nothing was written: the table has changed since the version that the change was decided on."""


@contextmanager
def read_errors(table: str, path: str) -> Iterator[None]:
    """Turn whatever a damaged file makes the library raise into one ``StoreDamagedError``."""
    try:
        yield
    except (DeltaError, OSError, pa.ArrowException, ValueError) as error:
        place = _broken_log_file(path) or path
        msg = f"数据表 {table} 无法读取（{place}）：{_first_line(error)}。原文件未作改动，请从备份恢复该文件后重试。"
        raise StoreDamagedError(msg) from error


def write_error(table: str, path: str, error: Exception) -> StoreWriteError:
    """Why a table was not written to."""
    return StoreWriteError(
        f"数据表 {table} 未能写入（{path}）：{_first_line(error)}。原有数据未变，请检查磁盘空间和文件夹权限后重试。"
    )


def _first_line(error: BaseException) -> str:
    """The sentence in a library's error: Rust appends a stack trace when RUST_BACKTRACE is set."""
    return _COLOUR.sub("", str(error)).strip().split("\n", 1)[0]


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
