"""What commits tell of themselves: what one does, its properties in the table's log, and all of them as one table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from deltalake import CommitProperties

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.store.upload import Upload

# Properties of a commit in the table's log, and columns of the history. Tables that exist have them: never rename one.
UPLOAD: Final = "upload"
ACTION: Final = "action"
BY: Final = "by"
FILE: Final = "file"
SHA256: Final = "sha256"
NOTE: Final = "note"
ROWS: Final = "rows"
NEW: Final = "new"
CHANGED: Final = "changed"
_TEXTS: Final = (UPLOAD, ACTION, BY, FILE, SHA256, NOTE)
_COUNTS: Final = (ROWS, NEW, CHANGED)
# What a commit does, its property ``ACTION``.
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
        UPLOAD: upload.id,
        BY: upload.by,
        FILE: upload.file,
        SHA256: upload.sha256,
        NOTE: upload.note,
        ACTION: action,
        ROWS: str(rows),
        NEW: str(upload.added),
        CHANGED: str(upload.changed),
    }
    return CommitProperties(custom_metadata=told, max_commit_retries=retries)


def as_history(tables: Mapping[str, list[dict[str, Any]]]) -> pd.DataFrame:
    """Every commit of these tables, newest first: its table, version, time and properties."""
    entries = []
    for table, commits in tables.items():
        for commit in commits:
            at = datetime.fromtimestamp(commit["timestamp"] / 1000, UTC)
            texts = {key: commit.get(key, "") for key in _TEXTS}
            counts = {key: int(commit.get(key, 0)) for key in _COUNTS}
            entries.append({"table": table, "version": commit["version"], "at": at} | texts | counts)
    frame = pd.DataFrame(entries, columns=["table", "version", "at", *_TEXTS, *_COUNTS])
    return frame.sort_values(["at", "table"], ascending=[False, True], ignore_index=True)
