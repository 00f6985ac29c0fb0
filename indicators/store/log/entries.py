"""The log of a table: one file a version, which says what files of rows it adds and takes away."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LOG: Final = "_delta_log"
_ENTRY: Final = re.compile(r"(\d{20})\.json")


@dataclass(frozen=True)
class LogEntry:
    """What one version changes.

    Attributes:
        version: its number.
        added: the files of rows it adds, below the table's folder, with the number of their rows.
        removed: the files whose rows do not count any more; they stay on the disk for earlier versions.
        reader_version: which readers may read the table from here on; None where the entry does not say so.
        info: who made it and why, as it was committed.
    """

    version: int
    added: Mapping[str, int]
    removed: frozenset[str]
    reader_version: int | None = None
    info: Mapping[str, Any] = field(default_factory=dict)


def entry_path(version: int) -> str:
    """Where a version's entry is, below the table's folder."""
    return f"{LOG}/{version:020}.json"


def versions_in(folder: Path) -> list[int]:
    """The numbers of all versions whose files are in a folder of the log or of checksums, smallest first."""
    try:
        return sorted(int(found[1]) for name in os.listdir(folder) if (found := _ENTRY.fullmatch(name)))  # noqa: PTH208 - thousands of Paths take long
    except FileNotFoundError:
        return []


def read_entry(version: int, content: bytes) -> LogEntry:
    """Parse an entry.

    Raises:
        ValueError: it is empty, or no log entry.
    """
    try:
        actions = [json.loads(line) for line in content.decode("utf-8").splitlines()]
        info = [dict(action["commitInfo"]) for action in actions if "commitInfo" in action]
        protocols = [action["protocol"]["minReaderVersion"] for action in actions if "protocol" in action]
        added = {
            unquote(add["path"]): int(json.loads(add.get("stats") or "{}").get("numRecords") or 0)
            for action in actions
            if (add := action.get("add")) is not None
        }
        removed = frozenset(unquote(action["remove"]["path"]) for action in actions if "remove" in action)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        msg = "no log entry"
        raise ValueError(msg) from error
    if not actions:
        msg = "an empty log entry"
        raise ValueError(msg)
    return LogEntry(version, added, removed, max(protocols, default=None), info[0] if info else {})
