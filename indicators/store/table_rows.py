"""Rows on their way between frames and the files of their table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow.fs import LocalFileSystem, SubTreeFileSystem

from indicators.store.errors import read_errors
from indicators.store.schemas import SCHEMAS

if TYPE_CHECKING:
    import pandas as pd
    from deltalake import DeltaTable

    from indicators.store.upload import Upload

_OLDEST_FIRST = [(column, "ascending") for column in ("reported_at", "upload", "row")]


def as_rows(table: str, frame: pd.DataFrame, upload: Upload | None) -> pa.Table:
    """A frame as the table's columns; missing text is empty, missing numbers and dates are null.

    Args:
        table: a name of ``SCHEMAS``.
        frame: its columns, or some of them.
        upload: whose ``upload``, ``reported_by`` and ``reported_at`` every row gets; None where the frame has them.
    """
    schema = SCHEMAS[table]
    if upload is not None:
        frame = frame.assign(upload=upload.id, reported_by=upload.by, reported_at=upload.at)
    # As objects, because a column that is missing has no type.
    rows = frame.reindex(columns=schema.names).astype(object)
    texts = [field.name for field in schema if pa.types.is_string(field.type)]
    rows[texts] = rows[texts].fillna("")
    return pa.Table.from_pandas(rows, schema=schema, preserve_index=False)


def read_rows(table: str, delta: DeltaTable, path: str) -> pd.DataFrame:
    """All rows of an opened table, oldest report first; a column that it was made without is blank.

    Raises:
        StoreDamagedError: a file cannot be read.
    """
    # Files of a folder are opened by Arrow itself: through deltalake's Python handler a reading thread may still
    # wait for the interpreter when a short command ends, which then ends by SIGABRT (apache/arrow#34314).
    files = None if "://" in path else SubTreeFileSystem(path, LocalFileSystem())
    with read_errors(table, path):
        rows = delta.to_pyarrow_dataset(filesystem=files, schema=SCHEMAS[table]).to_table()
    frame: pd.DataFrame = rows.sort_by(_OLDEST_FIRST).cast(SCHEMAS[table]).to_pandas()
    return frame
