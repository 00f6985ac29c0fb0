"""Tables as files: every stored row, as csv for spreadsheets and as parquet for programs."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from indicators.export.view import ViewError
from indicators.frames import as_csv
from indicators.labels import join_names
from indicators.period import iso_time
from indicators.store import KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from indicators.store import Snapshot

# What is announced to nobody yet is not handed out.
TABLES: Final = tuple(table for table in KEYS if table != "drafts")


def table_file(snapshot: Snapshot, table: str, ending: str) -> bytes:
    """Every stored row of a table, oldest report first.

    Raises:
        ViewError: no such table, or an ending other than csv and parquet.
    """
    if table not in TABLES:
        msg = f"没有“{table:.40}”这张表，可用：{join_names(TABLES)}。"
        raise ViewError(msg)
    if ending not in _FORMATS:
        msg = f"数据表可导出为 {'、'.join(_FORMATS)}，不能是“{ending:.20}”。"
        raise ViewError(msg)
    return _FORMATS[ending](snapshot.log[table])


def _csv(rows: pd.DataFrame) -> bytes:
    return as_csv(rows.assign(reported_at=rows["reported_at"].map(iso_time, na_action="ignore")))


def _parquet(rows: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    rows.to_parquet(buffer, index=False)
    return buffer.getvalue()


_FORMATS: Final[Mapping[str, Callable[[pd.DataFrame], bytes]]] = {"csv": _csv, "parquet": _parquet}
