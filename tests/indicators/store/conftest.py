"""Tables for the tests of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Tables without any row, in a folder whose name an office would give it."""
    store = Store(tmp_path / "数据 表" / "六提")
    store.create({})
    return store
