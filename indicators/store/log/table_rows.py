"""Rows on their way between frames and the files of their table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from indicators.store.schemas import COMMIT, JOINT_UPLOADS, SCHEMAS
from indicators.store.upload import JOINT

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from indicators.store.upload import Upload

_OLDEST_FIRST: Final = [(column, "ascending") for column in (COMMIT, "reported_at", "upload", "row")]


def as_rows(table: str, frame: pd.DataFrame, upload: Upload | None, commit: int = 0) -> pa.Table:
    """A frame as the table's columns; missing text is empty, missing numbers and dates are null.

    Args:
        table: a name of ``SCHEMAS``.
        frame: its columns, or some of them.
        upload: whose ``upload``, ``reported_by`` and ``reported_at`` every row gets; None where the frame has them.
        commit: the number every row gets with them.
    """
    schema = SCHEMAS[table]
    if upload is not None:
        frame = frame.assign(
            upload=upload.id, reported_by=upload.by, reported_at=upload.at, **{COMMIT: commit}
        )
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


def stored_rows(table: str, rows: pa.Table) -> StoredRows:
    """The rows of a table in the order of their commits, as a frame; what clocks said matters only within one."""
    # Rows from before commits were numbered come first, by their time.
    number = rows.schema.get_field_index(COMMIT)
    rows = rows.set_column(number, COMMIT, pc.fill_null(rows[COMMIT], 0)).sort_by(_OLDEST_FIRST)
    uploads = pc.unique(rows["upload"])
    frame = rows.cast(SCHEMAS[table]).to_pandas()
    return StoredRows(frame, frozenset(uploads.filter(pc.ends_with(uploads, JOINT)).to_pylist()))


Turn = tuple[int, "pd.Timestamp"]


def turn_of(row: Mapping[Any, Any] | pd.Series, suffix: str = "") -> Turn:
    """Which of two rows was committed later, also of different tables, is the one with the larger turn."""
    return int(row[f"{COMMIT}{suffix}"]), row[f"reported_at{suffix}"]


def counted_rows(tables: Mapping[str, StoredRows]) -> dict[str, pd.DataFrame]:
    """The rows of all tables without those of uploads that are not complete."""
    rows = tables.get(JOINT_UPLOADS)
    complete = frozenset() if rows is None else rows.joint
    return {table: _without(rows.frame, rows.joint - complete) for table, rows in tables.items()}


def _without(rows: pd.DataFrame, uploads: frozenset[str]) -> pd.DataFrame:
    return rows[~rows["upload"].isin(uploads)].reset_index(drop=True) if uploads else rows
