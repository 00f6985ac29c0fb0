"""Tables for the tests of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.store.store import Store
from tests.store_helpers import copied

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def without_rows(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Tables without any row, to be copied."""
    store = Store(tmp_path_factory.mktemp("without_rows"))
    store.create({})
    return store


@pytest.fixture
def store(tmp_path: Path, without_rows: Store) -> Store:
    """Tables without any row, in a folder whose name an office would give it."""
    return copied(without_rows, tmp_path / "数据 表" / "六提")
