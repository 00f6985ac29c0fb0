"""The store: nothing lost, nothing half done, everything before can still be read."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indicators.store.commits import Change
from indicators.store.errors import StoreDamagedError, StoreError, StoreWriteError
from indicators.store.schemas import SCHEMAS
from indicators.store.seed import open_store
from indicators.store.store import Store
from indicators.store.upload import Upload
from tests.store_helpers import process, row, value_of

if TYPE_CHECKING:
    from indicators.store.snapshot import Snapshot


def test_as_it_was(store: Store) -> None:
    """Versions give the tables as they were then; tables that are not named are empty."""
    store.append("observations", row(70), Upload.new("甲"))
    then = store.snapshot().versions
    store.append("observations", row(72), Upload.new("乙"))
    assert store.snapshot_at(then).observations["value"].tolist() == [70]
    assert store.snapshot_at({"plans": 0}).observations.empty
    with pytest.raises(StoreError, match="没有"):
        store.snapshot_at(dict.fromkeys(SCHEMAS, 99))


def test_snapshot_is_kept_until_something_changes(store: Store) -> None:
    """The same snapshot serves everybody until a version changes, then only what changed is read again."""
    first = store.snapshot()
    assert store.snapshot() is first
    Store(store.root).append("observations", row(1), Upload.new("甲"))
    second = store.snapshot()
    assert second.version != first.version
    assert second.log["tasks"] is first.log["tasks"]


APPENDING = """
import sys
import pandas as pd
from indicators.store import Store, Upload
store, who = Store(sys.argv[1]), sys.argv[2]
for number in range(15):
    rows = pd.DataFrame([{"indicator": f"{who}{number}", "lift": "industry", "period": "2024-09", "value": 1.0,
                          "origin": "报送"}])
    store.append("observations", rows, Upload.new(who))
"""


@pytest.mark.processes
def test_two_processes_append_at_once(store: Store) -> None:
    """Two processes that append at the same time lose nothing."""
    writers = [process(APPENDING, store.root, who) for who in ("a", "b")]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert writer.returncode == 0, errors
    wanted = {f"{who}{number}" for who in ("a", "b") for number in range(15)}
    assert set(store.snapshot().observations["indicator"]) == wanted


SAYING_SO = """
import sys
import pandas as pd
from indicators.store import Store, Upload
for value in range(20):
    rows = pd.DataFrame([{"indicator": "gazelles", "lift": "innovation", "period": "2024-09", "value": float(value),
                          "origin": "报送"}])
    Store(sys.argv[1]).append("observations", rows, Upload.new("别处"))
    print(value, flush=True)
    sys.stdin.readline()
"""


@pytest.mark.processes
def test_another_process_commits(store: Store) -> None:
    """The next look sees what another process has just committed, however often it looked before; an edition does not."""
    then = store.snapshot().versions
    with process(SAYING_SO, store.root) as writer:
        assert writer.stdout is not None
        for said in writer.stdout:
            assert value_of(store) == float(said)
            assert store.snapshot() is store.snapshot()
            print(file=writer.stdin, flush=True)
    assert writer.returncode == 0
    assert value_of(store) == 19
    assert store.snapshot_at(then).observations.empty


COUNTING = """
import sys
import pandas as pd
from indicators.store import Change, Store, Upload
store = Store(sys.argv[1])

def one_more(snapshot):
    values = snapshot.observations["value"]
    row = {"indicator": "gazelles", "lift": "innovation", "period": "2024-09", "origin": "报送"}
    return Change(pd.DataFrame([row | {"value": values.iloc[0] + 1}]), Upload.new("x"))

for _ in range(15):
    store.update("observations", one_more)
