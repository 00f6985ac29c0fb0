"""A lost file of rows made again from the original that its rows came from.

The original is read again as on its day, and the rows are written as they were. What comes out is taken only where it
has the checksum of the lost file, bit by bit: an original that was read with somebody's corrections, or by an earlier
version of the product, may not.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

import pyarrow as pa
from deltalake import write_deltalake

from indicators.access import Reporter
from indicators.store import CHECKSUMS, COMMIT, Store, StoreError, Upload, UploadedFiles, as_rows, entry_path
from indicators.uploads import preview_file, sheet_suffix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.upkeep.table_log import Commit

# The log says when rows were reported in thousandths of a second; the rows have a thousand times as many digits.
_TRIES: Final = 1000
_MOST_ROWS: Final = 500
_TRY: Final = "try"


def rows_again(
    store: Store, table: str, file: str, commit: Commit, history: Mapping[str, list[Commit]]
) -> bytes | None:
    """The content of a lost file, None where it cannot be made.

    Args:
        store: of the tables.
        table: whose file it is.
        file: its path below the table's folder.
        commit: that wrote it.
        history: the commits of all tables.
    """
    original = UploadedFiles(store).read(commit.upload)
    folder = Path(store.path(table))
    try:
        checksum = json.loads((folder / f"{CHECKSUMS}/{commit.version:020}.json").read_bytes())[file]
        added = _added(folder / entry_path(commit.version), file)
        stats = json.loads(added["stats"])["minValues"]
        at, number = datetime.fromisoformat(stats["reported_at"]), int(stats[COMMIT])
    except (OSError, ValueError, LookupError, TypeError, StopIteration):
        return None
    if original is None or hashlib.sha256(original[1]).hexdigest() != commit.sha256:
        return None
    versions = {
        name: max((c.version for c in commits if c.number < number), default=0)
        for name, commits in history.items()
    }
    try:
        snapshot = store.snapshot_at(versions)
    except StoreError:
        return None
    preview = preview_file(
        original[1],
        name=commit.file,
        snapshot=snapshot,
        reporter=Reporter(commit.by, "administrator", None),
        today=at.date(),
    )
    rows = preview.checked.rows if preview.subject == table else preview.checked.also.get(table)
    if rows is None or not 0 < len(rows) <= _MOST_ROWS:
        return None
    rows = rows.assign(source=f"{commit.file}{sheet_suffix(preview.sheet)}")
    for column, value in added["partitionValues"].items():
        rows = rows[rows[column] == value]
    upload = Upload(commit.upload, commit.by, at)
    return _with_checksum(checksum, as_rows(table, rows, upload, number), list(added["partitionValues"]))


def _added(entry: Path, file: str) -> dict[str, Any]:
    deeds = map(json.loads, entry.read_text(encoding="utf-8").splitlines())
    return next(add for deed in deeds if (add := deed.get("add")) and unquote(add["path"]) == file)


def _with_checksum(checksum: str, rows: pa.Table, outside: list[str]) -> bytes | None:
    """The file with this checksum among those of all moments in which the rows may have been reported."""
    rows = rows.drop_columns(outside)
    place = rows.schema.get_field_index("reported_at")
    field = rows.schema.field(place)
    tries = []
    for number in range(_TRIES):
        at = pa.array(
            [rows["reported_at"][0].as_py() + timedelta(microseconds=number)] * len(rows), field.type
        )
        tries.append(rows.set_column(place, field, at).append_column(_TRY, pa.array([number] * len(rows))))
    with tempfile.TemporaryDirectory() as folder:
        write_deltalake(folder, pa.concat_tables(tries), partition_by=[_TRY])
        for file in Path(folder).glob("*/*.parquet"):
            content = file.read_bytes()
            if hashlib.sha256(content).hexdigest() == checksum:
                return content
    return None
