"""An upload: who delivers rows, when, from which file; and its rows in the schema of their table."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pyarrow as pa
from deltalake import CommitProperties

from indicators.tables import SCHEMAS

if TYPE_CHECKING:
    import pandas as pd

# Two offices that commit in the same moment wait for each other, they do not fail.
_RETRIES: Final = 100


@dataclass(frozen=True)
class Upload:
    """One delivery of rows, committed as a whole.

    Attributes:
        id: unique; every row carries it, ``withdraw`` takes it.
        by: who reported.
        at: when (UTC).
        file: name of the file, if there was one.
        sha256: of its content.
        note: what the reporter added.
    """

    id: str
    by: str
    at: datetime
    file: str = ""
    sha256: str = ""
    note: str = ""

    @classmethod
    def new(cls, by: str, file: str = "", content: bytes = b"", note: str = "") -> Upload:
        """An upload of this moment."""
        digest = hashlib.sha256(content).hexdigest() if content else ""
        return cls(uuid.uuid4().hex, by, datetime.now(UTC), file, digest, note)


def as_rows(table: str, frame: pd.DataFrame, upload: Upload) -> pa.Table:
    """A frame in the table's schema; absent text is empty, absent numbers and dates are null."""
    stamped = frame.assign(upload=upload.id, reported_by=upload.by, reported_at=upload.at)
    columns = []
    for column in SCHEMAS[table]:
        if column.name in stamped:
            cells = stamped[column.name].astype(object).where(stamped[column.name].notna(), None).tolist()
        else:
            cells = [None] * len(stamped)
        if pa.types.is_string(column.type):
            cells = [cell or "" for cell in cells]
        columns.append(pa.array(cells, type=column.type))
    return pa.Table.from_arrays(columns, schema=SCHEMAS[table])


def metadata(upload: Upload, action: str, rows: int, *, retries: int = _RETRIES) -> CommitProperties:
    """What a commit tells of itself, read again by ``Store.history``."""
    told = {
        "upload": upload.id,
        "by": upload.by,
        "file": upload.file,
        "sha256": upload.sha256,
        "note": upload.note,
        "action": action,
        "rows": str(rows),
    }
    return CommitProperties(custom_metadata=told, max_commit_retries=retries)
