"""The seed goes into tables that are not there yet, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store_helpers import process

if TYPE_CHECKING:
    from pathlib import Path

CREATING = """
import sys
from indicators.store import open_store
print(len(open_store(sys.argv[1]).snapshot().log["plans"]))
"""


@pytest.mark.processes
def test_servers_start_at_once(tmp_path: Path) -> None:
    """Processes that start together on empty tables seed them once."""
    starters = [process(CREATING, tmp_path / "tables") for _ in range(4)]
    results = [starter.communicate(timeout=120) for starter in starters]
    assert [output.strip() for output, _ in results] == ["14"] * 4, results