"""


@pytest.mark.processes
def test_two_processes_update_at_once(store: Store) -> None:
    """What is decided on a value is written right after that value, or decided again on the value that came between."""
    store.append("observations", row(0), Upload.new("甲"))
    writers = [process(COUNTING, store.root) for _ in range(2)]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert writer.returncode == 0, errors
    assert store.snapshot().log["observations"]["value"].tolist() == [*range(31)]


def test_update_decides_nothing(store: Store) -> None:
    """Where nothing is to be done nothing is committed."""
    before = store.snapshot().versions
    assert store.update("observations", lambda _: None) is None
    assert store.snapshot().versions == before


def test_update_gives_up(store: Store) -> None:
    """Who is never first hears so after a number of attempts, and has written nothing."""
    attempts: list[Snapshot] = []

    def decide_too_late(snapshot: Snapshot) -> Change:
        attempts.append(snapshot)
        store.append("observations", row(1), Upload.new("别人"))
        return Change(row(2), Upload.new("甲"))

    with pytest.raises(StoreWriteError, match=r"observations 的人太多.*请稍后再试"):
        store.update("observations", decide_too_late, attempts=3)
    assert len(attempts) == 3
    assert value_of(store) == 1
    assert set(store.snapshot().log["observations"]["value"]) == {1}


KILLED = """
import sys
import pandas as pd
from indicators.store import Store, Upload
store = Store(sys.argv[1])
rows = pd.DataFrame({"indicator": [f"i{n}" for n in range(1000)], "lift": "industry", "period": "2024-09",
                     "value": 1.0, "origin": "报送"})
print("writing", flush=True)
while True:
    store.append("observations", rows, Upload.new("x"))
"""


@pytest.mark.processes
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is how a POSIX machine pulls the plug")
def test_killed_writer(store: Store) -> None:
    """A writer killed in the middle leaves complete commits only, and the tables can still be written."""
    writer = process(KILLED, store.root)
    assert writer.stdout is not None
    writer.stdout.readline()
    while store.snapshot().versions["observations"] < 3:
        assert writer.poll() is None
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate()
    rows = store.snapshot().log["observations"]
    assert len(rows)
    assert (rows.groupby("upload").size() == 1000).all()
    store.append("observations", row(5), Upload.new("甲"))
    assert value_of(store) == 5


def test_orphaned_file_of_a_killed_writer(store: Store) -> None:
    """A data file without a commit, as a killed writer leaves it, counts for nothing."""
    store.append("observations", row(70), Upload.new("甲"))
    data = next(Path(store.path("observations")).rglob("*.parquet"))
    data.with_name("part-00000-orphan.parquet").write_bytes(data.read_bytes())
    assert len(Store(store.root).snapshot().log["observations"]) == 1


def test_lost_log_is_not_seeded_over(store: Store) -> None:
    """Data files without their log are damage: starting again never puts a fresh seed in their place."""
    store.append("observations", row(70), Upload.new("甲"))
    log = Path(store.path("observations")) / "_delta_log"
    log.rename(log.with_name("lost"))
    again = Store(store.root)
    again.create({})
    assert list(again.snapshot().damaged) == ["observations"]
    with pytest.raises(StoreDamagedError, match="_delta_log"):
        again.append("observations", row(71), Upload.new("甲"))
    log.with_name("lost").rename(log)
    assert value_of(again) == 70


def test_tables_made_before_layouts(store: Store) -> None:
    """Tables that knew no layouts get an empty one at the next start and keep the rest; versions kept before open."""
    store.append("observations", row(70), Upload.new("甲"))
    before = {table: version for table, version in store.snapshot().versions.items() if table != "layouts"}
    shutil.rmtree(store.path("layouts"))
    (Path(store.root) / "tables.txt").write_text("\n".join(before), encoding="utf-8")
    again = open_store(store.root, with_demo=False)
    assert again.snapshot().versions == before | {"layouts": 0}
    assert again.snapshot().layouts.empty
    assert value_of(again) == 70
    assert again.snapshot_at(before).layouts.empty


def test_append_needs_a_table(tmp_path: Path) -> None:
    """Appending never makes a table: it would lack its partition, its retention and its seed."""
    store = Store(tmp_path / "tables")
    with pytest.raises(StoreError, match="尚未建立"):
        store.append("observations", row(1), Upload.new("甲"))
    with pytest.raises(StoreError, match="没有名为“nope”"):
        store.append("nope", row(1), Upload.new("甲"))
    assert not (tmp_path / "tables").exists()
