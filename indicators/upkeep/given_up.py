"""What cannot come back is given up: the tables can be written to again, and what is lost stays known.

In place of a lost file of rows stands one without rows, so that every version of its table can be read; in place of a
lost original an empty file that says so. A backup that turns up later brings back both.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from indicators.store import as_rows
from indicators.upkeep.root_files import UPLOADS

if TYPE_CHECKING:
    from pathlib import Path

LOST: Final = ".lost"


def no_rows(table: str, file: str) -> bytes:
    """A file of a table that has its columns and no row; those that the file's path holds are not in it."""
    outside = [part.partition("=")[0] for part in file.split("/")[:-1] if "=" in part]
    content = io.BytesIO()
    pq.write_table(as_rows(table, pd.DataFrame(), None).drop_columns(outside), content)
    return content.getvalue()


def has_no_rows(file: Path) -> bool:
    """Whether a file is one of these; one that cannot be read is not."""
    try:
        with file.open("rb") as content:
            return bool(pq.read_metadata(content).num_rows == 0)
    except (OSError, pa.ArrowException):
        return False


def lost_original(upload: str) -> str:
    """The path of the file that stands for the lost original of an upload."""
    return f"{UPLOADS}/{upload}/{LOST}"
