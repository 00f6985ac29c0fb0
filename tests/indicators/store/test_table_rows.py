"""Rows between frames and files."""

from __future__ import annotations

import pandas as pd
import pytest
from deltalake.fs import DeltaStorageHandler

from indicators.store.store import Store
from indicators.store.upload import Upload
from tests.store_helpers import row, value_of


def test_blank_is_no_value(store: Store) -> None:
    """A blank comes back blank, never 0; a 0 comes back 0."""
    store.append("observations", pd.concat([row(None), row(0, period="2024-08")]), Upload.new("甲"))
    table = store.snapshot().observations.set_index("period")["value"]
    assert pd.isna(table["2024-09"])
    assert table["2024-08"] == 0


def test_files_of_a_folder_are_not_read_through_python(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A short command must not end while a reading thread waits for the interpreter: it would end by SIGABRT."""
    store.append("observations", row(33), Upload.new("经发局"))

    def refused(*_: object) -> None:
        pytest.fail("opened through deltalake's Python handler")

    monkeypatch.setattr(DeltaStorageHandler, "from_table", refused)
    assert value_of(Store(store.root)) == 33
