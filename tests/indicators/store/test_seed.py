"""The seed goes into tables that are not there yet, once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from indicators.store.errors import StoreError
from indicators.store.seed import open_store
from indicators.store.upload import Upload
from tests.store_helpers import process, row, value_of

if TYPE_CHECKING:
    from pathlib import Path

    from indicators.store.store import Store

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


def test_where_tables_must_be_none_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is not mounted looks like a first start: a server in use makes no tables there, and says so."""
    monkeypatch.setenv("SIXLIFTS_NEW_TABLES", "0")
    with pytest.raises(StoreError, match=r"磁盘可能没有挂载.*未建立任何数据表"):
        open_store(str(tmp_path / "tables"))
    assert not (tmp_path / "tables").exists()
    open_store(str(tmp_path / "tables"), with_demo=False, new=True)
    assert len(open_store(str(tmp_path / "tables")).snapshot().log["plans"]) == 14


def test_a_folder_that_goes_while_somebody_looks(store: Store, tmp_path: Path) -> None:
    """What was read stays on the screen, nothing is written in its place, and all is well when the folder is back."""
    store.append("observations", row(33), Upload.new("经发局"))
    assert value_of(store) == 33
    away = shutil.move(store.root, tmp_path / "away")
    assert value_of(store) == 33
    assert store.snapshot().damaged.keys() == store.snapshot().versions.keys()
    with pytest.raises(StoreError):
        store.append("observations", row(34), Upload.new("经发局"))
    shutil.rmtree(store.root, ignore_errors=True)
    shutil.move(away, store.root)
    assert (value_of(store), dict(store.snapshot().damaged)) == (33, {})
    store.append("observations", row(34), Upload.new("经发局"))
    assert value_of(store) == 34
