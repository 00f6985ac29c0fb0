"""Rows on their way between frames and the files of their table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow.dataset import HivePartitioning, dataset
from pyarrow.fs import LocalFileSystem, SubTreeFileSystem

from indicators.store.errors import read_errors
from indicators.store.schemas import BY_LIFT, JOINT_UPLOADS, SCHEMAS
from indicators.store.upload import JOINT

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from deltalake import DeltaTable

    from indicators.store.upload import Upload

_OLDEST_FIRST: Final = [(column, "ascending") for column in ("reported_at", "upload", "row")]
# The version of the protocol in which nothing but its file decides on a row; another program may have raised it.
_EVERY_ROW_COUNTS: Final = 1
_LIFT: Final = pa.schema([("lift", pa.string())])


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


@dataclass(frozen=True, eq=False)
class StoredRows:
    """All rows of a table, oldest report first, and the uploads to several tables among them."""

    frame: pd.DataFrame
    joint: frozenset[str] = frozenset()


class TableReader:
    """Reads one table again and again: its files never change, so each of them is read once.

    After ten years of uploads there are thousands, of which a new upload adds one or two.
    """

    def __init__(self, table: str) -> None:
        self._table, self._schema = table, SCHEMAS[table]
        self._files: set[str] = set()
        self._rows = self._schema.empty_table()

    def read(self, delta: DeltaTable, path: str) -> StoredRows:
        """All rows of the opened table; a column that it was made without is blank.

        Raises:
            StoreDamagedError: a file cannot be read.
        """
        with read_errors(self._table, path):
            if "://" in path or delta.protocol().min_reader_version > _EVERY_ROW_COUNTS:
                self._rows = delta.to_pyarrow_dataset(schema=self._schema).to_table()
            else:
                self._read_newer_files(delta, path)
        frame: pd.DataFrame = self._rows.sort_by(_OLDEST_FIRST).cast(self._schema).to_pandas()
        uploads = pc.unique(self._rows["upload"])
        return StoredRows(frame, frozenset(uploads.filter(pc.ends_with(uploads, JOINT)).to_pylist()))

    def _read_newer_files(self, delta: DeltaTable, path: str) -> None:
        files = {*map(unquote, pa.table(delta.get_add_actions())["path"].to_pylist())}
        if not self._files <= files:  # rows were withdrawn: what is left of their files stands in new ones
            self._files, self._rows = set(), self._schema.empty_table()
        if newer := sorted(files - self._files):
            # Opened by Arrow itself: through deltalake's Python handler a reading thread may still wait for the
            # interpreter when a short command ends, which then ends by SIGABRT (apache/arrow#34314).
            folder = SubTreeFileSystem(path, LocalFileSystem())
            by_lift = HivePartitioning(_LIFT) if self._table in BY_LIFT else None
            rows = dataset(newer, self._schema, "parquet", folder, by_lift).to_table()
            self._files, self._rows = files, pa.concat_tables([self._rows, rows])


def counted_rows(tables: Mapping[str, StoredRows]) -> dict[str, pd.DataFrame]:
    """The rows of all tables without those of uploads that are not complete."""
    rows = tables.get(JOINT_UPLOADS)
    complete = frozenset() if rows is None else rows.joint
    return {table: _without(rows.frame, rows.joint - complete) for table, rows in tables.items()}


def _without(rows: pd.DataFrame, uploads: frozenset[str]) -> pd.DataFrame:
    return rows[~rows["upload"].isin(uploads)].reset_index(drop=True) if uploads else rows
