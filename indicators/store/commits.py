"""Commits: what one does, its properties in the table's log, and all of them as one frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from deltalake import CommitProperties

from indicators.store.schemas import COMMIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.store.upload import Upload

# Properties of a commit in the table's log, and columns of the history. Tables that exist have them: never rename one.
UPLOAD: Final = "upload"
ACTION: Final = "action"
BY: Final = "by"
FILE: Final = "file"
SHA256: Final = "sha256"
_TEXTS: Final = [UPLOAD, ACTION, BY, FILE, SHA256, "note"]
_COUNTS: Final = ["rows", "new", "changed", COMMIT]
# What a commit does, its property ``ACTION``.
CREATE: Final = "create"
APPEND: Final = "append"
WITHDRAW: Final = "withdraw"
RESTORE: Final = "restore"
REMOVE: Final = "remove"  # followed by the origin


@dataclass(frozen=True, eq=False)
class Change:
    """One commit to one table: rows that are added or deleted.

    Attributes:
        rows: the rows.
        upload: who does it.
        action: what it does; rows of ``RESTORE`` keep the stamps of the upload that first brought them.
        deleted_where: the SQL condition by which the rows are deleted; empty where they are added.
    """

    rows: pd.DataFrame
    upload: Upload
    action: str = APPEND
    deleted_where: str = ""


def commit_properties(upload: Upload, action: str, rows: int, number: int) -> CommitProperties:
    """The properties of a commit, read again by ``as_history``; the library does not try it a second time.

    It would try on other rows than those that were decided on, or append the seed to a table that another process made.
    """
    texts = (upload.id, action, upload.by, upload.file, upload.sha256, upload.note)
    counts = map(str, (rows, upload.added, upload.changed, number))
    properties = dict(zip([*_TEXTS, *_COUNTS], [*texts, *counts], strict=True))
    return CommitProperties(custom_metadata=properties, max_commit_retries=0)


def as_history(commits: Mapping[str, list[dict[str, Any]]]) -> pd.DataFrame:
    """Every commit of these tables, newest first: its table, version, time and properties."""
    history = pd.DataFrame(
        [{"table": table} | commit for table, entries in commits.items() for commit in entries],
        columns=["table", "version", "timestamp", *_TEXTS, *_COUNTS],
    )
    history["timestamp"] = pd.to_datetime(history["timestamp"], unit="ms", utc=True)
    history[_TEXTS] = history[_TEXTS].astype(object).fillna("")
    history[_COUNTS] = history[_COUNTS].astype(object).fillna(0).astype(int)
    history = history.rename(columns={"timestamp": "at"})
    newest_first = history.sort_values(
        [COMMIT, "at", "table"], ascending=[False, False, True], ignore_index=True
    )
    return newest_first.drop(columns=COMMIT)
