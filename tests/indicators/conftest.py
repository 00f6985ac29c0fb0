"""Tables for the tests of reading: the seed with or without demonstration, to look at or to write to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.store.seed import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from indicators.store.store import Store


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The seed alone, for tests that only read."""
    return open_store(str(tmp_path_factory.mktemp("seeded")), with_demo=False)


@pytest.fixture(scope="session")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Seed and demonstration, for tests that only read."""
    return open_store(str(tmp_path_factory.mktemp("simulated")), with_demo=True)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The seed alone, to be written to."""
    return open_store(str(tmp_path), with_demo=False)
