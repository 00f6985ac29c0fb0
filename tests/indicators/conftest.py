"""Tables for the tests of reading: the seed with or without demonstration, to look at or to write to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.store.seed import open_store

if TYPE_CHECKING:
    from indicators.store.store import Store


@pytest.fixture(scope="session")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Seed and demonstration, for tests that only read."""
    return open_store(str(tmp_path_factory.mktemp("simulated")), with_demo=True)
