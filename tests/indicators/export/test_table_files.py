"""Tables as files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.export.table_files import TABLES, table_file
from tests.upload_helpers import formula_tables

if TYPE_CHECKING:
    from indicators.store.store import Store


@pytest.mark.parametrize("table", TABLES)
def test_every_table_in_both_formats(simulated: Store, table: str) -> None:
    """Each table, empty or not, can be written and read again with its columns and rows."""
    snapshot = simulated.snapshot()
    parquet = pd.read_parquet(io.BytesIO(table_file(snapshot, table, "parquet")))
    csv = pd.read_csv(io.BytesIO(table_file(snapshot, table, "csv")))
    log = snapshot.log[table]
    assert [*parquet.columns] == [*csv.columns] == [*log.columns]
    assert len(parquet) == len(csv) == len(log)
    assert parquet.dtypes["reported_at"].kind == "M"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_runs(store: Store, start: str) -> None:
    """What somebody wrote into a table runs in no spreadsheet; a program gets it as it was written."""
    snapshot = formula_tables(store, start)
    written = set(snapshot.log["observations"]["reported_by"].dropna())
    csv = pd.read_csv(io.BytesIO(table_file(snapshot, "observations", "csv")))
    parquet = pd.read_parquet(io.BytesIO(table_file(snapshot, "observations", "parquet")))
    assert f"'{start}局" in set(csv["reported_by"])
    assert f"{start}局" in set(parquet["reported_by"]) == written
