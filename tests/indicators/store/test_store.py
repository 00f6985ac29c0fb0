"""The tables: nothing lost, nothing half done, everything before still there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from deltalake.fs import DeltaStorageHandler

from indicators.store.commits import Change
from indicators.store.errors import StoreDamagedError, StoreError, StoreWriteError
from indicators.store.schemas import DEMO, PUBLIC, REPORTED, SCHEMAS
from indicators.store.seed import open_store
from indicators.store.snapshot import Snapshot
from indicators.store.store import Store
from indicators.store.upload import Upload
from indicators.store.withdrawal import remove_origin, withdraw_rows

ROOT = Path(__file__).resolve().parents[3]


def row(
    value: float | None, *, period: str = "2024-09", origin: str = REPORTED, indicator: str = "gazelles"
) -> pd.DataFrame:
    """One reported value, ready to append."""
    return pd.DataFrame(
        [{"indicator": indicator, "lift": "innovation", "period": period, "value": value, "origin": origin}]
    )


def value_of(store: Store, indicator: str = "gazelles", period: str = "2024-09") -> float | None:
    """The value that counts, None without one."""
    table = store.snapshot().observations
    found = table[(table["indicator"] == indicator) & (table["period"] == period)]["value"]
    return None if found.empty else float(found.iloc[0])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Tables without any row, in a folder whose name an office would give it."""
    store = Store(tmp_path / "数据 表" / "六提")
    store.create({})
    return store


