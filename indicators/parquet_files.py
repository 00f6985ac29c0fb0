"""Rows as parquet files in a table's folder, one for each value of its partition; a commit then names them.

A file that no commit names belongs to nothing: readers see the rows of a commit all at once or not at all.
"""

from __future__ import annotations

import json
import time
import uuid
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import pyarrow as pa
from deltalake.transaction import AddAction
from pyarrow import fs, parquet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# What withdrawing looks for: the log says which files need not be opened.
_LOOKED_UP: Final = ("upload", "origin")


def write_files(folder: str, parts: Iterable[tuple[Mapping[str, str], pa.Table]]) -> list[AddAction]:
    """Write rows, whole or not at all.

    Args:
        folder: of the table, a path or an ``s3://`` address.
        parts: values of the partition, and the rows that have them without those columns; text may be coded.

    Returns:
        What a commit says of each file.

    Raises:
        OSError: they cannot be written.
    """
    if "://" in folder:
        files, root = fs.FileSystem.from_uri(folder)
    else:
        files, root = fs.LocalFileSystem(), Path(folder).as_posix()
    begun: dict[str, Future[AddAction]] = {}
    try:
        # One part is written while the next is made.
        with ThreadPoolExecutor(2) as aside:
            for values, rows in parts:
                place = [f"{key}={quote(value)}" for key, value in values.items()]
                name = "/".join([*place, f"{uuid.uuid4()}.parquet"])
                begun[name] = aside.submit(_write, files, root, name, rows, values)
        return [one.result() for one in begun.values()]
    except BaseException:
        for name in begun:
            with suppress(OSError):
                files.delete_file(f"{root}/{name}")
        raise


def _write(files: Any, root: str, name: str, rows: pa.Table, values: Mapping[str, str]) -> AddAction:  # noqa: ANN401
    files.create_dir(f"{root}/{name}".rpartition("/")[0], recursive=True)
    told: list[Any] = []
    text = [field.name for field in rows.schema if not pa.types.is_primitive(field.type)]
    parquet.write_table(
        rows, f"{root}/{name}", filesystem=files, use_dictionary=text, store_schema=False, write_statistics=[*_LOOKED_UP], metadata_collector=told
    )  # fmt: skip
    (size,) = (info.size for info in files.get_file_info([f"{root}/{name}"]))
    now = int(time.time() * 1000)
    return AddAction(quote(name, safe="/="), size, values, now, data_change=True, stats=_statistics(told[0]))


def _statistics(file: Any) -> str:  # noqa: ANN401 - pyarrow has no types
    """How many rows, and between which words what is looked up lies."""
    names = [file.schema.column(i).name for i in range(file.num_columns)]
    least, most = {}, {}
    for name in (name for name in _LOOKED_UP if name in names):
        groups = [file.row_group(i).column(names.index(name)).statistics for i in range(file.num_row_groups)]
        if groups and all(group is not None and group.has_min_max for group in groups):
            least[name], most[name] = min(group.min for group in groups), max(group.max for group in groups)
    return json.dumps({"numRecords": file.num_rows, "minValues": least, "maxValues": most})
