"""What commits tell of themselves: what one does, its properties in the table's log, and all of them as one table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from deltalake import CommitProperties

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.upload import Upload

# What a commit does, its property ``action``.
CREATE: Final = "create"
APPEND: Final = "append"
WITHDRAW: Final = "withdraw"
RESTORE: Final = "restore"
REMOVE: Final = "remove"  # and which origin


@dataclass(frozen=True, eq=False)
class Change:
    """One commit to one table: rows that come or go.

    Attributes:
        rows: which.
        upload: who does it.
        action: what it is; rows of ``RESTORE`` keep the stamps of the upload that first brought them.
        removed: the condition, in SQL, by which the rows go; empty where they come.
    """

    rows: pd.DataFrame
    upload: Upload
    action: str = APPEND
    removed: str = ""


def metadata(upload: Upload, action: str, rows: int, *, retries: int) -> CommitProperties:
    """What a commit tells of itself, read again by ``as_history``."""
    told = {
        "upload": upload.id,
        "by": upload.by,
        "file": upload.file,
        "sha256": upload.sha256,
        "note": upload.note,
        "action": action,
        "rows": str(rows),
        "new": str(upload.added),
        "changed": str(upload.changed),
    }
    return CommitProperties(custom_metadata=told, max_commit_retries=retries)


def as_history(tables: Mapping[str, list[dict[str, Any]]]) -> pd.DataFrame:
    """Every commit of these tables, newest first."""
    entries = []
    for table, commits in tables.items():
        for commit in commits:
            told = {key: commit.get(key, "") for key in ("upload", "action", "by", "file", "sha256", "note")}
            at = datetime.fromtimestamp(commit["timestamp"] / 1000, UTC)
            counts = {key: int(commit.get(key, 0)) for key in ("rows", "new", "changed")}
            entries.append({"table": table, "version": commit["version"], "at": at} | counts | told)
    columns = [
        "upload", "table", "version", "action", "by", "at", "file", "sha256", "rows", "new", "changed", "note",
    ]  # fmt: skip
    frame = pd.DataFrame(entries, columns=columns)
    return frame.sort_values(["at", "table"], ascending=[False, True], ignore_index=True)
