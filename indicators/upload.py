"""An upload: who delivers rows, when, from which file; and its rows in the schema of their table."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from indicators.tables import SCHEMAS

if TYPE_CHECKING:
    import pandas as pd


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
        added: values where none stood before.
        changed: values in place of others.
    """

    id: str
    by: str
    at: datetime
    file: str = ""
    sha256: str = ""
    note: str = ""
    added: int = 0
    changed: int = 0

    @classmethod
    def new(cls, by: str, file: str = "", content: bytes = b"", note: str = "") -> Upload:
        """An upload of this moment."""
        digest = hashlib.sha256(content).hexdigest() if content else ""
        return cls(uuid.uuid4().hex, by, datetime.now(UTC), file, digest, note)


def as_rows(table: str, frame: pd.DataFrame, upload: Upload | None) -> pa.Table:
    """A frame as the table's columns; absent text is empty, absent numbers and dates are null.

    Args:
        table: a name of ``tables.SCHEMAS``.
        frame: its columns, or some of them.
        upload: whose ``upload``, ``reported_by`` and ``reported_at`` every row gets; None where the frame has them.
    """
    stamps = {"upload": upload.id, "reported_by": upload.by, "reported_at": upload.at} if upload else {}
    columns = []
    for column in SCHEMAS[table]:
        if column.name in stamps:
            cells = pa.repeat(pa.scalar(stamps[column.name], column.type), len(frame))
        elif column.name in frame:
            cells = pa.Array.from_pandas(frame[column.name]).cast(column.type)
        else:
            cells = pa.nulls(len(frame), column.type)
        columns.append(pc.fill_null(cells, "") if pa.types.is_string(column.type) else cells)
    return pa.Table.from_arrays(columns, schema=SCHEMAS[table])
