"""What is damaged among the files of one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from indicators.upkeep.table_log import LOG, entry_path, parse_commit, version_of

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Damage:
    """One damaged file.

    Attributes:
        table: whose.
        version: the version that wrote it.
        file: its path below the table's folder.
        what: what is wrong with it, in Chinese.
        rows: the number of rows it holds, None for a log entry.
    """

    table: str
    version: int
    file: str
    what: str
    rows: int | None = None


def find_damage(folder: Path, table: str) -> list[Damage]:
    """Every damaged file of a table, oldest version first."""
    versions = [v for file in folder.glob(f"{LOG}/*.json") if (v := version_of(file.name)) is not None]
    found = []
    for version in range(max(versions, default=0) + 1):
        try:
            content = (folder / entry_path(version)).read_bytes()
            added = parse_commit(version, content).added
        except FileNotFoundError:
            found.append(Damage(table, version, entry_path(version), "文件丢失"))
            continue
        except (OSError, ValueError):
            found.append(Damage(table, version, entry_path(version), "内容无法读取"))
            continue
        found += [
            Damage(table, version, file, what, rows)
            for file, rows in added.items()
            if (what := _wrong_with(folder / file, rows))
        ]
    return found


def _wrong_with(file: Path, rows: int) -> str | None:
    try:
        with file.open("rb") as content:
            read = len(pq.read_table(content, partitioning=None))
    except FileNotFoundError:
        return "文件丢失"
    except (OSError, pa.ArrowException):
        return "内容无法读取"
    return None if read == rows else f"有 {read} 行，日志记载 {rows} 行"