def process(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python process of its own, started in the repository's root."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_newest_row_is_the_value(store: Store) -> None:
    """A later row for the same indicator and period is the value; the earlier one stays as its history."""
    store.append("observations", row(70), Upload.new("甲"))
    store.append("observations", row(72), Upload.new("乙"))
    snapshot = store.snapshot()
    assert value_of(store) == 72
    assert snapshot.log["observations"]["value"].tolist() == [70, 72]
    assert snapshot.log["observations"]["reported_by"].tolist() == ["甲", "乙"]


def test_blank_is_no_value(store: Store) -> None:
    """A blank comes back blank, never 0; a 0 comes back 0."""
    store.append("observations", pd.concat([row(None), row(0, period="2024-08")]), Upload.new("甲"))
    table = store.snapshot().observations.set_index("period")["value"]
    assert pd.isna(table["2024-09"])
    assert table["2024-08"] == 0


def test_withdraw_brings_back_what_was_before(store: Store) -> None:
    """Withdrawing an upload restores the values before it, and is itself on record."""
    store.append("observations", row(70), Upload.new("甲"))
    later = Upload.new("乙", file="九月.csv", content=b"x")
    store.append("observations", row(72), later)
    assert withdraw_rows(store, later.id, "丙") == 1
    assert value_of(store) == 70
    newest = store.history().iloc[0]
    assert (newest["action"], newest["by"], newest["rows"]) == ("withdraw", "丙", 1)


def test_unknown_upload(store: Store) -> None:
    """Withdrawing what was never uploaded says so and changes nothing."""
    before = store.snapshot().versions
    with pytest.raises(StoreError, match="没有编号为“nie'mals”"):
        withdraw_rows(store, "nie'mals", "丙")
    assert store.snapshot().versions == before


def test_as_it_was(store: Store) -> None:
    """Versions give the tables as they were then; tables that are not named are empty."""
    store.append("observations", row(70), Upload.new("甲"))
    then = store.snapshot().versions
    store.append("observations", row(72), Upload.new("乙"))
    assert store.snapshot_at(then).observations["value"].tolist() == [70]
    assert store.snapshot_at({"plans": 0}).observations.empty
    with pytest.raises(StoreError, match="没有"):
        store.snapshot_at(dict.fromkeys(SCHEMAS, 99))


def test_history_knows_who_and_what(store: Store) -> None:
    """Every commit tells who, which file, its sha256 and how many rows."""
    upload = Upload.new("经发局", file="产值 9月.csv", content=b"abc", note="快报")
    store.append("observations", row(1), upload)
    newest = store.history().iloc[0]
    assert newest[["upload", "by", "file", "rows", "note", "table"]].tolist() == [
        upload.id, "经发局", "产值 9月.csv", 1, "快报", "observations",
    ]  # fmt: skip
    assert newest["sha256"].startswith("ba7816bf")


def test_snapshot_is_kept_until_something_changes(store: Store) -> None:
    """The same snapshot serves everybody until a version changes, then only what changed is read again."""
    first = store.snapshot()
    assert store.snapshot() is first
    Store(store.root).append("observations", row(1), Upload.new("甲"))
    second = store.snapshot()
    assert second.version != first.version
    assert second.log["tasks"] is first.log["tasks"]


def test_version_names_each_table(store: Store) -> None:
    """Any two tables are told apart in the version, also those that begin with the same letter."""
    versions = [Snapshot({table: 1}, {}).version for table in ("plans", "people", "plan")]
    assert len(set(versions)) == 3
    assert store.snapshot().version.startswith("observations0-plans0-tasks0")


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

    def overtaken(snapshot: Snapshot) -> Change:
        attempts.append(snapshot)
        store.append("observations", row(1), Upload.new("别人"))
        return Change(row(2), Upload.new("甲"))

    with pytest.raises(StoreWriteError, match=r"observations 的人太多.*请稍后再试"):
        store.update("observations", overtaken)
    assert len(attempts) > 1
    assert value_of(store) == 1
    assert set(store.snapshot().log["observations"]["value"]) == {1}


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
    """A writer killed in the middle leaves whole commits only, and the tables go on being written."""
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


def test_damaged_data_file(store: Store) -> None:
    """A damaged parquet file gives a clear error that names the table; the file is left as it is."""
    store.append("observations", row(70), Upload.new("甲"))
    data = next(Path(store.path("observations")).rglob("*.parquet"))
    data.write_bytes(b"not parquet")
    with pytest.raises(StoreDamagedError, match="数据表 observations 无法读取"):
        Store(store.root).snapshot()
    assert data.read_bytes() == b"not parquet"


def test_damaged_log(store: Store) -> None:
    """A damaged log gives a clear error that names the table."""
    log = Path(store.path("plans")) / "_delta_log" / f"{0:020}.json"
    log.write_text("{broken", encoding="utf-8")
    with pytest.raises(StoreDamagedError, match="数据表 plans 无法读取"):
        Store(store.root).snapshot()


def test_place_that_cannot_be_written(tmp_path: Path) -> None:
    """Where no folder can be made the error is clear and nothing is left behind."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(StoreWriteError, match="未能写入"):
        Store(blocked / "tables").create({})
    assert blocked.read_text() == "in the way"


def test_real_figures_replace_demonstration(store: Store) -> None:
    """One real value of an indicator hides all its demonstration values, and only its own."""
    simulated = pd.concat(
        [
            row(60, period="2024-08", origin=DEMO),
            row(61, origin=DEMO),
            row(5, origin=DEMO, indicator="unicorns"),
        ]
    )
    store.append("observations", simulated, Upload.new("演示"))
    assert value_of(store) == 61
    store.append("observations", row(59, period="2024-08", origin=PUBLIC), Upload.new("甲"))
    assert value_of(store) is None
    assert value_of(store, period="2024-08") == 59
    assert value_of(store, "unicorns") == 5


def test_demonstration_never_wins_by_being_later(store: Store) -> None:
    """Demonstration values loaded after real ones stay hidden."""
    store.append("observations", row(70), Upload.new("甲"))
    store.append("observations", row(1, origin=DEMO), Upload.new("演示"))
    assert value_of(store) == 70


def test_one_action_removes_all_demonstration(tmp_path: Path) -> None:
    """remove_origin takes every 演示 row out of every table; what is public stays."""
    store = open_store(str(tmp_path), with_demo=True)
    assert remove_origin(store, DEMO, "管理员") > 0
    snapshot = store.snapshot()
    assert not any((frame["origin"] == DEMO).any() for frame in snapshot.log.values())
    assert len(snapshot.observations) == 23


def test_damaged_log_is_named(store: Store) -> None:
    """The error for a damaged log names the file itself, in one line."""
    store.append("plans", pd.DataFrame([{"indicator": "g", "lift": "x", "year": 2024}]), Upload.new("甲"))
    log = Path(store.path("plans")) / "_delta_log" / f"{1:020}.json"
    log.write_text("{broken", encoding="utf-8")
    with pytest.raises(StoreDamagedError) as caught:
        Store(store.root).snapshot()
    assert str(log) in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(StoreDamagedError, match="plans"):
        store.append("plans", pd.DataFrame([{"indicator": "g", "lift": "x"}]), Upload.new("甲"))


def test_damaged_data_file_is_named(store: Store) -> None:
    """The error for a damaged parquet file names the file itself."""
    store.append("observations", row(70), Upload.new("甲"))
    data = next(Path(store.path("observations")).rglob("*.parquet"))
    data.write_bytes(data.read_bytes()[:100])
    with pytest.raises(StoreDamagedError, match=data.name):
        Store(store.root).snapshot()


def test_lost_log_is_not_seeded_over(store: Store) -> None:
    """Data files without their log are damage: starting again never puts a fresh seed in their place."""
    store.append("observations", row(70), Upload.new("甲"))
    log = Path(store.path("observations")) / "_delta_log"
    log.rename(log.with_name("lost"))
    with pytest.raises(StoreDamagedError, match="_delta_log"):
        Store(store.root).create({})
    log.with_name("lost").rename(log)
    assert value_of(Store(store.root)) == 70


def test_append_needs_a_table(tmp_path: Path) -> None:
    """Appending never makes a table: it would lack its partition, its retention and its seed."""
    store = Store(tmp_path / "tables")
    with pytest.raises(StoreError, match="尚未建立"):
        store.append("observations", row(1), Upload.new("甲"))
    with pytest.raises(StoreError, match="没有名为“nope”"):
        store.append("nope", row(1), Upload.new("甲"))
    assert not (tmp_path / "tables").exists()


def test_files_of_a_folder_are_not_read_through_python(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A short command must not end while a reading thread waits for the interpreter: it would end by SIGABRT."""
    store.append("observations", row(33), Upload.new("经发局"))

    def refused(*_: object) -> None:
        pytest.fail("opened through deltalake's Python handler")

    monkeypatch.setattr(DeltaStorageHandler, "from_table", refused)
    assert value_of(Store(store.root)) == 33
