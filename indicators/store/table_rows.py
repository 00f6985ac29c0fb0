"""Rows on their way between frames and the files of their table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow.fs import LocalFileSystem, SubTreeFileSystem

from indicators.store.errors import translate_read_errors
from indicators.store.schemas import SCHEMAS

if TYPE_CHECKING:
    import pandas as pd
    from deltalake import DeltaTable

    from indicators.store.upload import Upload

_OLDEST_FIRST = [(column, "ascending") for column in ("reported_at", "upload", "row")]


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


def read_rows(table: str, delta: DeltaTable, path: str) -> pd.DataFrame:
    """All rows of an opened table, oldest report first.

    Raises:
        StoreDamagedError: a file cannot be read.
    """
    # Files of a folder are opened by Arrow itself: through deltalake's Python handler a reading thread may still
    # wait for the interpreter when a short command ends, which then ends by SIGABRT (apache/arrow#34314).
    files = None if "://" in path else SubTreeFileSystem(path, LocalFileSystem())
    names = SCHEMAS[table].names
    rows = translate_read_errors(
        table, path, lambda: delta.to_pyarrow_dataset(filesystem=files).to_table(columns=names)
    )
    frame: pd.DataFrame = rows.sort_by(_OLDEST_FIRST).cast(SCHEMAS[table]).to_pandas()
    return frame
